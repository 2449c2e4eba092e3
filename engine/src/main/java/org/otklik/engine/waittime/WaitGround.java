package org.otklik.engine.waittime;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What an estimate is made from.
///
/// @param position from 1, among those who compete for the same operators
/// @param operators how many serve them, in whole or in shares; with none there is no estimate
/// @param handling mean time that a contact takes an operator, wrap-up included; more than zero
/// @param handlingDoubt standard error of that mean as a share of it, 0 to 1
/// @param patience mean time after which somebody gives up waiting; null if unknown, then nobody
///   does
public record WaitGround(
    int position,
    double operators,
    Duration handling,
    double handlingDoubt,
    @Nullable Duration patience) {

  /// Checks the bounds.
  public WaitGround {
    if (position < 1 || !(operators >= 0)) {
      throw new IllegalArgumentException(
          "The position (%d) must be at least 1, the operators (%f) at least 0."
              .formatted(position, operators));
    }
    if (!handling.isPositive() || (patience != null && !patience.isPositive())) {
      throw new IllegalArgumentException(
          "The handling (%s) and the patience (%s) must be positive."
              .formatted(handling, patience));
    }
    if (!(handlingDoubt >= 0 && handlingDoubt <= 1)) {
      throw new IllegalArgumentException(
          "The handlingDoubt (%f) must be 0 to 1.".formatted(handlingDoubt));
    }
  }
}
