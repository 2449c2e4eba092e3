package org.otklik.engine.waittime;

import java.time.Duration;
import java.util.Optional;

/// How long people have been willing to wait lately. Most are taken before they give up, so their
/// patience is not seen: but all waiting together, divided by how many gave up, is the mean. One
/// thread owns it.
public final class PatienceTimes {

  /// With fewer who gave up than this nothing is said.
  static final double GIVEN_UP_MIN = 5;

  private final double kept;
  private double seconds;
  private double givenUp;

  /// @param memory how many waits count, at least 2; older ones fade
  public PatienceTimes(int memory) {
    if (memory < 2) {
      throw new IllegalArgumentException("The memory (%d) must be at least 2.".formatted(memory));
    }
    this.kept = 1 - 1.0 / memory;
  }

  /// Somebody waited so long and was taken.
  public void taken(Duration waited) {
    add(waited, 0);
  }

  /// Somebody waited so long and gave up.
  public void gaveUp(Duration waited) {
    add(waited, 1);
  }

  /// The mean, as [WaitGround] wants it; empty while too few have given up.
  public Optional<Duration> mean() {
    return givenUp < GIVEN_UP_MIN || seconds == 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(Math.round(seconds / givenUp * 1e9)));
  }

  private void add(Duration waited, int gaveUp) {
    seconds = seconds * kept + Math.max(0, waited.toNanos() / 1e9);
    givenUp = givenUp * kept + gaveUp;
  }
}
