package org.otklik.app.contacts.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.otklik.app.contacts.Recordings.Recording;
import org.otklik.app.dispatch.channel.RecordingEnded;
import org.otklik.app.dispatch.channel.RecordingStarted;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.TestDatabase;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class RecordingFactsTest {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final OperatorId OPERATOR = new OperatorId(new UUID(0, 1));
  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

  private final Away database = new Away(DATABASE.dataSource());
  private final JdbcRecordings recordings = new JdbcRecordings(JdbcClient.create(database));
  private final RecordingFacts facts = new RecordingFacts(recordings);

  @AfterEach
  void stop() {
    facts.stop();
  }

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @Test
  void aTalkHasItsRecordingAndSaysWhetherItIsComplete() {
    var contact = new ContactId(new UUID(1, 1));
    facts.start();

    facts.on(new RecordingStarted(contact, OPERATOR, "a/1.wav", NOON));
    awaitRow(contact);
    assertThat(recordings.find(contact))
        .contains(new Recording(contact, "a/1.wav", OPERATOR, false));

    facts.on(new RecordingEnded(contact, "a/1.wav", NOON.plusSeconds(60), true));
    Await.until(
        "complete", SOON, () -> recordings.find(contact).filter(Recording::complete).isPresent());
  }

  @Test
  void ofSeveralTheLatestIsPlayed() {
    var contact = new ContactId(new UUID(1, 2));
    facts.start();

    facts.on(new RecordingStarted(contact, OPERATOR, "a/2-1.wav", NOON));
    facts.on(new RecordingEnded(contact, "a/2-1.wav", NOON.plusSeconds(60), true));
    facts.on(new RecordingStarted(contact, OPERATOR, "a/2-2.wav", NOON.plusSeconds(90)));
    Await.until(
        "the second row",
        SOON,
        () -> recordings.find(contact).filter(r -> r.file().equals("a/2-2.wav")).isPresent());
  }

  @Test
  void factsWaitForADatabaseThatIsAway() {
    var contact = new ContactId(new UUID(1, 3));
    database.isAway = true;
    facts.start();

    facts.on(new RecordingStarted(contact, OPERATOR, "a/3.wav", NOON));
    Await.until("it was tried", SOON, () -> database.refused.get() > 0);
    database.isAway = false;

    awaitRow(contact);
    assertThat(recordings.recorded(Set.of(contact, new ContactId(new UUID(9, 9)))))
        .containsExactly(contact);
  }

  @Test
  void whatWaitsAtTheStopIsWrittenBeforeItEnds() {
    var contact = new ContactId(new UUID(1, 4));
    facts.on(new RecordingStarted(contact, OPERATOR, "a/4.wav", NOON));

    facts.start();
    facts.stop();

    assertThat(recordings.find(contact)).isPresent();
  }

  private void awaitRow(ContactId contact) {
    Await.until("the row", SOON, () -> recordings.find(contact).isPresent());
  }

  /// A database that can be away.
  private static final class Away extends DelegatingDataSource {
    private volatile boolean isAway;
    private final AtomicInteger refused = new AtomicInteger();

    Away(DataSource real) {
      super(real);
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (isAway) {
        refused.incrementAndGet();
        throw new SQLException("away", "08001");
      }
      return super.getConnection();
    }
  }
}
