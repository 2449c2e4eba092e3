package org.otklik.wire.sip;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the events of one call one after another on an executor that others share.
final class SerialEvents {
  private static final Logger LOG = LoggerFactory.getLogger(SerialEvents.class);

  /// Events of one call that wait; further digits and alarms are dropped, other events never.
  static final int WAITING_MAX = 1_000;

  private final String callId;
  private final Executor executor;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean running;

  SerialEvents(String callId, Executor executor) {
    this.callId = callId;
    this.executor = executor;
  }

  void post(Runnable event) {
    synchronized (waiting) {
      waiting.add(event);
      if (running) {
        return;
      }
      running = true;
    }
    executor.execute(this::run);
  }

  /// Posts an event that may be lost.
  void postIfRoom(Runnable event) {
    synchronized (waiting) {
      if (waiting.size() >= WAITING_MAX) {
        return;
      }
    }
    post(event);
  }

  private void run() {
    while (true) {
      Runnable event;
      synchronized (waiting) {
        event = waiting.poll();
        if (event == null) {
          running = false;
          return;
        }
      }
      guarded(event);
    }
  }

  private void guarded(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException fault) {
      LOG.error("The handler of call {} failed", callId, fault);
    }
  }
}
