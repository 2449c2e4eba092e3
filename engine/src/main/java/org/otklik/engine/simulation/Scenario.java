package org.otklik.engine.simulation;

import java.time.Duration;
import java.util.List;
import org.otklik.engine.routing.RoutingSettings;

/// What a simulated day is like. The same scenario always gives the same day.
///
/// @param seed of everything random
/// @param length from the first shift to the last event
/// @param operators how many have a shift
/// @param topics how many there are; each operator serves about a third of them, at least one
/// @param betweenArrivals mean time between first attempts
/// @param patience mean time until somebody gives up waiting
/// @param talk mean length of a talk
/// @param wrapUp mean time from the end of a talk until the operator is ready
/// @param habits how people behave
/// @param settings those at the beginning, and those that follow at even distances through the day
public record Scenario(
    long seed,
    Duration length,
    int operators,
    int topics,
    Duration betweenArrivals,
    Duration patience,
    Duration talk,
    Duration wrapUp,
    Habits habits,
    List<RoutingSettings> settings) {

  /// Checks that the day can be played and copies the settings.
  public Scenario {
    settings = List.copyOf(settings);
    if (settings.isEmpty() || operators < 1 || topics < 1) {
      throw new IllegalArgumentException(
          "A scenario needs settings (%d), operators (%d) and topics (%d)."
              .formatted(settings.size(), operators, topics));
    }
    for (var mean : List.of(length, betweenArrivals, patience, talk, wrapUp)) {
      if (!mean.isPositive()) {
        throw new IllegalArgumentException("The duration (%s) must be positive.".formatted(mean));
      }
    }
  }

  /// How often people do what, each from 0 (never) to 1 (always).
  ///
  /// @param urgent a contact is urgent
  /// @param chat a contact is a chat
  /// @param callback a contact is a callback
  /// @param skilled a contact needs a rare skill
  /// @param redials somebody who gave up tries again
  /// @param secondLine somebody calls on another line as well
  /// @param declines an operator declines an offer
  /// @param ignores an operator does not answer an offer
  /// @param pulls a supervisor pulls a contact forward
  /// @param failures an accepted contact cannot be connected
  /// @param handsOn an operator does not end a talk alone: transfers, parks, consults
  /// @param confusion an event comes too late or names the wrong contact or operator
  public record Habits(
      double urgent,
      double chat,
      double callback,
      double skilled,
      double redials,
      double secondLine,
      double declines,
      double ignores,
      double pulls,
      double failures,
      double handsOn,
      double confusion) {

    /// An ordinary day.
    public static Habits ordinary() {
      return new Habits(0.05, 0.2, 0.05, 0.02, 0.5, 0.02, 0.02, 0.02, 0, 0.005, 0.1, 0);
    }

    /// A day on which everything that can happen happens often.
    public static Habits unruly() {
      return new Habits(0.2, 0.3, 0.15, 0.1, 0.7, 0.15, 0.15, 0.12, 0.1, 0.08, 0.4, 0.1);
    }
  }
}
