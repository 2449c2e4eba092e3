package org.otklik.app.notifications.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.otklik.app.notifications.sending.NotificationParts.OLGAS_MAIL;
import static org.otklik.app.notifications.sending.NotificationParts.SOON;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.otklik.app.notifications.ChannelUnavailable;
import org.otklik.app.notifications.NewNotice;
import org.otklik.app.notifications.NoticeChannel;
import org.otklik.app.notifications.NoticeId;
import org.otklik.app.notifications.NoticeStatus;
import org.otklik.app.notifications.NoticeTemplate;
import org.otklik.app.notifications.jdbc.NoticeRows.Claimed;
import org.otklik.app.pages.Language;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.TestDatabase;

class SenderTest {
  private static final TestDatabase DATABASE = TestDatabase.create();

  private final NotificationParts parts = new NotificationParts(DATABASE);
  private final ScriptedGateway gateway = new ScriptedGateway();
  private final Sender sender = parts.sender(gateway);

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @Test
  void keepsTheProofOfWhatItHasSent() {
    var id = accept("a");

    var sent = parts.passUntil(sender, id, notice -> notice.status() == NoticeStatus.SENT);

    assertThat(sent.text())
        .isEqualTo("Позвоним 31.12 18:30-19:00. Наше слово: РЯБИНА, 47. ОТМЕНА/ПЕРЕНОС");
    assertThat(sent.proof().gateway()).isEqualTo("scripted");
    assertThat(sent.proof().gatewayId()).isEqualTo("id-1");
    assertThat(sent.proof().sentAt()).isEqualTo(parts.clock.instant());
    assertThat(sent.proof().attempts()).isEqualTo(1);
    assertThat(sent.proof().unanswered()).isZero();
    assertThat(gateway.given).extracting(Claimed::text).containsExactly(sent.text());
    assertThat(parts.rows.notices().findAbout(NotificationParts.CALLBACK)).containsExactly(sent);
  }

  @Test
  void theSameKeyIsTheSameNoticeAndIsSentOnce() {
    var first = accept("a");
    var second = accept("a");
    parts.passUntil(sender, first, notice -> notice.status() == NoticeStatus.SENT);
    var third = accept("a");
    sender.pass();

    assertThat(second).isEqualTo(first);
    assertThat(third).isEqualTo(first);
    assertThat(gateway.given).hasSize(1);
  }

  @Test
  void isSentSoonAfterTheCommitAndNotBefore() {
    try (var _ = parts.running(gateway)) {
      var id =
          parts.inTransaction(
              () -> {
                var accepted = accept("a");
                assertThat(gateway.given).isEmpty();
                return accepted;
              });

      Await.until("it is sent", SOON, () -> parts.notice(id).status() == NoticeStatus.SENT);
      Await.until("it is told", SOON, () -> parts.told().size() == 1);
    }
  }

  @Test
  void whatIsRolledBackIsNeverSent() {
    parts.transaction.executeWithoutResult(
        transaction -> {
          accept("a");
          transaction.setRollbackOnly();
        });

    sender.pass();

    assertThat(gateway.given).isEmpty();
  }

  @Test
  void anotherAttemptComesAfterAPauseThatGrows() {
    gateway.answer =
        notice ->
            notice.attempts() < 3
                ? new Outcome.NotNow("full-" + notice.attempts())
                : new Outcome.Taken("at last");
    var id = accept("a");

    parts.passUntil(sender, id, notice -> "full-1".equals(notice.proof().reason()));
    parts.clock.advance(Duration.ofSeconds(3));
    sender.pass();
    assertThat(gateway.given).hasSize(1);
    parts.clock.advance(Duration.ofSeconds(4));
    parts.passUntil(sender, id, notice -> "full-2".equals(notice.proof().reason()));
    parts.clock.advance(Duration.ofSeconds(13));
    var sent = parts.passUntil(sender, id, notice -> notice.status() == NoticeStatus.SENT);

    assertThat(sent.proof().attempts()).isEqualTo(3);
    assertThat(sent.proof().unanswered()).isZero();
    assertThat(sent.proof().reason()).isNull();
    assertThat(repeated()).isZero();
  }

  @Test
  void whatTheGatewayRefusesHasFailed() {
    gateway.answer = _ -> new Outcome.Refused("smpp-0x0000000b");
    var id = accept("a");

    var failed = parts.passUntil(sender, id, notice -> notice.status() == NoticeStatus.FAILED);

    assertThat(failed.proof().reason()).isEqualTo("smpp-0x0000000b");
    assertThat(failed.proof().settledAt()).isEqualTo(parts.clock.instant());
    parts.clock.advance(Duration.ofHours(1));
    sender.pass();
    assertThat(gateway.given).hasSize(1);
  }

  @Test
  void aBusyGatewayIsLeftAloneAndTheAttemptDoesNotCount() {
    gateway.answer = _ -> new Outcome.Busy("throttled");
    var id = accept("a");
    accept("b");

    parts.passUntil(sender, id, notice -> "throttled".equals(notice.proof().reason()));
    int asked = gateway.given.size();
    sender.pass();

    assertThat(gateway.given).hasSize(asked);
    assertThat(parts.notice(id).proof().attempts()).isZero();
    gateway.answer = notice -> new Outcome.Taken("id-" + notice.attempts());
    var sent = parts.passUntil(sender, id, notice -> notice.status() == NoticeStatus.SENT);
    assertThat(sent.proof().attempts()).isEqualTo(1);
  }

  @Test
  void waitsForAGatewayThatIsNotThereAndExpiresWhenNobodyNeedsIt() {
    gateway.ready = false;
    var id = accept("a");
    sender.pass();
    assertThat(parts.notice(id).status()).isEqualTo(NoticeStatus.WAITING);

    parts.clock.advance(Duration.ofDays(1));
    gateway.ready = true;
    sender.pass();
    parts.clerk().pass();

    assertThat(gateway.given).isEmpty();
    assertThat(parts.notice(id).status()).isEqualTo(NoticeStatus.EXPIRED);
    assertThat(parts.notice(id).proof().reason()).isEqualTo("not-after");
  }

  /// The process ends after the gateway has taken it and before that is written.
  @Test
  void whatIsNotKnownToBeSentIsSentAgainWithTheSameReferenceAndCounted() {
    var killed = parts.sender(gateway);
    var id = accept("a");
    killed.pass();
    Await.until("the gateway has it", SOON, () -> gateway.given.size() == 1);

    sender.pass();
    assertThat(gateway.given).hasSize(1);
    parts.clock.advance(Sender.LOST_AFTER);
    var sent = parts.passUntil(sender, id, notice -> notice.status() == NoticeStatus.SENT);

    assertThat(gateway.given).extracting(Claimed::id).containsExactly(id, id);
    assertThat(sent.proof().attempts()).isEqualTo(2);
    assertThat(sent.proof().unanswered()).isEqualTo(1);
    assertThat(repeated()).isEqualTo(1);
  }

  @Test
  void noMoreAreUnderWayThanTheWindow() {
    var open = new CountDownLatch(1);
    gateway.answer =
        notice -> {
          try {
            open.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new Outcome.Taken("id-" + notice.id().value());
        };
    for (int i = 0; i < 25; i++) {
      accept("n" + i);
    }

    Await.until(
        "the window is full",
        SOON,
        () -> {
          sender.pass();
          return gateway.given.size() == 10;
        });
    sender.pass();
    assertThat(gateway.given).hasSize(10);

    open.countDown();
    Await.until(
        "all are sent",
        SOON,
        () -> {
          sender.pass();
          return parts.rows.notices().waiting(NoticeChannel.SMS).notices() == 0;
        });
    assertThat(gateway.given).extracting(Claimed::id).doesNotHaveDuplicates().hasSize(25);
  }

  @Test
  void whatCouldNotBeWrittenIsWrittenLaterAndNotSentAgain() {
    var id = accept("a");
    gateway.answer =
        _ -> {
          parts.db.sql("alter table notifications.notice rename to away").update();
          return new Outcome.Taken("id-1");
        };
    sender.pass();
    Await.until("the gateway has it", SOON, () -> gateway.given.size() == 1);
    Await.until("the table is away", SOON, this::isAway);
    sender.pass();
    parts.db.sql("alter table notifications.away rename to notice").update();

    parts.passUntil(sender, id, notice -> notice.status() == NoticeStatus.SENT);

    assertThat(gateway.given).hasSize(1);
  }

  @Test
  void withoutAGatewayNothingIsAccepted() {
    var notifications = parts.notifications(gateway);

    assertThat(notifications.available(NoticeChannel.SMS)).isTrue();
    assertThat(notifications.available(NoticeChannel.MAIL)).isFalse();
    assertThatThrownBy(
            () ->
                notifications.send(
                    new NewNotice(
                        "m",
                        NoticeTemplate.DROP_CODE,
                        Language.EN,
                        OLGAS_MAIL,
                        Map.of("code", "123456"),
                        parts.tomorrow(),
                        null)))
        .isInstanceOf(ChannelUnavailable.class);
  }

  private boolean isAway() {
    return parts
        .db
        .sql("select to_regclass('notifications.away') is not null")
        .query(Boolean.class)
        .single();
  }

  private NoticeId accept(String key) {
    return parts.notifications(gateway).send(parts.question(key));
  }

  private double repeated() {
    var counter = parts.meters.find("otklik.notices.repeated").counter();
    return counter == null ? 0 : counter.count();
  }
}
