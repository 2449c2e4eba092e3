package org.otklik.engine.waittime;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is said to somebody about their wait, so that a promise that cannot be kept is owned up to
/// and not quietly replaced.
///
/// @param news how it stands to what was said before
/// @param range from now on
/// @param by when they have been told to be taken at the latest; it moves only when `news` says so
public record Telling(News news, WaitRange range, Instant by) {

  /// How what is said stands to what was said before.
  public enum News {
    /// Nothing was said before.
    FIRST,
    /// The promise holds.
    AS_PROMISED,
    /// It will take longer than was promised: say so.
    LONGER
  }

  /// What to say now; empty if it would be longer than [WaitEstimate#LONGEST].
  ///
  /// @param before what was said last, if anything
  public static Optional<Telling> of(WaitEstimate estimate, @Nullable Telling before, Instant now) {
    var range = estimate.rounded();
    if (range.isEmpty()) {
      return Optional.empty();
    }
    if (before == null) {
      return range.map(fresh -> new Telling(News.FIRST, fresh, now.plus(fresh.to())));
    }
    var left = Duration.between(now, before.by());
    double leftMinutes = WaitEstimate.seconds(left) / 60;
    double slack = WaitEstimate.stepAt(leftMinutes) / 2.0;
    if (estimate.toSeconds() / 60 > leftMinutes + slack) {
      return range.map(longer -> new Telling(News.LONGER, longer, now.plus(longer.to())));
    }
    return range.map(
        fresh -> new Telling(News.AS_PROMISED, within(fresh, leftMinutes), before.by()));
  }

  /// Rounding up must not make the promise later than it is.
  private static WaitRange within(WaitRange range, double leftMinutes) {
    long left = Math.max(1, (long) Math.ceil(leftMinutes));
    long to = Math.min(range.to().toMinutes(), left);
    long from = Math.min(range.from().toMinutes(), to - 1);
    return new WaitRange(Duration.ofMinutes(from), Duration.ofMinutes(to));
  }
}
