package org.otklik.app.notifications.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditQuery;
import org.otklik.app.access.AuditRecord;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.notifications.NoticeStatus;
import org.otklik.app.testing.TestDatabase;

class NoticeRetentionTest {
  private static final TestDatabase DATABASE = TestDatabase.create();

  private final NotificationParts parts = new NotificationParts(DATABASE);
  private final ScriptedGateway gateway = new ScriptedGateway();
  private final List<AuditEntry> audited = new ArrayList<>();
  private final NoticeRetention retention =
      new NoticeRetention(
          parts.rows.retention(),
          new Trail(),
          parts.transaction,
          NotificationParts.settings(NotificationParts.noSms(), NotificationParts.noMail()),
          parts.clock);

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @Test
  void textsAndNumbersAreKeptToTheLastDayAndNotLonger() {
    everythingOfOneNotice();
    parts.clock.advance(Duration.ofDays(180));
    assertThat(retention.run()).isZero();

    parts.clock.advance(Duration.ofSeconds(1));
    assertThat(retention.run()).isEqualTo(3);

    assertThat(rows("notice") + rows("reply") + rows("receipt")).isZero();
    assertThat(audited)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.what()).isEqualTo("notices.deleted");
              assertThat(entry.reason()).isEqualTo("3");
            });
    assertThat(retention.run()).isZero();
    assertThat(audited).hasSize(1);
  }

  @Test
  void whatIsNotYetToldIsKept() {
    everythingOfOneNotice();
    parts.db.sql("update notifications.reply set tell_at = received_at").update();
    parts.clock.advance(Duration.ofDays(365));

    assertThat(retention.run()).isEqualTo(2);
    assertThat(rows("reply")).isEqualTo(1);
  }

  private void everythingOfOneNotice() {
    var id = parts.notifications(gateway).send(parts.question("a"));
    parts.passUntil(parts.sender(gateway), id, notice -> notice.status() == NoticeStatus.SENT);
    parts.inbox(gateway).receipt(List.of("id-1"), NotificationParts.OLGA, true, "DELIVRD");
    parts.inbox(gateway).reply(NotificationParts.OLGA, "да");
    parts.clerk().pass();
  }

  private int rows(String table) {
    return parts
        .db
        .sql("select count(*) from notifications." + table)
        .query(Integer.class)
        .single();
  }

  private final class Trail implements AuditTrail {
    @Override
    public void record(AuditEntry entry) {
      audited.add(entry);
    }

    @Override
    public List<AuditRecord> find(AuditQuery query) {
      return List.of();
    }
  }
}
