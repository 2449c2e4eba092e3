package org.otklik.app.reception;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Timers on one thread, by the monotonic clock: a change of the wall clock fires nothing early.
/// Each task gets a virtual thread, so that a slow one delays no other. There is at most one timer
/// a conversation, so `conversationsMax` bounds them.
final class DefaultTimers implements Timers, AutoCloseable {

  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().daemon().name("reception-timers").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  DefaultTimers() {
    executor.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    var future =
        executor.schedule(
            () -> Thread.ofVirtual().start(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  /// Timers that still run are forgotten.
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
