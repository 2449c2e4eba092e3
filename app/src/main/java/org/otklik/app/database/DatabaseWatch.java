package org.otklik.app.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/// Asks the database twice a second whether it is there, over a connection of its own: a pool that
/// is merely busy is no outage.
final class DatabaseWatch implements DatabaseState, SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(1);

  private final ServerAddress address;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private volatile boolean available = true; // the product has just migrated it
  private volatile @Nullable Thread thread;
  private @Nullable Connection connection; // owned by the thread

  DatabaseWatch(ServerAddress address, ApplicationEventPublisher events, Clock clock) {
    this.address = address;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public boolean available() {
    return available;
  }

  @Override
  public void start() {
    thread = Thread.ofPlatform().name("database-watch").daemon().start(this::watch);
  }

  @Override
  public void stop() {
    var watching = thread;
    thread = null;
    if (watching != null) {
      watching.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  /// Watches before anybody works, and until everybody has stopped.
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }

  private void watch() {
    try {
      while (isRunning()) {
        turnTo(answers());
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the product ends
    }
    disconnect();
  }

  private void turnTo(boolean answering) {
    if (answering == available) {
      return;
    }
    available = answering;
    if (answering) {
      LOG.warn("База данных снова отвечает. · The database answers again.");
      events.publishEvent(new DatabaseReturned(clock.instant()));
    } else {
      LOG.warn("База данных не отвечает. · The database does not answer.");
      events.publishEvent(new DatabaseLost(clock.instant()));
    }
  }

  private boolean answers() {
    try {
      if (connected().isValid((int) ANSWER_LIMIT.toSeconds())) {
        return true;
      }
    } catch (SQLException unreachable) {
      LOG.debug("The database cannot be reached.", unreachable);
    }
    disconnect();
    return false;
  }

  private Connection connected() throws SQLException {
    var open = connection;
    if (open == null) {
      open =
          DriverManager.getConnection(
              address.url(), address.connection(ANSWER_LIMIT, ANSWER_LIMIT));
      connection = open;
    }
    return open;
  }

  private void disconnect() {
    try (var _ = connection) {
      connection = null;
    } catch (SQLException broken) {
      LOG.debug("The watching connection is broken.", broken);
    }
  }
}
