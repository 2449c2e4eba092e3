package org.otklik.app.desktop.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.otklik.app.pages.Choice;

/// What the desk's page is made of before anything happens.
///
/// @param texts the sentences that the page's script says, as JSON by key
/// @param toCallBack people whom the operator can call back, the longest waiting first
/// @param transfersOutside whether citizens may be handed on to numbers outside
public record DeskModel(
    String texts,
    List<Choice> topics,
    List<Choice> parkReasons,
    List<Choice> pauseReasons,
    List<Choice> declineReasons,
    List<Choice> callReasons,
    boolean transfersOutside,
    List<CallBack> toCallBack,
    List<ThreadRow> recent) {

  /// One person to be called back, and since when they waited.
  public record CallBack(UUID contact, String number, String topic, Instant since) {}

  /// Whether a citizen of the latest contacts can be called.
  public boolean callable() {
    return recent.stream().anyMatch(row -> row.callable() != null);
  }
}
