package org.otklik.app.contacts.jdbc;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.dispatch.channel.RecordingEnded;
import org.otklik.app.dispatch.channel.RecordingStarted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Writes facts about recordings behind the talk, in order, so that a database that is away never
/// holds up sound: a bounded queue, tried again every second. At the limit the oldest facts stay
/// and a new one is dropped with an alarm in the log; the sound itself is on disk all the same.
///
/// At the stop the talks end first, and their facts are written before this ends; one that comes
/// later still is written by whoever brings it. If the database is away then, facts are lost.
@Component
final class RecordingFacts implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(RecordingFacts.class);
  private static final int UNWRITTEN_MAX = 10_000;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  /// Below the signalling and the end of the talks, which bring facts; above the queue.
  private static final int PHASE = Dispatch.PHASE + 250;

  /// What the writer takes next.
  private sealed interface Next {
    record Fact(Runnable write) implements Next {}

    /// Nothing comes after it.
    record End() implements Next {}
  }

  private final JdbcRecordings recordings;
  private final BlockingQueue<Next> unwritten = new ArrayBlockingQueue<>(UNWRITTEN_MAX);
  private volatile boolean stopping;
  private volatile boolean ended;
  private volatile @Nullable Thread writer;

  RecordingFacts(JdbcRecordings recordings) {
    this.recordings = recordings;
  }

  @EventListener
  void on(RecordingStarted started) {
    keep(() -> recordings.started(started));
  }

  @EventListener
  void on(RecordingEnded ended) {
    keep(() -> recordings.ended(ended));
  }

  private void keep(Runnable write) {
    if (!unwritten.offer(new Next.Fact(write))) {
      LOG.error("recording fact dropped unwrittenMax={}", UNWRITTEN_MAX);
    }
    if (ended) {
      writeWhatIsLeft();
    }
  }

  @Override
  public void start() {
    stopping = false;
    ended = false;
    writer = Thread.ofVirtual().name("recording-facts").start(this::writeAll);
  }

  @Override
  public void stop() {
    stopping = true;
    var running = writer;
    if (running == null) {
      return;
    }
    try {
      if (unwritten.offer(new Next.End(), STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        running.join(STOP_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    writer = null;
  }

  @Override
  public boolean isRunning() {
    return writer != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  private void writeAll() {
    try {
      var next = unwritten.take();
      while (next instanceof Next.Fact(var fact) && write(fact)) {
        next = unwritten.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
      writeWhatIsLeft();
    }
  }

  /// False when the database is away at the stop.
  private boolean write(Runnable fact) throws InterruptedException {
    while (true) {
      try {
        fact.run();
        return true;
      } catch (DataAccessException e) {
        if (stopping) {
          LOG.error("recording fact not written", e);
          return false;
        }
        LOG.warn("recording fact waits for the database cause={}", e.getClass().getSimpleName());
        Thread.sleep(RETRY_AFTER);
      }
    }
  }

  private synchronized void writeWhatIsLeft() {
    for (var next = unwritten.poll(); next != null; next = unwritten.poll()) {
      try {
        if (next instanceof Next.Fact(var fact)) {
          fact.run();
        }
      } catch (DataAccessException e) {
        LOG.error("recording facts not written left={}", unwritten.size() + 1, e);
        return;
      }
    }
  }
}
