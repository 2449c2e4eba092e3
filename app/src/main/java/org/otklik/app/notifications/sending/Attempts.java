package org.otklik.app.notifications.sending;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otklik.app.notifications.NoticeStatus;
import org.otklik.app.notifications.jdbc.NoticeRows.Attempted;
import org.otklik.app.notifications.jdbc.NoticeRows.Claimed;

/// Decides what comes of an attempt:
///
/// 1. taken: sent;
/// 2. refused: failed;
/// 3. not now, or no answer: again after a pause; failed after [#ATTEMPTS_MAX], expired where the
///    pause ends when nobody needs it any more;
/// 4. busy: again as soon as the gateway takes something, and the attempt does not count.
record Attempts(Backoff backoff) {

  /// After so many a notice has failed. With the pauses that is about 40 minutes.
  static final int ATTEMPTS_MAX = 10;

  Attempted of(Claimed notice, Outcome outcome, Instant now) {
    return switch (outcome) {
      case Outcome.Taken(var gatewayId) ->
          ended(notice, NoticeStatus.SENT, now, true, gatewayId, null);
      case Outcome.Refused(var reason) ->
          ended(notice, NoticeStatus.FAILED, now, true, null, reason);
      case Outcome.NotNow(var reason) -> again(notice, now, true, reason);
      case Outcome.Unanswered(var reason) -> again(notice, now, false, reason);
      case Outcome.Busy(var reason) ->
          new Attempted(
              notice.id(), NoticeStatus.WAITING, now, notice.attempts() - 1, false, null, reason);
    };
  }

  private Attempted again(Claimed notice, Instant now, boolean answered, String reason) {
    if (notice.attempts() >= ATTEMPTS_MAX) {
      return ended(notice, NoticeStatus.FAILED, now, answered, null, reason);
    }
    var dueAt = now.plus(backoff.after(notice.attempts()));
    return dueAt.isBefore(notice.notAfter())
        ? new Attempted(
            notice.id(), NoticeStatus.WAITING, dueAt, notice.attempts(), answered, null, reason)
        : ended(notice, NoticeStatus.EXPIRED, now, answered, null, reason);
  }

  private static Attempted ended(
      Claimed notice,
      NoticeStatus status,
      Instant now,
      boolean answered,
      @Nullable String gatewayId,
      @Nullable String reason) {
    return new Attempted(notice.id(), status, now, notice.attempts(), answered, gatewayId, reason);
  }
}
