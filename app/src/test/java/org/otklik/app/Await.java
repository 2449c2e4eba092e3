package org.otklik.app;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits in tests for what other threads and processes do.
public final class Await {

  private static final Duration POLL = Duration.ofMillis(20);

  private Await() {}

  /// Returns as soon as the condition holds; fails with its name if it does not within the limit.
  public static void until(String condition, Duration limit, BooleanSupplier holds) {
    var begin = System.nanoTime();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - begin > limit.toNanos()) {
        throw new AssertionError("Not within %s: %s".formatted(limit, condition));
      }
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new AssertionError("Interrupted while waiting: " + condition, interrupted);
      }
    }
  }
}
