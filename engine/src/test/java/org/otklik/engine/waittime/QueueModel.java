package org.otklik.engine.waittime;

import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A seeded queue with one line, first come first served, and exponential times between arrivals.
/// The unit of time is one mean service.
final class QueueModel {

  /// Exponential with the mean 1.
  static final ToDoubleFunction<RandomGenerator> EXPONENTIAL = RandomGenerator::nextExponential;

  /// Lognormal with the mean 1, and a deviation of 1.2 times that.
  static final ToDoubleFunction<RandomGenerator> LOGNORMAL =
      random -> {
        double variance = Math.log(1 + 1.2 * 1.2);
        return Math.exp(Math.sqrt(variance) * random.nextGaussian() - variance / 2);
      };

  /// Most give up soon, some hardly ever; the mean is 1.
  static final ToDoubleFunction<RandomGenerator> MIXED =
      random -> random.nextExponential() * (random.nextInt(4) == 0 ? 2.8 : 0.4);

  /// Everybody gives up after almost the same time.
  static final ToDoubleFunction<RandomGenerator> BY_THE_CLOCK =
      random -> 1 + 0.02 * random.nextGaussian();

  /// Nobody gives up.
  static final ToDoubleFunction<RandomGenerator> ENDLESS = _ -> Double.POSITIVE_INFINITY;

  /// Somebody who has to wait.
  ///
  /// @param at when they come
  /// @param ahead how many wait already
  /// @param turnIn until their turn would come if they stay
  /// @param patience after which they give up
  /// @param lastService how long the service took that was begun last before they came
  record Waiting(double at, int ahead, double turnIn, double patience, double lastService) {

    boolean stays() {
      return patience >= turnIn;
    }
  }

  private final SplittableRandom random;
  private final double arrivalRate;
  private final ToDoubleFunction<RandomGenerator> services;
  private final ToDoubleFunction<RandomGenerator> patiences;
  private final PriorityQueue<Double> serversFree = new PriorityQueue<>();
  private final PriorityQueue<Double> queueLeft = new PriorityQueue<>();
  private double now;
  private double lastService = 1;

  QueueModel(
      long seed,
      int servers,
      double load,
      ToDoubleFunction<RandomGenerator> services,
      ToDoubleFunction<RandomGenerator> patiences) {
    this.random = new SplittableRandom(seed);
    this.arrivalRate = servers * load;
    this.services = services;
    this.patiences = patiences;
    for (int i = 0; i < servers; i++) {
      serversFree.add(0.0);
    }
  }

  double now() {
    return now;
  }

  /// The next who comes; null if they need not wait.
  @Nullable Waiting next() {
    now += random.nextExponential() / arrivalRate;
    while (!queueLeft.isEmpty() && queueLeft.peek() <= now) {
      queueLeft.remove();
    }
    int ahead = queueLeft.size();
    double turn = Math.max(now, serversFree.element());
    double patience = patiences.applyAsDouble(random);
    double service = lastService;
    if (now + patience >= turn) {
      serversFree.remove();
      lastService = services.applyAsDouble(random);
      serversFree.add(turn + lastService);
    }
    queueLeft.add(Math.min(turn, now + patience));
    return turn > now ? new Waiting(now, ahead, turn - now, patience, service) : null;
  }
}
