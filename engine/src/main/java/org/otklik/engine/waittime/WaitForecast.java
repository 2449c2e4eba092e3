package org.otklik.engine.waittime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Estimates the waits of one queue and learns from how they end. One thread owns it.
///
/// Several simple estimators are kept score of, and the better one has done lately, the more it
/// counts; so the estimate is right where people give up at random, by the clock or not at all,
/// where urgent ones come first, and where operators come and go. How wide the range must be for 8
/// of 10 waits to end inside is learnt in the same way.
public final class WaitForecast {

  /// So many ended waits count; older ones fade.
  static final int MEMORY = 2_000;

  /// Before so many waits have ended nothing is blended.
  private static final int ENDS_MIN = 30;

  /// The larger, the more the best alone counts.
  private static final double STRICTNESS = 24;

  /// One that follows recent waits has to be better by this, because over a while it can look
  /// better by luck than one that follows from the state of the queue.
  private static final double HANDICAP = 1.04;

  /// How far at most one end moves a bound of the range, as a share of its width.
  private static final double STEP = 0.004;

  /// The range is never narrower, in standard deviations.
  private static final double WIDTH_MIN = 1e-3;

  private static final Estimator[] ESTIMATORS = Estimator.values();

  private final RecentWaits recent = new RecentWaits(MEMORY);
  private final Coverage coverage = new Coverage();
  private final double[] squaredErrors = new double[ESTIMATORS.length];
  private final double[] shares = new double[ESTIMATORS.length];
  private double low = -WaitEstimate.TENTH;
  private double high = WaitEstimate.TENTH;
  private long ends;

  /// A forecast that knows nothing yet: people give up at random, and all is as the ground says.
  public WaitForecast() {
    for (int i = 0; i < ESTIMATORS.length; i++) {
      shares[i] = ESTIMATORS[i] == Estimator.MARKOVIAN ? 1 : 0;
    }
  }

  /// What can be promised to somebody who stands here; empty if nobody serves.
  ///
  /// @param waited how long they have waited already
  public Optional<WaitPromise> promise(WaitGround ground, Duration waited, Instant at) {
    if (ground.operators() == 0) {
      return Optional.empty();
    }
    double before = Math.max(0, WaitEstimate.seconds(waited));
    var guesses = new ArrayList<Double>(ESTIMATORS.length);
    double mean = 0;
    for (int i = 0; i < ESTIMATORS.length; i++) {
      double guess = ESTIMATORS[i].seconds(ground, recent, before);
      guesses.add(guess);
      mean += shares[i] * guess;
    }
    var estimate = WaitEstimate.of(ground).withMean(mean).between(low, high);
    return Optional.of(new WaitPromise(at, ground, before, estimate, guesses));
  }

  /// The person of this promise has been taken. Of those who gave up it is not known how long they
  /// would have waited: do not report them.
  public void taken(WaitPromise promise, Instant at) {
    var wait = Duration.between(promise.at(), at);
    double seconds = Math.max(0, WaitEstimate.seconds(wait));
    coverage.ended(promise.covers(wait), at);
    widen(promise.estimate().normal(seconds));
    score(promise, seconds);
    recent.add(promise.ground().position(), seconds, promise.waitedSeconds());
  }

  /// What to say of this promise; empty where it is better to say only the position: promises have
  /// been wrong lately, or it would be longer than [WaitEstimate#LONGEST].
  ///
  /// @param before what was said last to the same person, if anything
  public Optional<Telling> tell(WaitPromise promise, @Nullable Telling before) {
    return coverage.isOff(promise.at())
        ? Optional.empty()
        : Telling.of(promise.estimate(), before, promise.at());
  }

  /// The score that is kept.
  public Coverage coverage() {
    return coverage;
  }

  /// The bounds settle where one of ten ends lies below the lower and one above the upper.
  private void widen(double normal) {
    double step = STEP * Math.max(WIDTH_MIN, high - low);
    double lower = low + step * (0.1 - (normal < low ? 1 : 0));
    high += step * (0.9 - (normal <= high ? 1 : 0));
    low = Math.min(lower, high - WIDTH_MIN);
  }

  private void score(WaitPromise promise, double seconds) {
    double kept = 1 - 1.0 / MEMORY;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < ESTIMATORS.length; i++) {
      double miss = promise.guesses().get(i) - seconds;
      squaredErrors[i] = squaredErrors[i] * kept + miss * miss;
      least = Math.min(least, handicapped(i));
    }
    ends++;
    if (ends >= ENDS_MIN && least > 0) {
      share(least);
    }
  }

  private void share(double least) {
    for (int i = 0; i < ESTIMATORS.length; i++) {
      shares[i] = Math.pow(least / handicapped(i), STRICTNESS);
    }
    double all = Arrays.stream(shares).sum();
    for (int i = 0; i < ESTIMATORS.length; i++) {
      shares[i] /= all;
    }
  }

  private double handicapped(int estimator) {
    return ESTIMATORS[estimator].isLearnt()
        ? squaredErrors[estimator] * HANDICAP
        : squaredErrors[estimator];
  }
}
