package org.otklik.app.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;

/// People whose contact died before they were served. Operators call them from their desks; an
/// entry is closed when its person has talked with an operator, whoever called whom.
public interface CallBackList {

  /// One person to call.
  ///
  /// @param number null when it was withheld, and for a call from a browser
  /// @param browser called from a browser
  /// @param citizenId the citizen who was signed in, null otherwise
  /// @param attempts how often operators have called since, and nobody answered
  /// @param lastAttempt when they did last, null when they have not
  record Entry(
      ContactId contact,
      @Nullable String number,
      boolean browser,
      @Nullable UUID citizenId,
      TopicId topic,
      Instant waitedSince,
      int attempts,
      @Nullable Instant lastAttempt) {}

  /// Those still to be called, at most `entriesMax`: the longest waiting first, and who did not
  /// answer stands as if they had waited since then.
  List<Entry> open(int entriesMax);

  /// Whether this one is still to be called.
  boolean isOpen(ContactId contact);

  /// Has been called; false when somebody else had marked it already.
  boolean called(ContactId contact, OperatorId by);
}
