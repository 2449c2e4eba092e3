package org.otklik.app.dispatch;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;

/// People whose contact died before they were served, for the supervisor to have called.
public interface CallBackList {

  /// One person to call.
  ///
  /// @param number null when it was withheld
  record Entry(ContactId contact, @Nullable String number, TopicId topic, Instant waitedSince) {}

  /// Those still to be called, the longest waiting first, at most `entriesMax`.
  List<Entry> open(int entriesMax);

  /// Has been called; false when somebody else had marked it already.
  boolean called(ContactId contact, OperatorId by);
}
