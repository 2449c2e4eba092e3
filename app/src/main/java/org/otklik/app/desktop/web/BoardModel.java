package org.otklik.app.desktop.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The board in words.
///
/// @param notice what came of the last action, null when there was none
public record BoardModel(
    Instant at,
    boolean available,
    List<QueueRow> queues,
    List<WaitingRow> waiting,
    List<OperatorRow> operators,
    List<CallBackRow> toCallBack,
    @Nullable String notice) {

  /// One topic; `longest` is empty when nobody waits.
  public record QueueRow(String topic, int waiting, String longest, int ready, int talking) {}

  /// One who waits.
  public record WaitingRow(@Nullable String number, String topic, String waited, String why) {}

  /// One operator who is present.
  public record OperatorRow(
      String name, String stateCode, String state, String why, String duration, String topic) {}

  /// One person to call.
  public record CallBackRow(UUID contact, @Nullable String number, String topic, String waited) {}
}
