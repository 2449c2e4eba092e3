package org.otklik.engine.waittime;

/// How those waits ended that ended lately, in seconds; older ones fade.
final class RecentWaits {

  private final double kept;
  private double last;
  private double weight;
  private double whole;
  private double rest;
  private double positions;

  RecentWaits(int memory) {
    this.kept = 1 - 1.0 / memory;
  }

  /// @param rest how long it took from the promise on
  /// @param waited how long the person had waited before
  void add(int position, double rest, double waited) {
    last = rest + waited;
    weight = weight * kept + 1;
    whole = whole * kept + last;
    this.rest = this.rest * kept + rest;
    positions = positions * kept + position;
  }

  double last() {
    return last;
  }

  double mean() {
    return weight == 0 ? 0 : whole / weight;
  }

  double secondsForAPlace() {
    return positions == 0 ? 0 : rest / positions;
  }
}
