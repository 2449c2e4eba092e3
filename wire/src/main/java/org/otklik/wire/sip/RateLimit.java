package org.otklik.wire.sip;

/// Lets through so many a second, with bursts of one second's worth (a token bucket).
final class RateLimit {
  private static final double NANOS_PER_SECOND = 1e9;

  private final int perSecond;
  private double left;
  private long filledAt;

  RateLimit(int perSecond, long now) {
    this.perSecond = perSecond;
    this.left = perSecond;
    this.filledAt = now;
  }

  /// Takes one, if there is one.
  ///
  /// @param now monotonic nanoseconds; a time before the last one counts as no time passed
  synchronized boolean take(long now) {
    long passed = Math.max(0, now - filledAt);
    left = Math.min(perSecond, left + passed / NANOS_PER_SECOND * perSecond);
    filledAt += passed;
    if (left < 1) {
      return false;
    }
    left -= 1;
    return true;
  }

  /// Gives one back that was taken and not used.
  synchronized void giveBack() {
    left = Math.min(perSecond, left + 1);
  }
}
