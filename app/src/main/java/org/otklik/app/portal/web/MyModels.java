package org.otklik.app.portal.web;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.Account;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.Accounts;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.citizens.CitizenId;
import org.otklik.app.citizens.Citizens;
import org.otklik.app.contacts.ReadBacks;
import org.otklik.app.contacts.Statement;
import org.otklik.app.contacts.Statement.How;
import org.otklik.app.contacts.Statement.Standing;
import org.otklik.app.contacts.StatementWords;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.Topics;
import org.otklik.app.messages.Messages;
import org.otklik.app.pages.Page;
import org.otklik.engine.routing.TopicId;
import org.springframework.stereotype.Component;

/// Gathers a citizen's own contacts: those whose statements are shown to them, and the messages and
/// contacts that they made while signed in.
@Component
final class MyModels {
  static final int TALKS_MAX = 20;
  static final int EARLIER_MAX = 20;
  static final int MESSAGES_MAX = 20;

  private final Citizens citizens;
  private final ReadBacks readBacks;
  private final StatementWords words;
  private final ContactLog contacts;
  private final Topics topics;
  private final Accounts accounts;
  private final Messages messages;

  /// What was typed and could not be taken.
  record Typed(UUID statement, String remark) {}

  MyModels(
      Citizens citizens,
      ReadBacks readBacks,
      StatementWords words,
      ContactLog contacts,
      Topics topics,
      Accounts accounts,
      Messages messages) {
    this.citizens = citizens;
    this.readBacks = readBacks;
    this.words = words;
    this.contacts = contacts;
    this.topics = topics;
    this.accounts = accounts;
    this.messages = messages;
  }

  MyModel of(Page page, CurrentAccount account, @Nullable String notice, @Nullable Typed typed) {
    return citizens
        .findByAccount(account.id().value())
        .map(citizen -> of(page, citizen, notice, typed))
        .orElseGet(() -> new MyModel(0, List.of(), List.of(), List.of(), notice));
  }

  private MyModel of(Page page, CitizenId citizen, @Nullable String notice, @Nullable Typed typed) {
    var shown = readBacks.shownTo(citizen, TALKS_MAX);
    var statements = readBacks.of(shown);
    var talks =
        shown.stream()
            .flatMap(id -> contacts.find(id).stream())
            .sorted(Comparator.comparing(ContactLog.Entry::arrivedAt).reversed())
            .map(talk -> talk(page, talk, statements.getOrDefault(talk.id(), List.of()), typed))
            .toList();
    var told = new HashSet<>(shown);
    var earlier =
        contacts.ofPerson(null, citizen.value(), TALKS_MAX + EARLIER_MAX).stream()
            .filter(contact -> !told.contains(contact.id()))
            .limit(EARLIER_MAX)
            .map(contact -> earlier(page, contact))
            .toList();
    var toAnswer =
        talks.stream()
            .flatMap(talk -> talk.statements().stream())
            .filter(said -> said.standingCode().equals(Standing.OPEN.name()))
            .count();
    return new MyModel(toAnswer, talks, left(page, citizen), earlier, notice);
  }

  private List<MyModel.Left> left(Page page, CitizenId citizen) {
    return messages.ofPerson(null, citizen.value(), MESSAGES_MAX).stream()
        .map(message -> left(page, message))
        .toList();
  }

  private MyModel.Left left(Page page, Messages.Message message) {
    var heardAt = message.heardAt();
    var heardBy = message.heardBy();
    var outcome = message.outcome();
    return new MyModel.Left(
        page.time(message.begunAt()),
        topic(page, message.wish().topic()),
        page.say("portal.my.message." + (outcome == null ? "open" : outcome.name())),
        heardAt == null || heardBy == null
            ? null
            : page.say(
                "portal.my.message.heard",
                Map.of("time", page.time(heardAt), "name", name(heardBy))),
        message.answer());
  }

  private String name(UUID account) {
    return accounts.find(new AccountId(account)).map(Account::displayName).orElse("—");
  }

  private MyModel.Talk talk(
      Page page, ContactLog.Entry talk, List<Statement> statements, @Nullable Typed typed) {
    var operator = talk.operator();
    return new MyModel.Talk(
        page.time(talk.arrivedAt()),
        topic(page, talk.topic()),
        operator == null
            ? ""
            : accounts.find(new AccountId(operator.value())).map(Account::displayName).orElse(""),
        statements.stream()
            .filter(statement -> statement.version() > 0)
            .map(statement -> said(page, statement, typed))
            .toList());
  }

  private MyModel.Said said(Page page, Statement statement, @Nullable Typed typed) {
    var next = statement.standing().next();
    return new MyModel.Said(
        statement.id().value(),
        statement.version(),
        words.kind(page, statement.kind()),
        statement.text(),
        statement.standing().name(),
        page.say("portal.my.standing." + standing(statement)),
        next.contains(Standing.CONFIRMED),
        statement.standing() != Standing.DISPUTED && next.contains(Standing.DISPUTED),
        reply(statement),
        typed != null && typed.statement().equals(statement.id().value()) ? typed.remark() : "",
        words.history(page, statement));
  }

  /// What only the operator heard is not put into the citizen's mouth.
  private static String standing(Statement statement) {
    var last = statement.last();
    var heard = last != null && last.how() == How.VOICE;
    return heard ? statement.standing() + ".VOICE" : statement.standing().name();
  }

  /// Only of a dispute that was settled last: the citizen must not look for it in the history.
  private static @Nullable String reply(Statement statement) {
    var last = statement.last();
    return last != null && last.how() == How.BOARD ? last.remark() : null;
  }

  private MyModel.Earlier earlier(Page page, ContactLog.Entry contact) {
    var outcome = contact.outcome();
    return new MyModel.Earlier(
        page.time(contact.arrivedAt()),
        topic(page, contact.topic()),
        page.say("portal.my.outcome." + (outcome == null ? "open" : outcome.name())));
  }

  private String topic(Page page, TopicId topic) {
    return topics
        .find(topic)
        .map(found -> found.names().getOrDefault(page.language().code(), topic.value()))
        .orElseGet(topic::value);
  }
}
