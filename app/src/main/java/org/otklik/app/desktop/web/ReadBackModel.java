package org.otklik.app.desktop.web;

import java.util.List;
import java.util.UUID;
import org.otklik.app.pages.Choice;

/// The statements of a contact as the operator reads them back.
///
/// @param addressees whom the statements may be shown to, nobody first; empty when nobody is known,
///   or who called signed in
/// @param addressee the choice that stands there, or offers itself; empty for nobody
/// @param shownTo whom they are shown to, in words
public record ReadBackModel(
    UUID contact,
    String shownTo,
    List<Choice> addressees,
    String addressee,
    List<Choice> kinds,
    List<Row> rows) {

  /// One statement.
  ///
  /// @param saves of the draft
  /// @param version of the words that can be answered by voice, 0 for none
  /// @param standingCode for the look
  /// @param standing in words
  /// @param markable false while the citizen disputes it on the page
  /// @param history one sentence for each event
  public record Row(
      UUID id,
      int saves,
      int version,
      String kind,
      String text,
      String standingCode,
      String standing,
      boolean markable,
      boolean confirmable,
      boolean disputable,
      List<String> history) {}
}
