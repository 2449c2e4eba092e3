package org.otklik.app.contacts.web;

import java.util.UUID;

/// One recorded talk that was found, in words.
///
/// @param number the end of the caller's number, or what is known instead
public record FoundRecording(
    UUID contact, String when, String operator, String topic, String number, String keptUntil) {}
