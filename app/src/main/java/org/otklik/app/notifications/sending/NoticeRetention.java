package org.otklik.app.notifications.sending;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.notifications.jdbc.NoticeRetentionRows;
import org.otklik.app.notifications.settings.NotificationSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/// Deletes texts, numbers and proofs that have been kept as long as agreed, every hour. The audit
/// trail says until when and how many; of each notice it would be a list of nothing.
@Component
final class NoticeRetention implements SmartLifecycle {

  /// The most rows of each kind that one transaction deletes.
  static final int ROWS_MAX = 1_000;

  private static final Duration EVERY = Duration.ofHours(1);
  private static final Duration FIRST_AFTER = Duration.ofMinutes(2);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);
  private static final Logger LOG = LoggerFactory.getLogger(NoticeRetention.class);

  private final NoticeRetentionRows rows;
  private final AuditTrail audit;
  private final TransactionOperations transaction;
  private final NotificationSettings settings;
  private final Clock clock;
  private volatile @Nullable Thread thread;

  NoticeRetention(
      NoticeRetentionRows rows,
      AuditTrail audit,
      TransactionOperations transaction,
      NotificationSettings settings,
      Clock clock) {
    this.rows = rows;
    this.audit = audit;
    this.transaction = transaction;
    this.settings = settings;
    this.clock = clock;
  }

  /// Deletes what is due, as much as one transaction may.
  ///
  /// @return how many rows
  int run() {
    return Objects.requireNonNull(transaction.execute(_ -> forget()));
  }

  private int forget() {
    var before = clock.instant().minus(settings.retention());
    int forgotten = rows.forget(before, ROWS_MAX);
    if (forgotten > 0) {
      audit.record(
          new AuditEntry(
              null,
              "notices.deleted",
              new AuditEntry.Subject("notices", before.toString()),
              Integer.toString(forgotten),
              "retention"));
      LOG.info("kept long enough notices={}", forgotten);
    }
    return forgotten;
  }

  @Override
  public void start() {
    thread = Thread.ofVirtual().name("notices-retention").start(this::runAgainAndAgain);
  }

  @Override
  public void stop() {
    var running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  private void runAgainAndAgain() {
    try {
      Thread.sleep(FIRST_AFTER);
      while (true) {
        Thread.sleep(isAtItsLimit() ? AGAIN_AFTER : EVERY);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAtItsLimit() {
    try {
      return run() >= ROWS_MAX;
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("retention waits for the database cause={}", e.getClass().getSimpleName());
    } catch (RuntimeException e) {
      LOG.error("retention failed, tried again in an hour", e);
    }
    return false;
  }
}
