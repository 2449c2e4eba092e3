package org.otklik.app.dispatch.group;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/// A clock and a monotonic timer that a test turns, together or the clock alone.
final class TurnedTime extends Clock implements LongSupplier {
  private final AtomicReference<Instant> instant =
      new AtomicReference<>(Instant.parse("2026-03-10T09:00:00Z"));
  private final AtomicLong nanos = new AtomicLong();

  /// Time passes.
  void pass(Duration time) {
    instant.updateAndGet(now -> now.plus(time));
    nanos.addAndGet(time.toNanos());
  }

  /// Somebody turns the clock; no time passes.
  void jump(Duration by) {
    instant.updateAndGet(now -> now.plus(by));
  }

  @Override
  public long getAsLong() {
    return nanos.get();
  }

  @Override
  public Instant instant() {
    return instant.get();
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
