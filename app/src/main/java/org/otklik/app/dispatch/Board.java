package org.otklik.app.dispatch;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.Reason;
import org.otklik.engine.routing.TopicId;

/// What goes on, for a supervisor. Answered from memory, at most half a second old.
public interface Board {

  /// Everything at one moment.
  record Snapshot(
      Instant at,
      boolean available,
      List<Queue> queues,
      List<Waiting> waiting,
      List<OperatorRow> operators) {}

  /// Figures of one topic.
  record Queue(
      TopicId topic, int waiting, @Nullable Instant longestSince, int ready, int talking) {}

  /// One who waits, the most urgent first, at most 200.
  ///
  /// @param number masked but for the last two digits, null when withheld
  /// @param browser called from a browser
  /// @param promised waits to be called back, on no line
  /// @param why why they still wait; the value `pulled` says why they were pulled forward
  record Waiting(
      ContactId contact,
      TopicId topic,
      @Nullable String number,
      boolean browser,
      boolean promised,
      Instant since,
      Reason why) {}

  /// One operator who is present.
  record OperatorRow(
      OperatorId operator, String name, Presence presence, @Nullable TopicId topic) {}

  /// The present picture.
  Snapshot snapshot();
}
