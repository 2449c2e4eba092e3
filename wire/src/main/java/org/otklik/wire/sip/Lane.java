package org.otklik.wire.sip;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread that does everything of its calls in order: messages, timers, orders of the owner.
///
/// A call belongs to the lane that its Call-ID names, so nothing of a call needs a lock, and no
/// message overtakes another of the same call.
final class Lane implements Executor {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  /// Octets of messages that wait in one lane; further messages are dropped, and repeated by their
  /// senders.
  static final int OCTETS_MAX = 8 << 20;

  /// What a waiting message costs beside its octets.
  private static final int OVERHEAD = 1_024;

  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final AtomicInteger octets = new AtomicInteger();
  private final SipCounters counters;
  private final Thread thread;
  private boolean stopped;

  Lane(String name, SipCounters counters) {
    this.counters = counters;
    this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Ends the thread after what it has to do by now; it is not interrupted, which the stack cannot
  /// bear.
  void stop() {
    tasks.add(() -> stopped = true);
  }

  /// Takes a message of so many octets from the network, unless too much waits.
  boolean offer(int size, Runnable message) {
    int weight = size + OVERHEAD;
    if (octets.addAndGet(weight) > OCTETS_MAX) {
      octets.addAndGet(-weight);
      return false;
    }
    tasks.add(
        () -> {
          octets.addAndGet(-weight);
          message.run();
        });
    return true;
  }

  /// Takes a timer or an order of the owner: there are few per call, so they need no limit.
  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  private void run() {
    try {
      while (!stopped) {
        guarded(tasks.take());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /// The top of the thread: one message must never end it, not even by exhausting the stack.
  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (Throwable fault) {
      counters.faults.increment();
      LOG.warn("A SIP task failed: {} at {}", fault.getClass().getName(), place(fault));
    }
  }

  /// Where it failed; the text of a fault may carry what a message says, so it is not logged.
  private static Object place(Throwable fault) {
    StackTraceElement[] frames = fault.getStackTrace();
    return frames.length == 0 ? "an unknown place" : frames[0];
  }
}
