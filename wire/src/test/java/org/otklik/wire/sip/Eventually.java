package org.otklik.wire.sip;

import java.util.function.BooleanSupplier;

/// Waits until something is so, within [Desk#PATIENCE].
final class Eventually {
  private Eventually() {}

  static void that(String what, BooleanSupplier so) throws InterruptedException {
    long until = System.nanoTime() + Desk.PATIENCE.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("Not within %s: %s".formatted(Desk.PATIENCE, what));
      }
      Thread.onSpinWait();
      Thread.yield();
    }
  }
}
