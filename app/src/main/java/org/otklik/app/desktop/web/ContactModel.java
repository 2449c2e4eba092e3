package org.otklik.app.desktop.web;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.citizens.MaskedCitizen;
import org.otklik.app.pages.Choice;

/// A contact as the operator who talks sees it: level 0, masked.
///
/// @param number null when withheld
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

  /// The fields of the note; nothing chosen is the empty text.
  public record NoteFields(
      int version, String text, String topic, String resolution, String reasonCode) {}
}
