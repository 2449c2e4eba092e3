package org.otklik.app.contacts.jdbc;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
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
@Component
final class RecordingFacts implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(RecordingFacts.class);
  private static final int UNWRITTEN_MAX = 10_000;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private final JdbcRecordings recordings;
  private final BlockingQueue<Runnable> unwritten = new ArrayBlockingQueue<>(UNWRITTEN_MAX);
  private volatile boolean stopping;
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
    if (!unwritten.offer(write)) {
      LOG.error("recording fact dropped unwrittenMax={}", UNWRITTEN_MAX);
    }
  }

  @Override
  public void start() {
    stopping = false;
    writer = Thread.ofVirtual().name("recording-facts").start(this::writeAll);
  }

  @Override
  public void stop() {
    stopping = true;
    var running = writer;
    if (running == null) {
      return;
    }
    running.interrupt();
    try {
      running.join(STOP_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    writer = null;
  }

  @Override
  public boolean isRunning() {
    return writer != null;
  }

  private void writeAll() {
    while (!stopping) {
      try {
        write(unwritten.take());
      } catch (InterruptedException e) {
        break;
      }
    }
    writeWhatIsLeft();
  }

  private void write(Runnable fact) throws InterruptedException {
    while (true) {
      try {
        fact.run();
        return;
      } catch (DataAccessException e) {
        LOG.warn("recording fact waits for the database cause={}", e.getClass().getSimpleName());
        if (stopping) {
          return;
        }
        Thread.sleep(RETRY_AFTER);
      }
    }
  }

  private void writeWhatIsLeft() {
    for (var fact = unwritten.poll(); fact != null; fact = unwritten.poll()) {
      try {
        fact.run();
      } catch (DataAccessException e) {
        LOG.error("recording facts not written left={}", unwritten.size() + 1, e);
        return;
      }
    }
  }
}
