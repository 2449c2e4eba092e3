package org.otklik.app.messages.keeping;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.otklik.app.messages.settings.MessagesSettings.RecogniserSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Looks after messages on threads of its own: at the start and every [#TURN_EVERY] those that were
/// abandoned or forgotten, every [#DELETE_EVERY] those that are due, and, on a platform thread,
/// those that a machine writes down.
final class MessageLoop implements SmartLifecycle {
  static final Duration TURN_EVERY = Duration.ofSeconds(10);
  static final Duration DELETE_EVERY = Duration.ofHours(1);
  static final Duration RECOGNISE_EVERY = Duration.ofSeconds(2);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(MessageLoop.class);

  private final DefaultMessages messages;
  private final Recognition recognition;
  private final RecogniserSettings settings;
  private volatile List<Thread> threads = List.of();

  MessageLoop(DefaultMessages messages, Recognition recognition, RecogniserSettings settings) {
    this.messages = messages;
    this.recognition = recognition;
    this.settings = settings;
  }

  @Override
  public void start() {
    var started = new ArrayList<Thread>();
    started.add(Thread.ofVirtual().name("messages").start(() -> every(TURN_EVERY, this::turn)));
    started.add(
        Thread.ofVirtual()
            .name("messages-due")
            .start(() -> every(DELETE_EVERY, messages::deleteDue)));
    if (settings.model() != null) {
      started.add(Thread.ofPlatform().daemon().name("messages-recogniser").start(this::recognise));
    }
    threads = List.copyOf(started);
  }

  @Override
  public void stop() {
    var running = threads;
    threads = List.of();
    running.forEach(Thread::interrupt);
    try {
      for (var thread : running) {
        thread.join(STOP_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return !threads.isEmpty();
  }

  private boolean turn() {
    messages.finishAbandoned();
    messages.giveBackForgotten();
    return false;
  }

  private void recognise() {
    var recogniser = Recognition.load(settings);
    if (recogniser != null) {
      try (recogniser) {
        every(RECOGNISE_EVERY, () -> recognition.turn(recogniser));
      }
    }
  }

  /// @param work says whether there may be more to do at once
  private static void every(Duration pause, BooleanSupplier work) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        if (!safely(work)) {
          Thread.sleep(pause);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean safely(BooleanSupplier work) {
    try {
      return work.getAsBoolean();
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("messages wait for the database cause={}", e.getClass().getSimpleName());
    } catch (RuntimeException e) {
      LOG.error("messages failed, tried again", e);
    }
    return false;
  }
}
