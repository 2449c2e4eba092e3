package org.otklik.engine.staffing;

import java.util.function.DoubleUnaryOperator;

/// The Erlang formulas, exact to about 1e-12 and without overflow for as many operators as
/// [Load#OPERATORS_MAX]. Rates are per second.
final class Erlang {

  /// What is below its peak by this power of e adds nothing to an integral.
  private static final double FAINT = -80;

  /// So often a stretch of time is halved to find a moment in it.
  private static final int HALVINGS = 60;

  /// Abscissas and weights of Gauss and Legendre for 16 points, those above zero.
  private static final double[] ABSCISSAS = {
    0.09501250983763744,
    0.2816035507792589,
    0.45801677765722737,
    0.6178762444026438,
    0.755404408355003,
    0.8656312023878318,
    0.9445750230732326,
    0.9894009349916499
  };

  private static final double[] WEIGHTS = {
    0.1894506104550685,
    0.18260341504492358,
    0.16915651939500254,
    0.14959598881657674,
    0.12462897125553388,
    0.09515851168249279,
    0.062253523938647894,
    0.027152459411754096
  };

  private Erlang() {}

  /// Erlang B: the share of contacts that find all operators busy where nobody waits.
  static double b(double erlangs, int operators) {
    double blocked = 1;
    for (int n = 1; n <= operators; n++) {
      blocked = erlangs * blocked / (n + erlangs * blocked);
    }
    return blocked;
  }

  /// Erlang C: nobody gives up.
  static Service c(double arrivals, double services, int operators) {
    double erlangs = arrivals / services;
    if (erlangs >= operators) {
      return new Service(1, 0, Double.POSITIVE_INFINITY, _ -> 0);
    }
    double blocked = b(erlangs, operators);
    double waiting = operators * blocked / (operators - erlangs * (1 - blocked));
    double spare = operators * services - arrivals;
    return new Service(
        waiting, 0, waiting / spare, seconds -> 1 - waiting * Math.exp(-spare * seconds));
  }

  /// Erlang A: each who waits gives up at the rate `leaves`. The wait that somebody with endless
  /// patience would have, if any, has the density of [Turn]; real people are taken if their
  /// patience lasts so long.
  static Service a(double arrivals, double services, double leaves, int operators) {
    double full = operators * services;
    double erlangs = arrivals / services;
    var turn = new Turn(arrivals, full, leaves);
    double all = turn.integral(Double.POSITIVE_INFINITY, _ -> 1);
    double offered =
        erlangs * b(erlangs, operators - 1) * full * Math.exp(Math.min(500, turn.logOf(all)));
    double waiting = offered / (offered + operators);
    double abandoned =
        waiting * turn.integral(Double.POSITIVE_INFINITY, at -> -Math.expm1(-leaves * at)) / all;
    return new Service(
        waiting,
        abandoned,
        abandoned / leaves,
        seconds ->
            1 - waiting + waiting * turn.integral(seconds, at -> Math.exp(-leaves * at)) / all);
  }

  /// The density of the time until somebody's turn comes who has to wait, but for a factor: e to
  /// the power of `λ(1-exp(-θt))/θ - sμt`, which rises to one peak and falls.
  private record Turn(double arrivals, double full, double leaves) {

    /// Of the density relative to its peak, times `weight`, from zero on. It is smooth, so each
    /// panel is as wide as the steepest slope allows; where there is next to nothing it is not
    /// looked at.
    double integral(double seconds, DoubleUnaryOperator weight) {
      double bend = Math.sqrt(arrivals * leaves);
      double top = Math.min(seconds, peak());
      double from = from(top);
      double sum = 0;
      while (from < seconds && (from <= top || power(from) > power(top) + FAINT)) {
        double slope = Math.abs(arrivals * Math.exp(-leaves * from) - full);
        double to = Math.min(seconds, from + 2 / (slope + bend + leaves));
        sum += panel(from, to, weight);
        from = to;
      }
      return sum;
    }

    /// The logarithm of an integral that is not relative to the peak.
    double logOf(double integral) {
      return Math.log(integral) + power(peak());
    }

    private double peak() {
      return arrivals > full ? Math.log(arrivals / full) / leaves : 0;
    }

    private double power(double at) {
      return -arrivals / leaves * Math.expm1(-leaves * at) - full * at;
    }

    /// The last moment before which there is next to nothing.
    private double from(double top) {
      double least = power(top) + FAINT;
      if (power(0) >= least) {
        return 0;
      }
      double low = 0;
      double high = top;
      for (int i = 0; i < HALVINGS; i++) {
        double middle = (low + high) / 2;
        if (power(middle) < least) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private double panel(double from, double to, DoubleUnaryOperator weight) {
      double half = (to - from) / 2;
      double middle = (to + from) / 2;
      double sum = 0;
      for (int i = 0; i < ABSCISSAS.length; i++) {
        double off = half * ABSCISSAS[i];
        sum += WEIGHTS[i] * (value(middle - off, weight) + value(middle + off, weight));
      }
      return half * sum;
    }

    private double value(double at, DoubleUnaryOperator weight) {
      return Math.exp(power(at) - power(peak())) * weight.applyAsDouble(at);
    }
  }
}
