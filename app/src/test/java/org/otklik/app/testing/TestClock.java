package org.otklik.app.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until a test turns it.
public final class TestClock extends Clock {

  private final AtomicReference<Instant> now;
  private final AtomicLong steady = new AtomicLong();

  /// Stands at `start`.
  public TestClock(Instant start) {
    this.now = new AtomicReference<>(start);
  }

  /// Stands at noon of an ordinary working day.
  public static TestClock atNoon() {
    return new TestClock(Instant.parse("2026-03-10T09:00:00Z"));
  }

  /// Time passes.
  public void advance(Duration time) {
    steady.addAndGet(time.toNanos());
    turn(time);
  }

  /// Somebody turns the clock, and no time passes.
  public void turn(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  /// The time that has passed, in nanoseconds.
  public long steadyNanos() {
    return steady.get();
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}
