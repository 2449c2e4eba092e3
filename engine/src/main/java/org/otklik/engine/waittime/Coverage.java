package org.otklik.engine.waittime;

import java.time.Duration;
import java.time.Instant;

/// Keeps score of promises: which share of waits ended inside their range, over the last hours. One
/// thread owns it.
public final class Coverage {

  /// A promise so long ago counts half.
  public static final Duration HALF_LIFE = Duration.ofHours(2);

  /// With fewer ends than this nothing can be said against the promises.
  static final double ENDS_MIN = 20;

  /// Below this share the promises are off. Well below the 80 % they are made for, because the
  /// waits of one day go together: a busy hour can be off as a whole by bad luck.
  static final double OFF_BELOW = 0.6;

  private static final double HALF_LIFE_SECONDS = HALF_LIFE.toNanos() / 1e9;

  private Instant asOf = Instant.EPOCH;
  private double ends;
  private double inside;

  /// A score of nothing.
  public Coverage() {}

  /// A wait for which a range was promised has ended.
  public void ended(boolean insideTheRange, Instant at) {
    fade(at);
    ends++;
    inside += insideTheRange ? 1 : 0;
  }

  /// Share inside, 0 to 1; 1 if nothing is known.
  public double share() {
    return ends == 0 ? 1 : inside / ends;
  }

  /// Whether the promises have been so wrong lately that no range should be told.
  public boolean isOff(Instant at) {
    fade(at);
    return ends >= ENDS_MIN && share() < OFF_BELOW;
  }

  private void fade(Instant at) {
    if (at.isAfter(asOf)) {
      double kept = Math.pow(0.5, Duration.between(asOf, at).toNanos() / 1e9 / HALF_LIFE_SECONDS);
      ends *= kept;
      inside *= kept;
      asOf = at;
    }
  }
}
