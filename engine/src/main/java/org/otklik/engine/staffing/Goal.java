package org.otklik.engine.staffing;

import java.time.Duration;

/// What a centre wants to reach: this share of all contacts is taken within this wait. Who gives up
/// counts as not taken.
///
/// @param share more than 0, less than 1
/// @param within zero or more
public record Goal(double share, Duration within) {

  /// Checks the bounds.
  public Goal {
    if (!(share > 0 && share < 1) || within.isNegative()) {
      throw new IllegalArgumentException(
          "The share (%f) must be between 0 and 1, the wait (%s) not negative."
              .formatted(share, within));
    }
  }
}
