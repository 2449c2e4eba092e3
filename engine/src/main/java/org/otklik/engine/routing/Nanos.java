package org.otklik.engine.routing;

import java.time.Instant;

/// Instants as nanoseconds since 1970, which are cheap to compare; good until the year 2262.
final class Nanos {

  /// Later than everything.
  static final long NEVER = Long.MAX_VALUE;

  private static final long SECOND = 1_000_000_000L;

  private Nanos() {}

  static long of(Instant instant) {
    return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), SECOND), instant.getNano());
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
  }
}
