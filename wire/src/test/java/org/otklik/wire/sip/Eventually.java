package org.otklik.wire.sip;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits until something is so, within [Desk#PATIENCE].
final class Eventually {
  private static final Duration POLL = Duration.ofMillis(2);

  private Eventually() {}

  static void that(String what, BooleanSupplier so) {
    that(what, Desk.PATIENCE, so);
  }

  static void that(String what, Duration within, BooleanSupplier so) {
    long until = System.nanoTime() + within.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("Not within %s: %s".formatted(within, what));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
