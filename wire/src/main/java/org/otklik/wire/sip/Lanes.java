package org.otklik.wire.sip;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.SipTimer;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The lanes, and the clock that wakes them; also the stack's timer, so that what the stack does by
/// time runs in the lane of its call too.
final class Lanes implements SipTimer {

  /// Threads that work on messages.
  static final int COUNT = 8;

  private final List<Lane> lanes;

  /// Once it is stopped, what is scheduled is forgotten.
  private final ScheduledThreadPoolExecutor clock;

  Lanes(SipCounters counters) {
    lanes = IntStream.range(0, COUNT).mapToObj(i -> new Lane("sip-lane-" + i, counters)).toList();
    clock =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().name("sip-clock").daemon(true).factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    clock.setRemoveOnCancelPolicy(true);
  }

  void start() {
    lanes.forEach(Lane::start);
  }

  Lane of(String callId) {
    return lanes.get(Math.floorMod(callId.hashCode(), COUNT));
  }

  /// Runs a task in a lane after a time, unless it is cancelled before.
  Later after(Duration delay, Lane lane, Runnable task) {
    var later = new Later(lane, task);
    later.future = clock.schedule(later::due, delay.toNanos(), TimeUnit.NANOSECONDS);
    return later;
  }

  @Override
  public boolean schedule(SIPStackTimerTask task, long delay) {
    var later = later(task);
    later.future = clock.schedule(later::due, delay, TimeUnit.MILLISECONDS);
    return true;
  }

  @Override
  public boolean scheduleWithFixedDelay(SIPStackTimerTask task, long delay, long period) {
    var later = later(task);
    later.future = clock.scheduleWithFixedDelay(later::due, delay, period, TimeUnit.MILLISECONDS);
    return true;
  }

  @Override
  public boolean cancel(SIPStackTimerTask task) {
    return task.getSipTimerTask() instanceof Later later && later.cancel();
  }

  @Override
  public void start(SipStackImpl stack, Properties properties) {}

  @Override
  public boolean isStarted() {
    return !clock.isShutdown();
  }

  @Override
  public void stop() {
    clock.shutdownNow();
    lanes.forEach(Lane::stop);
  }

  private Later later(SIPStackTimerTask task) {
    @Nullable Object callId = task.getThreadHash();
    var later = new Later(of(callId == null ? "" : callId.toString()), task::runTask);
    task.setSipTimerTask(later);
    return later;
  }

  /// Something to be done in a lane later, once or again and again; never twice at once.
  static final class Later {
    private final Lane lane;
    private final Runnable task;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile boolean cancelled;
    private volatile @Nullable ScheduledFuture<?> future;

    private Later(Lane lane, Runnable task) {
      this.lane = lane;
      this.task = task;
    }

    boolean cancel() {
      boolean first = !cancelled;
      cancelled = true;
      ScheduledFuture<?> scheduled = future;
      if (scheduled != null) {
        scheduled.cancel(false);
      }
      return first;
    }

    private void due() {
      if (waiting.compareAndSet(false, true)) {
        lane.execute(
            () -> {
              waiting.set(false);
              if (!cancelled) {
                task.run();
              }
            });
      }
    }
  }
}
