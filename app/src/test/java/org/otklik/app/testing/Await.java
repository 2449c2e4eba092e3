package org.otklik.app.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what happens on other threads.
public final class Await {

  private static final long POLL_NANOS = 5_000_000;

  private Await() {}

  /// Polls until the condition holds.
  ///
  /// @throws AssertionError if it does not within the time
  public static void until(String what, Duration max, BooleanSupplier condition) {
    var end = System.nanoTime() + max.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("Not within %s: %s".formatted(max, what));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
