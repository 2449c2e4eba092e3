package org.otklik.app.dispatch.group;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells others what has happened, in order, on a thread of its own, so that no listener keeps the
/// ring path. At [#WAITING_MAX] facts that nobody has taken yet further ones are dropped and
/// counted; the rows tell the same.
final class Facts implements Consumer<Object> {
  /// Most facts that may wait for their listeners.
  static final int WAITING_MAX = 100_000;

  private static final Logger LOG = LoggerFactory.getLogger(Facts.class);

  private final BlockingQueue<Object> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private final Consumer<Object> listeners;
  private final Meters meters;
  private final Thread thread;

  Facts(Consumer<Object> listeners, Meters meters) {
    this.listeners = listeners;
    this.meters = meters;
    this.thread = Thread.ofVirtual().name("dispatch-facts").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void stop() {
    thread.interrupt();
  }

  @Override
  public void accept(Object fact) {
    if (!waiting.offer(fact)) {
      meters.factDropped();
    }
  }

  private void run() {
    try {
      while (true) {
        tell(waiting.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A listener that fails must not keep the others from hearing of later facts.
  private void tell(Object fact) {
    try {
      listeners.accept(fact);
    } catch (RuntimeException e) {
      LOG.error("A listener of {} has failed.", fact.getClass().getSimpleName(), e);
    }
  }
}
