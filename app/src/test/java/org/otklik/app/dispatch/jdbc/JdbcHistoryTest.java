package org.otklik.app.dispatch.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otklik.app.dispatch.History;
import org.otklik.app.dispatch.History.Interval;
import org.otklik.app.dispatch.History.Question;
import org.otklik.app.dispatch.WrapUpEnded;
import org.otklik.app.testing.TestDatabase;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class JdbcHistoryTest {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
  private static final Instant MIDNIGHT = Instant.parse("2026-03-09T21:00:00Z"); // of Moscow
  private static final OperatorId OPERATOR = new OperatorId(new UUID(0, 1));

  private final JdbcClient db = JdbcClient.create(DATABASE.dataSource());
  private final History history =
      new JdbcHistory(
          db,
          DATABASE.dataSource(),
          new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource())));

  @BeforeEach
  void empty() {
    db.sql("truncate dispatch.contact, dispatch.assignment, dispatch.wrap_up cascade").update();
  }

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @Test
  void countsByIntervalFromThePersonsFirstAttempt() {
    answered("passport", second(0), second(0), second(10), 60, 30);
    answered("passport", second(100), second(0), second(130), 120, null); // a redial
    left("passport", second(200));
    answered("cars", second(900), second(900), second(920), 30, 10);

    var rows = history.byInterval(asked(Interval.QUARTER, null));

    assertThat(rows).hasSize(2);
    var first = rows.getFirst();
    assertThat(first.at()).isEqualTo(MIDNIGHT);
    assertThat(first.offered()).isEqualTo(3);
    assertThat(first.answered()).isEqualTo(2);
    assertThat(first.abandoned()).isEqualTo(1);
    assertThat(first.inTime()).isEqualTo(1);
    assertThat(first.serviceLevel()).isEqualTo(1.0 / 3);
    assertThat(first.waitMean()).isEqualTo(Duration.ofSeconds(70));
    assertThat(first.waitMedian()).isEqualTo(Duration.ofSeconds(70));
    assertThat(first.wait90()).isEqualTo(Duration.ofSeconds(118));
    assertThat(first.talk()).isEqualTo(Duration.ofSeconds(90));
    assertThat(first.wrapUp()).isEqualTo(Duration.ofSeconds(30));
    assertThat(rows.getLast().at()).isEqualTo(second(900));
    assertThat(rows.getLast().inTime()).as("20 s are in time").isEqualTo(1);
  }

  @Test
  void aDayBeginsInTheCentresZone() {
    left("passport", second(-1));
    left("passport", second(1));

    var question = new Question(second(-86_400), second(86_400), Interval.DAY, null, MOSCOW);

    assertThat(history.byInterval(question))
        .extracting(History.Row::at)
        .containsExactly(second(-86_400), MIDNIGHT);
  }

  @Test
  void whoStillWaitsIsOfferedAndNeitherAnsweredNorAbandoned() {
    contact("passport", second(0), second(0), null, null, "WAITING", null);

    var row = history.byInterval(asked(Interval.HOUR, null)).getFirst();

    assertThat(row.offered()).isEqualTo(1);
    assertThat(row.answered() + row.abandoned()).isZero();
    assertThat(row.waitMean()).isNull();
    assertThat(row.talk()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"QUARTER, 672", "HOUR, 744", "DAY, 366"})
  void theLongestPeriodIsCountedToItsEnd(Interval interval, int intervals) {
    var end = MIDNIGHT.plus(Duration.ofDays(interval.daysMax()));
    db.sql(
            """
            insert into dispatch.contact (id, group_id, channel, line, person_key, topic, language,
              priority, recording_allowed, arrived_at, place_since, status)
            select gen_random_uuid(), 'main', 'CALL', '115', 'somebody', 'passport', 'ru', 'NORMAL',
              true, at, at, 'WAITING'
            from generate_series(:from::timestamptz, :last::timestamptz, '15 minutes') as at
            """)
        .param("from", utc(MIDNIGHT))
        .param("last", utc(end.minusSeconds(1)))
        .update();

    assertThat(history.byInterval(new Question(MIDNIGHT, end, interval, null, MOSCOW)))
        .hasSize(intervals);
  }

  @Test
  void whomOperatorsCallAskedForNothing() {
    left("passport", second(0));
    db.sql("update dispatch.contact set line = 'outside'").update();

    assertThat(history.byInterval(asked(Interval.QUARTER, null))).isEmpty();
  }

  @Test
  void tellsTopicsApart() {
    left("passport", second(0));
    left("cars", second(1));
    left("cars", second(4_000));

    assertThat(history.byTopic(asked(Interval.HOUR, null)))
        .extracting(History.Row::topic, History.Row::offered)
        .containsExactly(tuple(new TopicId("cars"), 2L), tuple(new TopicId("passport"), 1L));
    assertThat(history.byInterval(asked(Interval.HOUR, new TopicId("cars")))).hasSize(2);
  }

  @Test
  void givesNoMoreThanItsLimit() {
    for (int i = 0; i < 10; i++) {
      left("passport", second(i * 3_600L));
    }

    var rows = history.byIntervalAndTopic(asked(Interval.HOUR, null), 7);

    assertThat(rows).hasSize(7);
    assertThat(rows.getFirst().topic()).isEqualTo(new TopicId("passport"));
    assertThat(rows.getFirst().at()).isEqualTo(MIDNIGHT);
  }

  private Question asked(Interval interval, @Nullable TopicId topic) {
    return new Question(MIDNIGHT, second(86_400), interval, topic, MOSCOW);
  }

  private static Instant second(long second) {
    return MIDNIGHT.plusSeconds(second);
  }

  private void left(String topic, Instant arrived) {
    contact(topic, arrived, arrived, null, arrived.plusSeconds(5), "ENDED", "LEFT");
  }

  private void answered(
      String topic,
      Instant arrived,
      Instant placeSince,
      Instant answered,
      int talk,
      @Nullable Integer wrapUp) {
    var ended = answered.plusSeconds(talk);
    var id = contact(topic, arrived, placeSince, answered, ended, "ENDED", "TALKED");
    db.sql(
            """
            insert into dispatch.assignment (id, contact, operator, offered_at, reason_code,
              reason_values, accepted_at, connected_at, ended_at, ended_as)
            values (:id, :contact, :operator, :at, 'longest-ready', '{}', :at, :at, :ended, 'TALKED')
            """)
        .param("id", UUID.randomUUID())
        .param("contact", id)
        .param("operator", OPERATOR.value())
        .param("at", utc(answered))
        .param("ended", utc(ended))
        .update();
    if (wrapUp != null) {
      var over = new WrapUpEnded(new ContactId(id), OPERATOR, ended, ended.plusSeconds(wrapUp));
      new WrapUpRows(db).on(over);
      new WrapUpRows(db).on(over); // told twice, counted once
    }
  }

  private UUID contact(
      String topic,
      Instant arrived,
      Instant placeSince,
      @Nullable Instant answered,
      @Nullable Instant ended,
      String status,
      @Nullable String outcome) {
    var id = UUID.randomUUID();
    db.sql(
            """
            insert into dispatch.contact (id, group_id, channel, line, person_key, topic, language,
              priority, recording_allowed, arrived_at, place_since, status, operator, answered_at,
              ended_at, outcome)
            values (:id, 'main', 'CALL', '115', 'somebody', :topic, 'ru', 'NORMAL', true, :arrived,
              :since, :status, :operator::uuid, :answered::timestamptz, :ended::timestamptz, :outcome)
            """)
        .param("id", id)
        .param("topic", topic)
        .param("arrived", utc(arrived))
        .param("since", utc(placeSince))
        .param("status", status)
        .param("operator", answered == null ? null : OPERATOR.value())
        .param("answered", answered == null ? null : utc(answered))
        .param("ended", ended == null ? null : utc(ended))
        .param("outcome", outcome)
        .update();
    return id;
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
