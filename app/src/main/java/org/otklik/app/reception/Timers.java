package org.otklik.app.reception;

import java.time.Duration;

/// Runs something later.
interface Timers {

  /// A timer that was set.
  interface Timer {
    /// It does not run any more, unless it runs already.
    void cancel();
  }

  /// Runs the task once after this time.
  Timer after(Duration delay, Runnable task);
}
