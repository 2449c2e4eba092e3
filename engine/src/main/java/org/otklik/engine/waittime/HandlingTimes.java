package org.otklik.engine.waittime;

import java.time.Duration;

/// How long contacts take an operator lately: an exponentially weighted mean that begins at a prior
/// and forgets it as contacts come. One thread owns it.
public final class HandlingTimes {

  private final double kept;
  private double weight;
  private double squaredWeight;
  private double sum;
  private double squaredSum;

  /// @param prior what is assumed before anything is known
  /// @param priorWeight as many contacts as the prior is worth, at least 1
  /// @param memory how many contacts count, at least 2; older ones fade
  public HandlingTimes(Duration prior, int priorWeight, int memory) {
    if (!prior.isPositive() || priorWeight < 1 || memory < 2) {
      throw new IllegalArgumentException(
          "The prior (%s) must be positive, its weight (%d) at least 1, the memory (%d) at least 2."
              .formatted(prior, priorWeight, memory));
    }
    double seconds = prior.toNanos() / 1e9;
    this.kept = 1 - 1.0 / memory;
    this.weight = priorWeight;
    this.squaredWeight = priorWeight;
    this.sum = priorWeight * seconds;
    this.squaredSum = priorWeight * 2 * seconds * seconds;
  }

  /// One more contact took so long, wrap-up included. Nothing shorter than a second counts, because
  /// no contact is.
  public void add(Duration handling) {
    double seconds = Math.max(1, handling.toNanos() / 1e9);
    weight = weight * kept + 1;
    squaredWeight = squaredWeight * kept * kept + 1;
    sum = sum * kept + seconds;
    squaredSum = squaredSum * kept + seconds * seconds;
  }

  /// The mean.
  public Duration mean() {
    return Duration.ofNanos(Math.round(sum / weight * 1e9));
  }

  /// Standard error of the mean as a share of it, 0 to 1, as [WaitGround] wants it.
  public double doubt() {
    double mean = sum / weight;
    double variance = Math.max(0, squaredSum / weight - mean * mean);
    double contacts = weight * weight / squaredWeight;
    return Math.min(1, Math.sqrt(variance / contacts) / mean);
  }
}
