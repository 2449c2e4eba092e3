package org.otklik.app.telephony;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs tasks one after the other on the threads of another executor; a task that fails is logged
/// and does not stop the next. Facts of one call go through one of these, so they are told in order
/// and whoever hears them may take time. Facts that the course of a call bounds are never dropped:
/// whoever missed an end would keep the call for ever. What the citizen can send at any rate is
/// taken by [#executeIfRoom] alone.
final class SerialExecutor implements Executor {
  private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);

  /// Tasks that may wait before [#executeIfRoom] drops its own.
  static final int WAITING_MAX = 32;

  private final Executor threads;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean running;

  SerialExecutor(Executor threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (waiting) {
      waiting.add(task);
      if (running) {
        return;
      }
      running = true;
    }
    threads.execute(this::runAll);
  }

  /// Runs the task too, unless [#WAITING_MAX] are waiting: then it is dropped without a word.
  void executeIfRoom(Runnable task) {
    synchronized (waiting) {
      if (waiting.size() >= WAITING_MAX) {
        return;
      }
      execute(task);
    }
  }

  private void runAll() {
    for (var task = next(); task != null; task = next()) {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("fact of a call not taken", e);
      }
    }
  }

  private @Nullable Runnable next() {
    synchronized (waiting) {
      var task = waiting.poll();
      running = task != null;
      return task;
    }
  }
}
