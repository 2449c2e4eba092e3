package org.otklik.app.notifications.sending;

import java.util.concurrent.TimeUnit;

/// Keeps to a number of notices per second. After a silence up to a tenth of a second's notices may
/// go at once. One thread owns it.
final class Pace {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final double perNano;
  private final double burst;
  private double free;
  private long counted;

  Pace(int perSecond, long nowNanos) {
    this.perNano = (double) perSecond / SECOND;
    this.burst = Math.max(1, perSecond / 10.0);
    this.free = burst;
    this.counted = nowNanos;
  }

  /// How many may go now.
  int free(long nowNanos) {
    free = Math.min(burst, free + (nowNanos - counted) * perNano);
    counted = nowNanos;
    return (int) free;
  }

  /// So many go.
  void take(int notices) {
    free -= notices;
  }

  /// Until one may go.
  long nanosToFree() {
    return free >= 1 ? 0 : (long) Math.ceil((1 - free) / perNano);
  }
}
