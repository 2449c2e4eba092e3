package org.otklik.engine.staffing;

import java.time.Duration;
import java.util.function.DoubleUnaryOperator;

/// How an interval goes with a number of operators, in the long run.
///
/// @see Load#servedBy
public final class Service {

  private final double waitingShare;
  private final double abandonedShare;
  private final double meanWaitSeconds;
  private final DoubleUnaryOperator takenWithin;

  /// @param takenWithin share of contacts taken within so many seconds
  Service(
      double waitingShare,
      double abandonedShare,
      double meanWaitSeconds,
      DoubleUnaryOperator takenWithin) {
    this.waitingShare = waitingShare;
    this.abandonedShare = abandonedShare;
    this.meanWaitSeconds = meanWaitSeconds;
    this.takenWithin = takenWithin;
  }

  /// Share of contacts that are not taken at once, 0 to 1.
  public double waitingShare() {
    return waitingShare;
  }

  /// Share of contacts that give up, 0 to 1.
  public double abandonedShare() {
    return abandonedShare;
  }

  /// Mean wait of all contacts, of those too who do not wait or give up; infinite where the queue
  /// grows without end.
  public double meanWaitSeconds() {
    return meanWaitSeconds;
  }

  /// Share of all contacts that are taken within this wait, 0 to 1.
  public double takenWithin(Duration wait) {
    return takenWithin.applyAsDouble(wait.toNanos() / 1e9);
  }

  boolean reaches(Goal goal) {
    return takenWithin(goal.within()) >= goal.share();
  }
}
