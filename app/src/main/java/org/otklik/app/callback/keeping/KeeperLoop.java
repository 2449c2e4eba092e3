package org.otklik.app.callback.keeping;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.ContactClosed;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.dispatch.TalkStarted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Runs the [Keeper] on a thread of its own: at each fact, and once a second for what is due.
///
/// Facts wait in a bounded queue, so that nobody who publishes them waits for the database. One
/// beyond [#FACTS_MAX], or one whose handling failed, is not heard: how a contact ended is found by
/// looking at it, and whether its person has talked is asked before each attempt.
final class KeeperLoop implements SmartLifecycle {

  /// Facts that may wait.
  static final int FACTS_MAX = 10_000;

  static final Duration TURN_EVERY = Duration.ofSeconds(1);
  static final Duration FORGET_EVERY = Duration.ofHours(1);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(KeeperLoop.class);

  private final Keeper keeper;
  private final DefaultBookings bookings;
  private final Clock clock;
  private final BlockingQueue<Fact> facts = new ArrayBlockingQueue<>(FACTS_MAX);
  private volatile @Nullable Thread thread;

  KeeperLoop(Keeper keeper, DefaultBookings bookings, Clock clock) {
    this.keeper = keeper;
    this.bookings = bookings;
    this.clock = clock;
  }

  @EventListener
  void on(TalkStarted started) {
    tell(new Fact.Talks(started.contact()));
  }

  @EventListener
  void on(ContactClosed closed) {
    tell(new Fact.Ended(closed.contact(), closed.outcome()));
  }

  private void tell(Fact fact) {
    if (!facts.offer(fact)) {
      LOG.warn("callback fact dropped factsMax={}", FACTS_MAX);
    }
  }

  @Override
  public void start() {
    thread = Thread.ofVirtual().name("callbacks").start(this::run);
  }

  @Override
  public void stop() {
    var running = thread;
    thread = null;
    if (running == null) {
      return;
    }
    try {
      running.join(STOP_WITHIN); // it looks every second; an interrupt would break a connection
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.interrupt();
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  /// Starts when dispatch can be asked, and stops before it.
  @Override
  public int getPhase() {
    return Dispatch.PHASE + 50;
  }

  private void run() {
    var forgetAt = clock.instant();
    var turned = System.nanoTime();
    try {
      while (isRunning()) {
        var fact = facts.poll(TURN_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        if (fact != null) {
          safely(() -> keeper.hear(fact));
        }
        if (System.nanoTime() - turned >= TURN_EVERY.toNanos()) { // however many facts come
          safely(this::turns);
          safely(bookings::turn);
          forgetAt = forget(forgetAt);
          turned = System.nanoTime();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void turns() {
    while (keeper.turn() && isRunning()) {
      // there is more
    }
  }

  private Instant forget(Instant at) {
    var now = clock.instant();
    if (now.isBefore(at)) {
      return at;
    }
    safely(keeper::forget);
    safely(bookings::forget);
    return now.plus(FORGET_EVERY);
  }

  private static void safely(Runnable work) {
    try {
      work.run();
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("callbacks wait for the database cause={}", e.getClass().getSimpleName());
    } catch (RuntimeException e) {
      LOG.error("callbacks failed, tried again", e);
    }
  }
}
