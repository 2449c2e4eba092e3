package org.otklik.app.notifications.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.app.notifications.sending.NotificationParts.CALLBACK;
import static org.otklik.app.notifications.sending.NotificationParts.OLGA;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.otklik.app.notifications.NoticeDelivered;
import org.otklik.app.notifications.NoticeFailed;
import org.otklik.app.notifications.NoticeId;
import org.otklik.app.notifications.NoticeSent;
import org.otklik.app.notifications.NoticeStatus;
import org.otklik.app.notifications.Recipient;
import org.otklik.app.testing.TestDatabase;

class ClerkTest {
  private static final TestDatabase DATABASE = TestDatabase.create();

  private final NotificationParts parts = new NotificationParts(DATABASE);
  private final ScriptedGateway gateway = new ScriptedGateway();
  private final Sender sender = parts.sender(gateway);
  private final Clerk clerk = parts.clerk();
  private final Inbox inbox = parts.inbox(gateway);

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @Test
  void tellsEachFactOnce() {
    var id = sent();
    clerk.pass();
    clerk.pass();
    assertThat(parts.told()).containsExactly(new NoticeSent(id, CALLBACK, parts.clock.instant()));

    inbox.receipt(List.of("id-1"), OLGA, true, "DELIVRD");
    clerk.pass();
    clerk.pass();
    assertThat(parts.told())
        .hasSize(2)
        .contains(new NoticeDelivered(id, CALLBACK, parts.clock.instant()));
    assertThat(parts.notice(id).status()).isEqualTo(NoticeStatus.DELIVERED);
  }

  @Test
  void aReceiptOfFailureFailsTheNotice() {
    var id = sent();

    inbox.receipt(List.of("ID-1", "id-1"), OLGA, false, "UNDELIV 027");
    clerk.pass();

    assertThat(parts.notice(id).status()).isEqualTo(NoticeStatus.FAILED);
    assertThat(parts.told())
        .containsExactly(
            new NoticeFailed(id, CALLBACK, false, "UNDELIV 027", parts.clock.instant()));
  }

  @Test
  void aReceiptThatComesBeforeTheSendingIsWrittenIsNotLost() {
    inbox.receipt(List.of("id-1"), OLGA, true, "DELIVRD");
    clerk.pass();
    var id = sent();

    clerk.pass();

    assertThat(parts.notice(id).status()).isEqualTo(NoticeStatus.DELIVERED);
  }

  @Test
  void aReceiptOfAnotherNumberOrASecondOneChangesNothing() {
    var id = sent();
    inbox.receipt(List.of("id-1"), new Recipient.Phone("+79990000000"), false, "UNDELIV");
    clerk.pass();
    assertThat(parts.notice(id).status()).isEqualTo(NoticeStatus.SENT);

    inbox.receipt(List.of("id-1"), OLGA, true, "DELIVRD");
    inbox.receipt(List.of("id-1"), OLGA, false, "EXPIRED");
    clerk.pass();
    clerk.pass();
    assertThat(parts.notice(id).status()).isEqualTo(NoticeStatus.DELIVERED);
  }

  @Test
  void aReceiptThatFitsNothingIsGivenUp() {
    inbox.receipt(List.of("nobody's"), OLGA, true, "DELIVRD");
    clerk.pass();
    assertThat(unapplied()).isEqualTo(1);

    parts.clock.advance(Duration.ofMinutes(10).plusSeconds(1));
    clerk.pass();
    assertThat(unapplied()).isZero();
  }

  @Test
  void whatAListenerWritesIsCommittedWithTheTelling() {
    var fails = new AtomicBoolean(true);
    parts.listeners.add(
        _ -> {
          parts.db.sql("create table notifications.written_by_listener (x int)").update();
          if (fails.get()) {
            throw new IllegalStateException("a listener that fails");
          }
        });
    sent();

    clerk.pass();
    assertThat(isWritten()).isFalse();
    clerk.pass();
    assertThat(parts.told()).hasSize(1);

    fails.set(false);
    parts.clock.advance(Clerk.TOLD_AGAIN_AFTER);
    clerk.pass();
    assertThat(isWritten()).isTrue();
    assertThat(parts.told()).hasSize(2);
    parts.db.sql("drop table notifications.written_by_listener").update();
  }

  @Test
  void aListenerThatFailsHoldsNobodyElseUp() {
    parts.listeners.add(
        fact -> {
          if (fact instanceof NoticeSent) {
            throw new IllegalStateException("a listener that fails");
          }
        });
    sent();
    inbox.reply(OLGA, "да");

    clerk.pass();

    assertThat(parts.told()).hasSize(2);
    assertThat(parts.rows.replies().untold(parts.clock.instant(), 10)).isEmpty();
  }

  @Test
  void anExpiredNoticeIsToldAsFailed() {
    var id = parts.notifications(gateway).send(parts.question("late"));
    parts.clock.advance(Duration.ofDays(1));

    clerk.pass();

    assertThat(parts.told())
        .containsExactly(new NoticeFailed(id, CALLBACK, true, "not-after", parts.clock.instant()));
  }

  private NoticeId sent() {
    var id = parts.notifications(gateway).send(parts.question("sent"));
    parts.passUntil(sender, id, notice -> notice.status() == NoticeStatus.SENT);
    return id;
  }

  private int unapplied() {
    return parts
        .db
        .sql("select count(*) from notifications.receipt where applied_at is null")
        .query(Integer.class)
        .single();
  }

  private boolean isWritten() {
    return parts
        .db
        .sql("select to_regclass('notifications.written_by_listener') is not null")
        .query(Boolean.class)
        .single();
  }
}
