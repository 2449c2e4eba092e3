package org.otklik.app.contacts.web;

import org.jspecify.annotations.Nullable;

/// One recording of a contact as the page shows it.
///
/// @param title what the player is called
/// @param sound address of the sound, null when there is no file
/// @param goesOn the talk is not over
/// @param brokenOff it stopped before the talk did
public record RecordingPart(
    String title, @Nullable String sound, boolean goesOn, boolean brokenOff) {}
