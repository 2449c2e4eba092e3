package org.otklik.app.notifications.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.app.notifications.sending.NotificationParts.CALLBACK;
import static org.otklik.app.notifications.sending.NotificationParts.OLGA;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.otklik.app.notifications.Recipient;
import org.otklik.app.notifications.ReplyCommand;
import org.otklik.app.notifications.ReplyReceived;
import org.otklik.app.testing.TestDatabase;

class InboxTest {
  private static final TestDatabase DATABASE = TestDatabase.create();

  private final NotificationParts parts = new NotificationParts(DATABASE);
  private final ScriptedGateway gateway = new ScriptedGateway();
  private final Inbox inbox = parts.inbox(gateway);
  private final Clerk clerk = parts.clerk();

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @Test
  void aReplyIsAboutTheNewestQuestionToTheNumber() {
    parts.notifications(gateway).send(parts.question("a"));

    inbox.reply(OLGA, "Отмена!");
    clerk.pass();
    clerk.pass();

    assertThat(parts.told())
        .containsExactly(
            new ReplyReceived(
                "+79161234501", ReplyCommand.CANCEL, "Отмена!", CALLBACK, parts.clock.instant()));
  }

  @Test
  void aReplyOfSomebodyElseOrLongAfterIsAboutNothing() {
    parts.notifications(gateway).send(parts.question("a"));

    inbox.reply(new Recipient.Phone("+79990000000"), "да");
    parts.clock.advance(Inbox.QUESTION_OPEN);
    inbox.reply(OLGA, "да");
    clerk.pass();

    assertThat(parts.told())
        .filteredOn(ReplyReceived.class::isInstance)
        .hasSize(2)
        .allSatisfy(
            fact ->
                assertThat(fact)
                    .isInstanceOfSatisfying(
                        ReplyReceived.class, reply -> assertThat(reply.about()).isNull()));
  }

  @Test
  void whoIsNotUnderstoodIsToldOnceADayHowToAnswer() {
    inbox.reply(OLGA, "когда позвоните?");
    inbox.reply(OLGA, "алло");
    assertThat(helps()).isEqualTo(1);

    parts.clock.advance(Duration.ofDays(1));
    inbox.reply(OLGA, "алло");
    assertThat(helps()).isEqualTo(2);
    assertThat(replies()).isEqualTo(3);
  }

  @Test
  void whoAnswersTooOftenIsNotKept() {
    for (int i = 0; i < Inbox.REPLIES_PER_HOUR_MAX + 5; i++) {
      inbox.reply(OLGA, "да");
    }

    assertThat(replies()).isEqualTo(Inbox.REPLIES_PER_HOUR_MAX);
  }

  @Test
  void helpForAllNumbersTogetherHasALimit() {
    for (int i = 0; i < Inbox.HELP_PER_HOUR_MAX + 5; i++) {
      inbox.reply(new Recipient.Phone("+7999%07d".formatted(i)), "?");
    }

    assertThat(helps()).isEqualTo(Inbox.HELP_PER_HOUR_MAX);
  }

  private int helps() {
    return parts
        .db
        .sql("select count(*) from notifications.notice where template = 'UNKNOWN_REPLY'")
        .query(Integer.class)
        .single();
  }

  private int replies() {
    return parts.db.sql("select count(*) from notifications.reply").query(Integer.class).single();
  }
}
