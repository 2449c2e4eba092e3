package org.otklik.app.callback;

import java.time.Duration;
import java.time.Instant;

/// When a booked callback is to come.
///
/// @param until after `from`; not a part of it
public record CallbackWindow(Instant from, Instant until) {

  /// Checks the order.
  public CallbackWindow {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("%s must be before %s.".formatted(from, until));
    }
  }

  /// A window of this length.
  public static CallbackWindow of(Instant from, Duration length) {
    return new CallbackWindow(from, from.plus(length));
  }

  /// How long it is.
  public Duration length() {
    return Duration.between(from, until);
  }

  /// Whether a moment lies in it.
  public boolean contains(Instant moment) {
    return !moment.isBefore(from) && moment.isBefore(until);
  }

  /// The same length, from another moment on.
  public CallbackWindow movedTo(Instant begin) {
    return of(begin, length());
  }
}
