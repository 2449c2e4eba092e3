package org.otklik.engine.waittime;

import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A seeded M/M/s queue, first come first served, with exponential patience if `patience` is given.
/// The unit of time is one mean service.
final class QueueModel {

  /// Somebody who has to wait.
  ///
  /// @param ahead how many wait already
  /// @param turnIn until their turn would come if they stay
  /// @param lastService how long the service took that was begun last before they came
  record Waiting(int ahead, double turnIn, double lastService) {}

  private final SplittableRandom random;
  private final double arrivalRate;
  private final double patience;
  private final PriorityQueue<Double> serversFree = new PriorityQueue<>();
  private final PriorityQueue<Double> queueLeft = new PriorityQueue<>();
  private double now;
  private double lastService = 1;

  QueueModel(long seed, int servers, double load, double patience) {
    this.random = new SplittableRandom(seed);
    this.arrivalRate = servers * load;
    this.patience = patience;
    for (int i = 0; i < servers; i++) {
      serversFree.add(0.0);
    }
  }

  /// The next who comes; null if they need not wait.
  @Nullable Waiting next() {
    now += random.nextExponential() / arrivalRate;
    while (!queueLeft.isEmpty() && queueLeft.peek() <= now) {
      queueLeft.remove();
    }
    int ahead = queueLeft.size();
    double turn = Math.max(now, serversFree.element());
    double givesUp = now + random.nextExponential() * patience;
    double service = lastService;
    if (givesUp >= turn) {
      serversFree.remove();
      lastService = random.nextExponential();
      serversFree.add(turn + lastService);
    }
    queueLeft.add(Math.min(turn, givesUp));
    return turn > now ? new Waiting(ahead, turn - now, service) : null;
  }
}
