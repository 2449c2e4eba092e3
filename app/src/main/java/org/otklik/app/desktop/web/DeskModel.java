package org.otklik.app.desktop.web;

import java.util.List;
import org.otklik.app.pages.Choice;

/// What the desk's page is made of before anything happens.
///
/// @param texts the sentences that the page's script says, as JSON by key
/// @param transfersOutside whether citizens may be handed on to numbers outside
public record DeskModel(
    String texts,
    List<Choice> topics,
    List<Choice> parkReasons,
    List<Choice> pauseReasons,
    List<Choice> declineReasons,
    List<Choice> callReasons,
    boolean transfersOutside,
    List<ThreadRow> recent) {

  /// Whether a citizen of the latest contacts can be called.
  public boolean callable() {
    return recent.stream().anyMatch(row -> row.callable() != null);
  }
}
