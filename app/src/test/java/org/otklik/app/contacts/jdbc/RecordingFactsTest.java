package org.otklik.app.contacts.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.Role;
import org.otklik.app.access.SessionId;
import org.otklik.app.contacts.Recordings.Recording;
import org.otklik.app.dispatch.Dispatch;
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
  private static final OperatorId ANOTHER = new OperatorId(new UUID(0, 2));

  /// The phase of the line by which calls come in; what ends talks at the stop is above it.
  private static final int SIGNALLING = 1_000;

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
    assertThat(of(contact))
        .containsExactly(new Recording(contact, 1, "a/1.wav", OPERATOR, false, false));

    facts.on(new RecordingEnded(contact, "a/1.wav", NOON.plusSeconds(60), true));
    Await.until("complete", SOON, () -> of(contact).getFirst().complete());
    assertThat(of(contact).getFirst().ended()).isTrue();
  }

  @Test
  void eachOperatorsPartIsKeptInItsOrder() {
    var contact = new ContactId(new UUID(1, 2));
    facts.start();

    facts.on(new RecordingStarted(contact, OPERATOR, "a/2-1.wav", NOON));
    facts.on(new RecordingEnded(contact, "a/2-1.wav", NOON.plusSeconds(60), true));
    facts.on(new RecordingStarted(contact, ANOTHER, "a/2-2.wav", NOON.plusSeconds(90)));
    Await.until("the second row", SOON, () -> of(contact).size() == 2);

    assertThat(of(contact))
        .containsExactly(
            new Recording(contact, 1, "a/2-1.wav", OPERATOR, true, true),
            new Recording(contact, 2, "a/2-2.wav", ANOTHER, false, false));
  }

  @Test
  void anOperatorHearsTheirOwnPartOnly() {
    var first = new Recording(new ContactId(new UUID(1, 5)), 1, "f", OPERATOR, true, true);

    assertThat(first.mayBeHeardBy(account(OPERATOR, Role.OPERATOR))).isTrue();
    assertThat(first.mayBeHeardBy(account(ANOTHER, Role.OPERATOR))).isFalse();
    assertThat(first.mayBeHeardBy(account(ANOTHER, Role.QUALITY))).isTrue();
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
    assertThat(recordings.of(List.of(contact, new ContactId(new UUID(9, 9))))).hasSize(1);
  }

  @Test
  void whatWaitsAtTheStopIsWrittenBeforeItEnds() {
    var contact = new ContactId(new UUID(1, 4));
    facts.on(new RecordingStarted(contact, OPERATOR, "a/4.wav", NOON));

    facts.start();
    facts.stop();

    assertThat(of(contact)).hasSize(1);
  }

  @Test
  void theFactInWorkAtTheStopIsNotLost() {
    var contact = new ContactId(new UUID(1, 6));
    database.isAway = true;
    facts.start();
    facts.on(new RecordingStarted(contact, OPERATOR, "a/6.wav", NOON));
    Await.until("it was tried", SOON, () -> database.refused.get() > 0);

    database.isAway = false;
    facts.stop();

    assertThat(of(contact)).hasSize(1);
  }

  @Test
  void aRecordingThatEndsAfterTheStopIsNotCalledBrokenOff() {
    var contact = new ContactId(new UUID(1, 7));
    facts.start();
    facts.on(new RecordingStarted(contact, OPERATOR, "a/7.wav", NOON));
    facts.stop();

    facts.on(new RecordingEnded(contact, "a/7.wav", NOON.plusSeconds(60), true));

    assertThat(of(contact).getFirst().complete()).isTrue();
  }

  @Test
  void stopsBetweenTheSignallingAndTheQueue() {
    assertThat(facts.getPhase()).isGreaterThan(Dispatch.PHASE).isLessThan(SIGNALLING);
  }

  private List<Recording> of(ContactId contact) {
    return recordings.of(List.of(contact));
  }

  private static CurrentAccount account(OperatorId operator, Role role) {
    return new CurrentAccount(
        new AccountId(operator.value()), new SessionId(new UUID(2, 2)), "Ольга", Set.of(role));
  }

  private void awaitRow(ContactId contact) {
    Await.until("the row", SOON, () -> !of(contact).isEmpty());
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
