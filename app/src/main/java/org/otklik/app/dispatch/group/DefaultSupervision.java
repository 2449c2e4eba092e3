package org.otklik.app.dispatch.group;

import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.otklik.app.access.Account;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.Accounts;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.dispatch.PauseReason;
import org.otklik.app.dispatch.Presence;
import org.otklik.app.dispatch.Supervision;
import org.otklik.app.dispatch.group.Command.BecomeReady;
import org.otklik.app.dispatch.group.Command.Pause;
import org.otklik.app.dispatch.group.Command.PullForward;
import org.otklik.app.dispatch.jdbc.Lineup;
import org.otklik.app.dispatch.jdbc.SupervisionRows;
import org.otklik.engine.routing.Capability;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;
import org.springframework.transaction.support.TransactionOperations;

/// Writes down what a supervisor wants, then hands it to the group's thread. Unlike what an
/// operator does, it renews no lease. It reads the line-up from its rows and leaves the one in
/// memory alone: the group must notice by itself that it differs.
final class DefaultSupervision implements Supervision {
  private static final String SOURCE = "board";

  private final QueueGroupHost host;
  private final Supplier<Lineup> lineup;
  private final SupervisionRows rows;
  private final Accounts accounts;
  private final AuditTrail audit;
  private final TransactionOperations transaction;
  private final Clock clock;

  DefaultSupervision(
      QueueGroupHost host,
      Supplier<Lineup> lineup,
      SupervisionRows rows,
      Accounts accounts,
      AuditTrail audit,
      TransactionOperations transaction,
      Clock clock) {
    this.host = host;
    this.lineup = lineup;
    this.rows = rows;
    this.accounts = accounts;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public List<OperatorTopics> operators() {
    return lineup.get().capabilities().entrySet().stream()
        .map(entry -> topics(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparing(OperatorTopics::name))
        .toList();
  }

  @Override
  public Optional<OperatorTopics> operator(OperatorId operator) {
    return Optional.ofNullable(lineup.get().capabilities().get(operator))
        .map(capability -> topics(operator, capability));
  }

  private OperatorTopics topics(OperatorId operator, Capability capability) {
    return new OperatorTopics(
        operator,
        accounts.find(new AccountId(operator.value())).map(Account::displayName).orElse("—"),
        capability.levels());
  }

  @Override
  public void answer(OperatorId operator, Map<TopicId, Integer> levels, AccountId by) {
    var present = lineup.get();
    levels.forEach((topic, level) -> check(present, topic, level));
    var capability = present.capabilities().get(operator);
    var change = said(capability == null ? Map.of() : capability.levels()) + " → " + said(levels);
    transaction.executeWithoutResult(
        _ -> {
          rows.answer(operator, levels);
          audit.record(entry(by, "operator.topics-changed", operator, change));
        });
    host.lineupChanged();
  }

  /// Such as `cars 2, passport 3`.
  private static String said(Map<TopicId, Integer> levels) {
    return levels.isEmpty()
        ? "—"
        : levels.entrySet().stream()
            .map(entry -> entry.getKey().value() + " " + entry.getValue())
            .sorted()
            .collect(Collectors.joining(", "));
  }

  private static void check(Lineup lineup, TopicId topic, int level) {
    if (level < LEVEL_MIN || level > LEVEL_MAX || lineup.find(topic).isEmpty()) {
      throw new IllegalArgumentException(
          "The level (%d) of topic (%s) must be %d to %d, and the topic known."
              .formatted(level, topic.value(), LEVEL_MIN, LEVEL_MAX));
    }
  }

  @Override
  public boolean pause(OperatorId operator, AccountId by) {
    if (host.find(operator).isEmpty()) {
      return false;
    }
    return given(
        new Pause(operator, PauseReason.SUPERVISOR), entry(by, "operator.paused", operator));
  }

  @Override
  public boolean unpause(OperatorId operator, AccountId by) {
    var paused =
        host.find(operator)
            .map(Shift::shown)
            .filter(presence -> presence.state() == Presence.State.PAUSED)
            .isPresent();
    if (!paused) {
      return false;
    }
    return given(new BecomeReady(operator), entry(by, "operator.unpaused", operator));
  }

  /// What is not taken has not happened.
  private boolean given(Command command, AuditEntry entry) {
    var taken = host.commands().giveIfRoom(command);
    if (taken) {
      audit.record(entry);
    }
    return taken;
  }

  @Override
  public Pulled pull(ContactId contact, String reason, AccountId by) {
    var why = reason.strip();
    if (why.isEmpty() || why.length() > REASON_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "The reason (%d characters) must have 1 to %d."
              .formatted(why.length(), REASON_LENGTH_MAX));
    }
    if (host.spots().find(contact).isEmpty()) {
      return Pulled.GONE;
    }
    var written = transaction.execute(_ -> written(new Pull(contact, by, why, clock.instant())));
    if (!Boolean.TRUE.equals(written)) {
      return Pulled.ALREADY;
    }
    host.commands().give(new PullForward(contact, why));
    return Pulled.DONE;
  }

  private boolean written(Pull pull) {
    if (!rows.pull(pull)) {
      return false;
    }
    audit.record(
        new AuditEntry(
            pull.by(),
            "contact.pulled",
            new AuditEntry.Subject("contact", pull.contact().value().toString()),
            pull.reason(),
            SOURCE));
    return true;
  }

  @Override
  public Map<ContactId, Pull> pulls(Collection<ContactId> contacts) {
    return rows.pulls(contacts);
  }

  private static AuditEntry entry(AccountId by, String what, OperatorId operator) {
    return entry(by, what, operator, "");
  }

  private static AuditEntry entry(AccountId by, String what, OperatorId operator, String reason) {
    return new AuditEntry(
        by, what, new AuditEntry.Subject("account", operator.value().toString()), reason, SOURCE);
  }
}
