package org.otklik.app.access.signin;

/// Time that goes on evenly however the clock is turned.
@FunctionalInterface
interface SteadyTime {

  /// Nanoseconds since an arbitrary moment.
  long nanos();
}
