package org.otklik.engine.waittime;

import java.time.Duration;
import java.util.Optional;

/// The wait of somebody who stays, before rounding.
///
/// The person's turn comes after as many departures as their position says. While `i` people stand
/// ahead of them, departures come at the rate `s·μ + i·θ` (`s` operators, each ending `μ` contacts
/// a second; each who waits gives up at the rate `θ`). So the wait is a sum of independent
/// exponential times, one for each `i`, with the mean `Σ 1/(sμ+iθ)` and the variance `Σ
/// 1/(sμ+iθ)²`; doubt about `μ` widens it. A gamma distribution with the same mean and variance
/// gives the range; without abandonment and doubt it is exact.
///
/// @param meanSeconds expected wait
/// @param deviationSeconds standard deviation
/// @param low where the range begins, in standard deviations of a normal distribution
/// @param high where it ends
public record WaitEstimate(double meanSeconds, double deviationSeconds, double low, double high) {

  /// Longer promises than this help nobody and are not made.
  public static final Duration LONGEST = Duration.ofHours(4);

  /// So many terms are added one by one; the rest of the sum is an integral with end corrections,
  /// which at this point differs by less than a millionth.
  private static final int TERMS_MAX = 64;

  /// The standard normal distribution has 80 % within this.
  static final double TENTH = 1.2815515655446004;

  /// The range to tell, or nothing where there is no ground for one: nobody serves, or it would be
  /// longer than [#LONGEST].
  public static Optional<WaitRange> rangeOf(WaitGround ground) {
    return ground.operators() == 0 ? Optional.empty() : of(ground).rounded();
  }

  /// The estimate itself.
  ///
  /// @throws IllegalArgumentException if nobody serves
  public static WaitEstimate of(WaitGround ground) {
    if (ground.operators() == 0) {
      throw new IllegalArgumentException("Nobody serves: there is no estimate.");
    }
    double first = ground.operators() / seconds(ground.handling());
    var patience = ground.patience();
    double step = patience == null ? 0 : 1 / seconds(patience);
    int terms = ground.position();
    double mean = sumOfInverses(first, step, terms);
    double variance = sumOfInverseSquares(first, step, terms);
    double doubt = mean * ground.handlingDoubt();
    return new WaitEstimate(mean, Math.sqrt(variance + doubt * doubt), -TENTH, TENTH);
  }

  /// The expected wait of somebody who stands here and will not have given up before: each step is
  /// shorter, as all who wait, they too, could have left in it.
  static double meanOfTaken(WaitGround ground) {
    double first = ground.operators() / seconds(ground.handling());
    var patience = ground.patience();
    double step = patience == null ? 0 : 1 / seconds(patience);
    return sumOfInverses(first + step, step, ground.position());
  }

  /// The same with another mean, as wide in proportion.
  WaitEstimate withMean(double seconds) {
    double positive = Math.max(1e-3, seconds);
    return new WaitEstimate(positive, deviationSeconds * positive / meanSeconds, low, high);
  }

  /// The same with other bounds of the range; the wider of both where they cross.
  WaitEstimate between(double lowest, double highest) {
    return new WaitEstimate(
        meanSeconds, deviationSeconds, Math.min(lowest, highest), Math.max(lowest, highest));
  }

  /// In 1 of 10 cases the wait is shorter.
  public double fromSeconds() {
    return quantile(low);
  }

  /// In 1 of 10 cases the wait is longer.
  public double toSeconds() {
    return quantile(high);
  }

  /// In whole minutes, in steps that widen with the wait: 1 up to 10 minutes, 5 up to half an hour,
  /// 10 up to an hour, then 30. The range is never made narrower.
  Optional<WaitRange> rounded() {
    double fromMinutes = fromSeconds() / 60;
    double toMinutes = toSeconds() / 60;
    if (toMinutes > LONGEST.toMinutes()) {
      return Optional.empty();
    }
    double from = Math.floor(fromMinutes / stepAt(fromMinutes)) * stepAt(fromMinutes);
    double to = Math.ceil(toMinutes / stepAt(toMinutes)) * stepAt(toMinutes);
    return Optional.of(new WaitRange(minutes(from), minutes(Math.max(to, from + stepAt(from)))));
  }

  /// How people round so many minutes.
  static int stepAt(double minutes) {
    if (minutes < 10) {
      return 1;
    }
    if (minutes < 30) {
      return 5;
    }
    return minutes < 60 ? 10 : 30;
  }

  /// Of a gamma distribution, by Wilson and Hilferty: the cube root of it is almost normal.
  private double quantile(double normal) {
    double ninth = ninth();
    double root = Math.max(0, 1 - ninth + normal * Math.sqrt(ninth));
    return meanSeconds * root * root * root;
  }

  /// How far from the middle a wait lies, in standard deviations of a normal distribution.
  double normal(double seconds) {
    double ninth = ninth();
    return (Math.cbrt(seconds / meanSeconds) - 1 + ninth) / Math.sqrt(ninth);
  }

  private double ninth() {
    return deviationSeconds * deviationSeconds / (9 * meanSeconds * meanSeconds);
  }

  private static double sumOfInverses(double first, double step, int terms) {
    double sum = 0;
    int head = step == 0 ? 0 : Math.min(terms, TERMS_MAX);
    for (int i = 0; i < head; i++) {
      sum += 1 / (first + i * step);
    }
    if (head == terms) {
      return sum;
    }
    if (step == 0) {
      return terms / first;
    }
    double a = first + head * step;
    double b = first + (terms - 1) * step;
    return sum
        + Math.log(b / a) / step
        + (1 / a + 1 / b) / 2
        + step * (1 / (a * a) - 1 / (b * b)) / 12;
  }

  private static double sumOfInverseSquares(double first, double step, int terms) {
    double sum = 0;
    int head = step == 0 ? 0 : Math.min(terms, TERMS_MAX);
    for (int i = 0; i < head; i++) {
      double rate = first + i * step;
      sum += 1 / (rate * rate);
    }
    if (head == terms) {
      return sum;
    }
    if (step == 0) {
      return terms / (first * first);
    }
    double a = first + head * step;
    double b = first + (terms - 1) * step;
    return sum
        + (1 / a - 1 / b) / step
        + (1 / (a * a) + 1 / (b * b)) / 2
        + step * (1 / (a * a * a) - 1 / (b * b * b)) / 6;
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static Duration minutes(double whole) {
    return Duration.ofMinutes((long) whole);
  }
}
