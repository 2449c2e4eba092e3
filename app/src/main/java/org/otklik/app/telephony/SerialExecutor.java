package org.otklik.app.telephony;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs tasks one after the other on the threads of another executor; a task that fails is logged
/// and does not stop the next. Facts of one call go through one of these, so they are told in order
/// and whoever hears them may take time. At the limit of waiting tasks the newest is dropped with
/// an error: somebody has blocked for good.
final class SerialExecutor implements Executor {
  private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);
  private static final int WAITING_MAX = 1_000;

  private final Executor threads;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean running;

  SerialExecutor(Executor threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (waiting) {
      if (waiting.size() >= WAITING_MAX) {
        LOG.error("fact of a call dropped waitingMax={}", WAITING_MAX);
        return;
      }
      waiting.add(task);
      if (running) {
        return;
      }
      running = true;
    }
    threads.execute(this::runAll);
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
