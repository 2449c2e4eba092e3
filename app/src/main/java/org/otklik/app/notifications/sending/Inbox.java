package org.otklik.app.notifications.sending;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otklik.app.notifications.Correlation;
import org.otklik.app.notifications.NewNotice;
import org.otklik.app.notifications.Notice;
import org.otklik.app.notifications.NoticeTemplate;
import org.otklik.app.notifications.Notifications;
import org.otklik.app.notifications.Recipient.Phone;
import org.otklik.app.notifications.ReplyCommand;
import org.otklik.app.notifications.ReplyReceived;
import org.otklik.app.notifications.jdbc.NoticeRows;
import org.otklik.app.notifications.jdbc.ReceiptRows;
import org.otklik.app.notifications.jdbc.ReplyRows;
import org.otklik.app.pages.Language;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Takes what gateways bring: answers of people, and receipts. What it has returned from is kept;
/// where it throws, the gateway is to bring it again.
@Component
public final class Inbox {

  /// So long a reply is taken to be about a question.
  static final Duration QUESTION_OPEN = Duration.ofDays(7);

  /// Replies of one number per hour; further ones are dropped.
  static final int REPLIES_PER_HOUR_MAX = 30;

  /// One number is told how to answer so often at most.
  static final Duration HELP_EVERY = Duration.ofDays(1);

  /// All numbers together are told how to answer so often per hour at most: a number can be forged,
  /// and each help costs.
  static final int HELP_PER_HOUR_MAX = 200;

  /// The rest of a longer reply is dropped.
  static final int TEXT_LENGTH_MAX = 1_000;

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

  private final TimeBasedEpochRandomGenerator ids = Generators.timeBasedEpochRandomGenerator();
  private final NoticeRows notices;
  private final ReceiptRows receipts;
  private final ReplyRows replies;
  private final Notifications notifications;
  private final TransactionOperations transaction;
  private final Wakings wakings;
  private final Clock clock;

  /// @param notifications lazy: they need the gateways, and the gateways need an inbox
  Inbox(
      NoticeRows notices,
      ReceiptRows receipts,
      ReplyRows replies,
      @Lazy Notifications notifications,
      TransactionOperations transaction,
      Wakings wakings,
      Clock clock) {
    this.notices = notices;
    this.receipts = receipts;
    this.replies = replies;
    this.notifications = notifications;
    this.transaction = transaction;
    this.wakings = wakings;
    this.clock = clock;
  }

  /// A gateway says that a notice has arrived, or that it will not.
  ///
  /// @param gatewayIds the id that it names, and how else it may have written it before
  /// @param code why it will not, as the gateway calls it
  public void receipt(List<String> gatewayIds, Phone recipient, boolean delivered, String code) {
    receipts.add(gatewayIds, recipient.value(), delivered, code, clock.instant());
    wakings.wakeClerk();
  }

  /// A person has answered.
  ///
  /// @return what we took it for
  public ReplyCommand reply(Phone from, String text) {
    var command = ReplyReader.read(text);
    transaction.executeWithoutResult(_ -> keep(from, text, command));
    wakings.wakeClerk();
    return command;
  }

  private void keep(Phone from, String text, ReplyCommand command) {
    var now = clock.instant();
    if (replies.received(from.value(), now.minus(HOUR)) >= REPLIES_PER_HOUR_MAX) {
      LOG.warn("replies of one number dropped repliesPerHourMax={}", REPLIES_PER_HOUR_MAX);
      return;
    }
    var question = notices.findQuestion(from.value(), now.minus(QUESTION_OPEN)).orElse(null);
    replies.add(
        ids.generate(),
        new ReplyReceived(from.value(), command, shortened(text), about(question), now));
    if (command == ReplyCommand.UNKNOWN) {
      help(from, question == null ? Language.RU : question.language(), now);
    }
  }

  /// Once a day for one number: the key says which day.
  private void help(Phone to, Language language, Instant now) {
    if (notices.accepted(NoticeTemplate.UNKNOWN_REPLY, now.minus(HOUR)) >= HELP_PER_HOUR_MAX) {
      LOG.warn("nobody is told how to answer for now helpPerHourMax={}", HELP_PER_HOUR_MAX);
      return;
    }
    long day = now.toEpochMilli() / HELP_EVERY.toMillis();
    notifications.send(
        new NewNotice(
            "unknown-reply:%s:%d".formatted(to.value(), day),
            NoticeTemplate.UNKNOWN_REPLY,
            language,
            to,
            Map.of(),
            now.plus(HOUR),
            null));
  }

  private static @Nullable Correlation about(@Nullable Notice question) {
    return question == null ? null : question.correlation();
  }

  private static String shortened(String text) {
    var kept = text.replace("\0", "");
    return kept.length() <= TEXT_LENGTH_MAX ? kept : kept.substring(0, TEXT_LENGTH_MAX);
  }
}
