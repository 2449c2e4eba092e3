package org.otklik.app.dispatch.group;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The three times of a queue group.
///
/// 1. **Steady** time begins at the clock's and runs by the monotonic timer: when somebody turns
///    the clock, nothing fires early or sleeps. All deadlines of the group are in it.
/// 2. **Routing** time is steady time without the times in which the database was away or the whole
///    process was stopped: an offer that could not be made known does not expire. While it stands
///    still, it advances by a microsecond per question, so that the order of arrival is kept.
/// 3. **Wall** time is the clock's: what is stored and shown.
///
/// The group's thread owns it; `now` may be asked by any thread.
final class Timeline {
  /// Standstills that are remembered; what was before the oldest of them is shown later than it
  /// was.
  static final int STANDSTILLS_MAX = 100;

  /// Routing time stood still.
  ///
  /// @param began in routing time
  /// @param awayBefore how far routing time was behind steady time until then
  private record Standstill(Instant began, Duration awayBefore) {}

  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Instant base;
  private final long baseNanos;
  private final Deque<Standstill> standstills = new ArrayDeque<>(); // newest first
  private Duration away = Duration.ZERO;
  private @Nullable Instant frozen;

  /// Routing time has come so far for sure: what was asked before a standstill is not older.
  private Instant reached = Instant.MIN;

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
    return clock.instant().plus(Duration.between(now(), routing.plus(awayAt(routing))));
  }

  /// How far routing time was, or is now, behind steady time.
  private Duration awayAt(Instant routing) {
    var behind = frozen == null ? away : Duration.between(frozen, now());
    for (var standstill : standstills) {
      if (routing.isAfter(standstill.began())) {
        break;
      }
      behind = standstill.awayBefore();
    }
    return behind;
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
      remember(frozen);
    }
  }

  /// Routing time goes on.
  void thaw() {
    if (frozen != null) {
      away = Duration.between(frozen, now());
      reached = frozen;
      frozen = null;
    }
  }

  /// Nothing could happen since this steady moment, because the process was stopped: routing time
  /// has stood still.
  void skip(Instant since) {
    if (frozen == null) {
      reached = routing(since);
      remember(reached);
      away = away.plus(Duration.between(since, now()));
    }
  }

  private void remember(Instant began) {
    standstills.addFirst(new Standstill(began, away));
    if (standstills.size() > STANDSTILLS_MAX) {
      standstills.removeLast();
    }
  }

  private Instant routing(Instant steady) {
    if (frozen != null) {
      return frozen;
    }
    var routing = steady.minus(away);
    return routing.isBefore(reached) ? reached : routing;
  }

  private Duration since(Instant steady) {
    return Duration.between(steady, now());
  }

  /// One moment in steady, routing and wall time.
  record Moment(Instant steady, Instant routing, Instant wall) {}
}
