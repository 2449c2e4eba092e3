package org.otklik.app.desktop.web;

import java.util.UUID;

/// A colleague who is present, for whoever hands a contact on.
///
/// @param state in words
public record ColleagueRow(UUID id, String name, String state) {}
