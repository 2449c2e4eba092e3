package org.otklik.app.dispatch.group;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The three times of a queue group.
///
/// 1. **Steady** time begins at the clock's and runs by the monotonic timer: when somebody turns
///    the clock, nothing fires early or sleeps. All deadlines of the group are in it.
/// 2. **Routing** time is steady time without the times in which the database was away: an offer
///    that could not be made known does not expire. While it stands still, it advances by a
///    microsecond per question, so that the order of arrival is kept.
/// 3. **Wall** time is the clock's: what is stored and shown.
///
/// The group's thread owns it; `now` may be asked by any thread.
final class Timeline {
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Instant base;
  private final long baseNanos;
  private Duration away = Duration.ZERO;
  private @Nullable Instant frozen;

  /// @param nanoTime `System::nanoTime` or, in tests, one that is turned
  Timeline(Clock clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.base = clock.instant();
    this.baseNanos = nanoTime.getAsLong();
  }

  /// Steady time.
  Instant now() {
    return base.plusNanos(nanoTime.getAsLong() - baseNanos);
  }

  /// What these three times are at a steady moment.
  Moment at(Instant steady) {
    if (frozen != null) {
      frozen = frozen.plusNanos(1_000);
    }
    return new Moment(steady, routing(steady), clock.instant().minus(since(steady)));
  }

  /// The wall time of a routing time.
  Instant wallOf(Instant routing) {
    var now = now();
    return clock.instant().plus(Duration.between(routing(now), routing));
  }

  /// The routing time of a wall time.
  Instant routingOf(Instant wall) {
    return routing(now()).plus(Duration.between(clock.instant(), wall));
  }

  /// Until when, in steady time, a routing deadline has to be waited for; null while it stands
  /// still.
  @Nullable Instant steadyOf(Instant routing) {
    return frozen == null ? routing.plus(away) : null;
  }

  /// Routing time stands still from now on.
  void freeze() {
    if (frozen == null) {
      frozen = routing(now());
    }
  }

  /// Routing time goes on.
  void thaw() {
    if (frozen != null) {
      away = Duration.between(frozen, now());
      frozen = null;
    }
  }

  private Instant routing(Instant steady) {
    return frozen == null ? steady.minus(away) : frozen;
  }

  private Duration since(Instant steady) {
    return Duration.between(steady, now());
  }

  /// One moment in steady, routing and wall time.
  record Moment(Instant steady, Instant routing, Instant wall) {}
}
