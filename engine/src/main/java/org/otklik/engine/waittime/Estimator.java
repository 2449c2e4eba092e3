package org.otklik.engine.waittime;

/// The simple ways to say how long somebody will wait, in seconds. None is the best everywhere, so
/// [WaitForecast] blends them by how they have done lately.
enum Estimator {
  /// As many services as the position says, if nobody gives up: (n+1)/(sμ).
  QUEUE_LENGTH {
    @Override
    double seconds(WaitGround ground, RecentWaits recent, double waited) {
      return ground.position() * WaitEstimate.seconds(ground.handling()) / ground.operators();
    }
  },
  /// The same where those ahead give up at random: Σ 1/(sμ+iθ).
  MARKOVIAN {
    @Override
    double seconds(WaitGround ground, RecentWaits recent, double waited) {
      return WaitEstimate.of(ground).meanSeconds();
    }
  },
  /// The same of those who do not give up themselves, because their turn comes soon: Σ
  /// 1/(sμ+(i+1)θ).
  MARKOVIAN_TAKEN {
    @Override
    double seconds(WaitGround ground, RecentWaits recent, double waited) {
      return WaitEstimate.meanOfTaken(ground);
    }
  },
  /// By the position, as much for each place as it has taken lately, whatever patience is like:
  /// (n+1)·w/q.
  FLUID {
    @Override
    double seconds(WaitGround ground, RecentWaits recent, double waited) {
      return ground.position() * recent.secondsForAPlace();
    }
  },
  /// As long as the last one who was taken.
  LAST {
    @Override
    double seconds(WaitGround ground, RecentWaits recent, double waited) {
      return Math.max(0, recent.last() - waited);
    }
  },
  /// As long as people have waited lately.
  MEAN {
    @Override
    double seconds(WaitGround ground, RecentWaits recent, double waited) {
      return Math.max(0, recent.mean() - waited);
    }
  };

  /// @param ground with operators
  /// @param waited how long the person has waited already, in seconds
  abstract double seconds(WaitGround ground, RecentWaits recent, double waited);

  /// Whether it follows recent waits instead of the state of the queue.
  boolean isLearnt() {
    return this == FLUID || this == LAST || this == MEAN;
  }
}
