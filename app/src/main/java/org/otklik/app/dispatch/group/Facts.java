package org.otklik.app.dispatch.group;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.ContactAccepted;
import org.otklik.app.dispatch.ContactClosed;
import org.otklik.app.dispatch.TalkEnded;
import org.otklik.app.dispatch.TalkStarted;
import org.otklik.engine.routing.ContactId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

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

  private void tell(Object fact) {
    var contact = contactOf(fact);
    if (contact == null) {
      tellListeners(fact);
      return;
    }
    try (var _ = MDC.putCloseable("contact", contact.value().toString())) {
      LOG.info("{}", fact);
      tellListeners(fact);
    }
  }

  /// A listener that fails must not keep the others from hearing of later facts.
  private void tellListeners(Object fact) {
    try {
      listeners.accept(fact);
    } catch (RuntimeException e) {
      LOG.error("A listener of {} has failed.", fact.getClass().getSimpleName(), e);
    }
  }

  private static @Nullable ContactId contactOf(Object fact) {
    return switch (fact) {
      case ContactAccepted accepted -> accepted.contact();
      case TalkStarted started -> started.contact();
      case TalkEnded ended -> ended.contact();
      case ContactClosed closed -> closed.contact();
      default -> null;
    };
  }
}
