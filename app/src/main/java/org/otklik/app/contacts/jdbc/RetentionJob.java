package org.otklik.app.contacts.jdbc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.otklik.app.contacts.settings.RetentionSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Runs [Retention] every hour, and again soon when a run has come to its limit.
@Component
@EnableConfigurationProperties(RetentionSettings.class)
final class RetentionJob implements SmartLifecycle {
  static final Duration EVERY = Duration.ofHours(1);
  static final Duration AGAIN_AFTER = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(RetentionJob.class);

  private final Retention retention;
  private volatile @Nullable Thread thread;

  RetentionJob(Retention retention) {
    this.retention = retention;
  }

  @Override
  public void start() {
    thread = Thread.ofVirtual().name("retention").start(this::runAgainAndAgain);
  }

  @Override
  public void stop() {
    var running = thread;
    if (running != null) {
      running.interrupt();
      thread = null;
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  private void runAgainAndAgain() {
    try {
      while (true) {
        Thread.sleep(AGAIN_AFTER);
        while (isAtItsLimit()) {
          Thread.sleep(AGAIN_AFTER);
        }
        Thread.sleep(EVERY.minus(AGAIN_AFTER));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAtItsLimit() {
    try {
      return retention.run().isAtItsLimit();
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("retention waits for the database cause={}", e.getClass().getSimpleName());
      return false;
    } catch (RuntimeException e) {
      LOG.error("retention failed, tried again in an hour", e);
      return false;
    }
  }
}
