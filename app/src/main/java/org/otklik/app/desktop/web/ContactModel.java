package org.otklik.app.desktop.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.citizens.MaskedCitizen;
import org.otklik.app.pages.Choice;

/// A contact as the operator who talks sees it: level 0, masked.
///
/// @param number null when withheld
/// @param promise the promise to call back that this contact keeps, null when it is none
/// @param recording what is known of it, in words
/// @param citizens those with this number on file
/// @param signedIn the citizen who called while signed in, null otherwise
/// @param callable whether the citizen can be called
/// @param editable may the note still be changed
public record ContactModel(
    UUID id,
    @Nullable String number,
    String topic,
    String language,
    String line,
    String recording,
    @Nullable Promised promise,
    List<MaskedCitizen> citizens,
    @Nullable MaskedCitizen signedIn,
    NoteFields note,
    List<Choice> topics,
    List<Choice> resolutions,
    List<Choice> reasons,
    boolean editable,
    boolean callable,
    List<Choice> callReasons,
    List<JourneyRow> journey,
    List<ThreadRow> thread) {

  /// A promise to call back.
  ///
  /// @param word the centre's word, to be said first
  /// @param waitingSince since when the citizen waits
  public record Promised(String word, Instant waitingSince, List<Tried> tried) {}

  /// An earlier attempt, and why it failed.
  public record Tried(Instant at, String why) {}

  /// The fields of the note; nothing chosen is the empty text.
  public record NoteFields(
      int version, String text, String topic, String resolution, String reasonCode) {}
}
