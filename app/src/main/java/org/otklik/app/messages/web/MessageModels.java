package org.otklik.app.messages.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.Account;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.Accounts;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.Role;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.Topics;
import org.otklik.app.messages.MessageOutcome;
import org.otklik.app.messages.MessageStatus;
import org.otklik.app.messages.Messages;
import org.otklik.app.messages.Messages.Message;
import org.otklik.app.messages.Messages.Wish;
import org.otklik.app.pages.Choice;
import org.otklik.app.pages.Language;
import org.otklik.app.pages.Page;
import org.otklik.app.pages.SummaryRow;
import org.otklik.engine.routing.TopicId;
import org.springframework.stereotype.Component;

/// Puts messages into words.
@Component
final class MessageModels {
  static final int OTHERS_MAX = 10;

  private final Messages messages;
  private final ContactLog contacts;
  private final Topics topics;
  private final Accounts accounts;

  MessageModels(Messages messages, ContactLog contacts, Topics topics, Accounts accounts) {
    this.messages = messages;
    this.contacts = contacts;
    this.topics = topics;
    this.accounts = accounts;
  }

  /// Only the operator who sees to a message, or has seen to it, and supervisors hear it.
  static boolean mayHear(Message message, CurrentAccount account) {
    return account.id().value().equals(message.takenBy()) || account.isAny(Role.SUPERVISOR);
  }

  /// Whether this account sees to the message now.
  static boolean isMine(Message message, CurrentAccount account) {
    return message.status() == MessageStatus.TAKEN
        && account.id().value().equals(message.takenBy());
  }

  MessageItem item(Page page, Message message) {
    var wish = message.wish();
    var masked = ContactRequest.masked(wish.number());
    return new MessageItem(
        message.id().value(),
        page.time(wish.waitingSince()),
        topic(page, wish.topic()),
        language(page, wish),
        masked == null ? page.say("messages.withheld") : masked,
        length(message.length()),
        page.say("messages.status." + message.status()),
        name(message.takenBy()));
  }

  MessageModel model(Page page, Message message, CurrentAccount account, MessageModel.Typed typed) {
    var heard = mayHear(message, account);
    var silent = heard && messages.wav(message.id()).isEmpty();
    return new MessageModel(
        message.id().value(),
        facts(page, message, heard),
        heard && !silent ? "/messages/%s/sound".formatted(message.id().value()) : null,
        silent,
        message.status() == MessageStatus.WAITING && account.isAny(Role.OPERATOR),
        isMine(message, account),
        heard ? recognised(page, message) : null,
        outcomes(page),
        typed,
        heard ? others(page, message) : List.of(),
        heard ? earlier(page, message) : List.of());
  }

  private List<SummaryRow> facts(Page page, Message message, boolean heard) {
    var wish = message.wish();
    var number = heard ? wish.number() : ContactRequest.masked(wish.number());
    var rows = new ArrayList<SummaryRow>();
    rows.add(new SummaryRow(page.say("messages.since"), page.time(wish.waitingSince())));
    rows.add(new SummaryRow(page.say("messages.left"), page.time(message.begunAt())));
    rows.add(new SummaryRow(page.say("messages.topic"), topic(page, wish.topic())));
    rows.add(new SummaryRow(page.say("messages.language"), language(page, wish)));
    rows.add(
        new SummaryRow(
            page.say("messages.number"), number == null ? page.say("messages.withheld") : number));
    rows.add(new SummaryRow(page.say("messages.length"), length(message.length())));
    rows.add(
        new SummaryRow(
            page.say("messages.status"), page.say("messages.status." + message.status())));
    var by = name(message.takenBy());
    if (by != null) {
      rows.add(new SummaryRow(page.say("messages.operator"), by));
    }
    var outcome = message.outcome();
    if (heard && outcome != null) {
      rows.add(
          new SummaryRow(page.say("messages.outcome"), page.say("messages.outcome." + outcome)));
      rows.add(new SummaryRow(page.say("messages.note"), message.note()));
    }
    return rows;
  }

  private static @Nullable String recognised(Page page, Message message) {
    var said = message.recognised();
    return said == null
        ? null
        : page.say(
            "messages.recognised",
            Map.of("text", said.text(), "percent", Math.round(100 * said.confidence())));
  }

  private static List<Choice> outcomes(Page page) {
    var choices = new ArrayList<Choice>();
    choices.add(new Choice("", page.say("messages.outcome.choose")));
    Arrays.stream(MessageOutcome.values())
        .map(one -> new Choice(one.name(), page.say("messages.outcome." + one)))
        .forEach(choices::add);
    return choices;
  }

  private List<MessageItem> others(Page page, Message message) {
    var wish = message.wish();
    return messages.ofPerson(wish.number(), wish.citizenId(), OTHERS_MAX + 1).stream()
        .filter(other -> !other.id().equals(message.id()))
        .limit(OTHERS_MAX)
        .map(other -> item(page, other))
        .toList();
  }

  private List<MessageModel.Earlier> earlier(Page page, Message message) {
    var wish = message.wish();
    return contacts.ofPerson(wish.number(), wish.citizenId(), OTHERS_MAX).stream()
        .map(
            contact ->
                new MessageModel.Earlier(
                    page.time(contact.arrivedAt()),
                    page.say("messages.channel." + contact.channel()),
                    topic(page, contact.topic()),
                    page.say(
                        "messages.contact."
                            + (contact.outcome() == null ? "open" : contact.outcome().name()))))
        .toList();
  }

  private String topic(Page page, TopicId topic) {
    return topics
        .find(topic)
        .map(found -> found.names().getOrDefault(page.language().code(), topic.value()))
        .orElseGet(topic::value);
  }

  private static String language(Page page, Wish wish) {
    var tag = wish.language().tag();
    return Language.find(tag).map(_ -> page.say("messages.language." + tag)).orElse(tag);
  }

  private @Nullable String name(@Nullable UUID account) {
    return account == null
        ? null
        : accounts.find(new AccountId(account)).map(Account::displayName).orElse("—");
  }

  private static String length(Duration length) {
    return "%d:%02d".formatted(length.toMinutes(), length.toSecondsPart());
  }
}
