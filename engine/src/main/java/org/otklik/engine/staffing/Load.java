package org.otklik.engine.staffing;

import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What an interval brings: contacts that come at random, each taking an operator for a random time
/// (Markovian: Erlang C, or Erlang A where people give up).
///
/// @param contacts expected in the interval, 0 or more
/// @param interval how long it is
/// @param handling mean time that a contact takes an operator, wrap-up included
/// @param patience mean time after which somebody gives up waiting; null: nobody does
public record Load(
    double contacts, Duration interval, Duration handling, @Nullable Duration patience) {

  /// No interval is planned with more operators.
  public static final int OPERATORS_MAX = 100_000;

  /// Checks the bounds.
  public Load {
    if (!(contacts >= 0 && Double.isFinite(contacts))) {
      throw new IllegalArgumentException(
          "The contacts (%f) must be 0 or more.".formatted(contacts));
    }
    if (!interval.isPositive()
        || !handling.isPositive()
        || (patience != null && !patience.isPositive())) {
      throw new IllegalArgumentException(
          "The interval (%s), the handling (%s) and the patience (%s) must be positive."
              .formatted(interval, handling, patience));
    }
  }

  /// How many operators would be busy all the time.
  public double erlangs() {
    return contacts / seconds(interval) * seconds(handling);
  }

  /// How it goes with so many operators.
  ///
  /// @param operators 1 to [#OPERATORS_MAX]
  public Service servedBy(int operators) {
    if (operators < 1 || operators > OPERATORS_MAX) {
      throw new IllegalArgumentException(
          "The operators (%d) must be 1 to %d.".formatted(operators, OPERATORS_MAX));
    }
    double arrivals = contacts / seconds(interval);
    double services = 1 / seconds(handling);
    if (contacts == 0) {
      return new Service(0, 0, 0, _ -> 1);
    }
    return patience == null
        ? Erlang.c(arrivals, services, operators)
        : Erlang.a(arrivals, services, 1 / seconds(patience), operators);
  }

  /// How few operators reach the goal; empty if even [#OPERATORS_MAX] do not.
  public OptionalInt operatorsFor(Goal goal) {
    int most = 1;
    while (!servedBy(most).reaches(goal)) {
      if (most == OPERATORS_MAX) {
        return OptionalInt.empty();
      }
      most = Math.min(OPERATORS_MAX, 2 * most);
    }
    int tooFew = most / 2;
    while (most - tooFew > 1) {
      int middle = (tooFew + most) >>> 1;
      if (servedBy(middle).reaches(goal)) {
        most = middle;
      } else {
        tooFew = middle;
      }
    }
    return OptionalInt.of(most);
  }

  /// How many further contacts, such as booked callbacks, these operators can take in the interval
  /// so that the goal is still reached; 0 where it is not reached as it is.
  ///
  /// @param operators 0 to [#OPERATORS_MAX]
  public int room(int operators, Goal goal) {
    if (operators == 0 || !servedBy(operators).reaches(goal)) {
      return 0;
    }
    int fitting = 0;
    int tooMany = 1;
    while (fits(tooMany, operators, goal)) {
      fitting = tooMany;
      tooMany *= 2;
    }
    while (tooMany - fitting > 1) {
      int middle = (fitting + tooMany) >>> 1;
      if (fits(middle, operators, goal)) {
        fitting = middle;
      } else {
        tooMany = middle;
      }
    }
    return fitting;
  }

  /// More than twice what the operators can do never fits, however modest the goal.
  private boolean fits(int further, int operators, Goal goal) {
    var more = new Load(contacts + further, interval, handling, patience);
    return more.erlangs() <= 2.0 * operators && more.servedBy(operators).reaches(goal);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
