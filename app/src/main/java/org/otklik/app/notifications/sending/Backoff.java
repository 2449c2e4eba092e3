package org.otklik.app.notifications.sending;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Pauses between attempts: each twice as long as the one before up to a limit, and by chance up to
/// a fifth shorter or longer, so that many do not come at once.
///
/// @param first the pause after the first attempt
/// @param longest no pause is longer, chance aside
public record Backoff(Duration first, Duration longest, RandomGenerator random) {
  private static final double JITTER = 0.2;
  private static final int DOUBLINGS_MAX = 30;

  /// The pause after this many attempts, from 1 on.
  public Duration after(int attempts) {
    var doubled = first.multipliedBy(1L << Math.clamp(attempts - 1, 0, DOUBLINGS_MAX));
    var pause = doubled.compareTo(longest) < 0 ? doubled : longest;
    return Duration.ofMillis((long) (pause.toMillis() * random.nextDouble(1 - JITTER, 1 + JITTER)));
  }
}
