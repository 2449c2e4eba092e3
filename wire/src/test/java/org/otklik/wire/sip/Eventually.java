package org.otklik.wire.sip;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits until something is so, within [Desk#PATIENCE].
final class Eventually {
  private static final Duration POLL = Duration.ofMillis(2);

  private Eventually() {}

  static void that(String what, BooleanSupplier so) {
    long until = System.nanoTime() + Desk.PATIENCE.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("Not within %s: %s".formatted(Desk.PATIENCE, what));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
