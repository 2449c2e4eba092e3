package org.otklik.app.dispatch.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.PastContacts;
import org.otklik.app.dispatch.PastContacts.Sought;
import org.otklik.app.testing.TestDatabase;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;
import org.springframework.jdbc.core.simple.JdbcClient;

class JdbcPastContactsTest {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final Instant DAY = Instant.parse("2026-03-09T21:00:00Z");
  private static final UUID ANNA = new UUID(0, 1);
  private static final UUID BORIS = new UUID(0, 2);

  private final JdbcClient db = JdbcClient.create(DATABASE.dataSource());
  private final PastContacts past = new JdbcPastContacts(db);

  @BeforeEach
  void empty() {
    db.sql("truncate dispatch.contact cascade").update();
  }

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @Test
  void findsByDayOperatorTopicAndTheEndOfANumber() {
    var sought = talk(60, ANNA, "passport", "+74951234501");
    talk(-60, ANNA, "passport", "+74951234501");
    talk(61, BORIS, "passport", "+74951234501");
    talk(62, ANNA, "cars", "+74951234501");
    talk(63, ANNA, "passport", "+74951234502");
    talk(64, ANNA, "passport", null);

    assertThat(past.find(all("4501", ANNA, "passport"), 10))
        .extracting(ContactLog.Entry::id)
        .containsExactly(sought);
    assertThat(past.find(all("", null, null), 10)).hasSize(5);
  }

  @Test
  void theNewestComeFirstAndNoMoreThanAskedFor() {
    talk(60, ANNA, "passport", null);
    var newer = talk(90, ANNA, "passport", null);

    assertThat(past.find(all("", null, null), 1))
        .extracting(ContactLog.Entry::id)
        .containsExactly(newer);
  }

  @Test
  void whoWasNotAnsweredIsNoTalk() {
    db.sql(
            """
            insert into dispatch.contact (id, group_id, channel, line, person_key, topic, language,
              priority, recording_allowed, arrived_at, place_since, status, ended_at, outcome)
            values (:id, 'main', 'CALL', '115', 'x', 'passport', 'ru', 'NORMAL', true, :at, :at,
              'ENDED', :at, 'LEFT')
            """)
        .param("id", UUID.randomUUID())
        .param("at", DAY.plusSeconds(5).atOffset(ZoneOffset.UTC))
        .update();

    assertThat(past.find(all("", null, null), 10)).isEmpty();
  }

  private static Sought all(String ends, @Nullable UUID operator, @Nullable String topic) {
    return new Sought(
        DAY,
        DAY.plusSeconds(86_400),
        operator == null ? null : new OperatorId(operator),
        topic == null ? null : new TopicId(topic),
        ends);
  }

  private ContactId talk(int second, UUID operator, String topic, @Nullable String number) {
    var id = UUID.randomUUID();
    db.sql(
            """
            insert into dispatch.contact (id, group_id, channel, line, caller_number, person_key,
              topic, language, priority, recording_allowed, arrived_at, place_since, status,
              operator, answered_at, ended_at, outcome)
            values (:id, 'main', 'CALL', '115', :number, 'x', :topic, 'ru', 'NORMAL', true, :at,
              :at, 'ENDED', :operator, :at, :at, 'TALKED')
            """)
        .param("id", id)
        .param("number", number)
        .param("topic", topic)
        .param("operator", operator)
        .param("at", DAY.plusSeconds(second).atOffset(ZoneOffset.UTC))
        .update();
    return new ContactId(id);
  }
}
