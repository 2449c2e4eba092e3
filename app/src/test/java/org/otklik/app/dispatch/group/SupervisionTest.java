package org.otklik.app.dispatch.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.otklik.app.dispatch.Presence.State.PAUSED;
import static org.otklik.app.dispatch.Presence.State.READY;
import static org.otklik.app.dispatch.group.Centre.PASSPORT;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.otklik.app.access.Account;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.Accounts;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditQuery;
import org.otklik.app.access.AuditRecord;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.access.NewAccount;
import org.otklik.app.access.Role;
import org.otklik.app.dispatch.Board;
import org.otklik.app.dispatch.PauseReason;
import org.otklik.app.dispatch.Presence;
import org.otklik.app.dispatch.Supervision;
import org.otklik.app.dispatch.Supervision.Pulled;
import org.otklik.app.dispatch.jdbc.JdbcLineups;
import org.otklik.app.dispatch.jdbc.SupervisionRows;
import org.otklik.app.testing.TestDatabase;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// What a supervisor does to a shift, with a real database.
class SupervisionTest {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final AccountId SUPERVISOR = new AccountId(new UUID(0, 11));

  private final List<AuditEntry> audited = new ArrayList<>();
  private final Centre centre = new Centre(DATABASE);
  private final Supervision supervision = supervision();

  @AfterEach
  void close() throws Exception {
    centre.close();
  }

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @Test
  void aPulledContactIsOfferedFirstAndItsOperatorReadsWhy() {
    centre.acceptedCallFrom("+74951230001");
    centre.pass(Duration.ofSeconds(20));
    var pulled = centre.acceptedCallFrom("+74951230002");
    Centre.until(() -> centre.dispatch().spot(pulled).isPresent());

    assertThat(supervision.pull(pulled, " плохо с сердцем ", SUPERVISOR)).isEqualTo(Pulled.DONE);
    var operator = centre.aReadyOperator();

    assertThat(centre.untilRings(operator)).isEqualTo(pulled);
    assertThat(centre.desk.ringing.get(operator))
        .extracting(card -> card.reason().values().get("pulled"))
        .isEqualTo("плохо с сердцем");
    centre.pass(Duration.ofSeconds(1), operator);
    Centre.until(
        () ->
            centre.board().snapshot().waiting().stream()
                .map(Board.Waiting::why)
                .anyMatch(why -> why.values().containsKey("pulled")));
    assertThat(supervision.pulls(List.of(pulled)).values())
        .extracting(Supervision.Pull::reason, Supervision.Pull::by)
        .containsExactly(tuple("плохо с сердцем", SUPERVISOR));
    assertThat(audited).extracting(AuditEntry::what).containsExactly("contact.pulled");
  }

  @Test
  void aPullCountsOnce() {
    var waiting = centre.acceptedCallFrom("+74951230001");
    Centre.until(() -> centre.dispatch().spot(waiting).isPresent());
    supervision.pull(waiting, "срочно", SUPERVISOR);

    assertThat(supervision.pull(waiting, "ещё срочнее", SUPERVISOR)).isEqualTo(Pulled.ALREADY);
    assertThat(supervision.pulls(List.of(waiting)).values())
        .extracting(Supervision.Pull::reason)
        .containsExactly("срочно");
  }

  @Test
  void whoTalksAlreadyIsNotPulled() {
    var operator = centre.aReadyOperator();
    var talking = centre.aTalkOf(operator, "+74951230003");
    Centre.until(() -> centre.dispatch().spot(talking).isEmpty());

    assertThat(supervision.pull(talking, "срочно", SUPERVISOR)).isEqualTo(Pulled.GONE);
    assertThat(supervision.pulls(List.of(talking))).isEmpty();
  }

  @Test
  void aReasonIsRequired() {
    var waiting = centre.acceptedCallFrom("+74951230001");

    assertThatThrownBy(() -> supervision.pull(waiting, "  ", SUPERVISOR))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> supervision.pull(waiting, "ж".repeat(201), SUPERVISOR))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pausesAndBringsBackAnOperator() {
    var operator = centre.aReadyOperator();

    assertThat(supervision.pause(operator, SUPERVISOR)).isTrue();
    centre.untilState(operator, PAUSED);
    assertThat(centre.presences().find(operator))
        .map(Presence::pauseReason)
        .contains(PauseReason.SUPERVISOR);
    assertThat(supervision.unpause(operator, SUPERVISOR)).isTrue();
    centre.untilState(operator, READY);
    assertThat(supervision.unpause(operator, SUPERVISOR)).isFalse();
    assertThat(audited)
        .extracting(AuditEntry::what)
        .containsExactly("operator.paused", "operator.unpaused");
  }

  @Test
  void aPauseRenewsNoLease() {
    var operator = centre.aReadyOperator();
    centre.pass(Duration.ofSeconds(14));
    supervision.pause(operator, SUPERVISOR);
    centre.untilState(operator, PAUSED);

    centre.pass(Duration.ofSeconds(4));

    centre.untilState(operator, null);
  }

  @Test
  void newTopicsTakeEffectAtOnce() {
    var operator = centre.aReadyOperator();
    supervision.answer(operator, Map.of(), SUPERVISOR);
    Centre.until(() -> levels(operator).isEmpty());
    var waiting = centre.acceptedCallFrom("+74951230001");
    centre.turns(2);
    assertThat(centre.stateOf(operator)).isEqualTo(READY);

    supervision.answer(operator, Map.of(PASSPORT, 4), SUPERVISOR);

    assertThat(centre.untilRings(operator)).isEqualTo(waiting);
    assertThat(supervision.operator(operator))
        .map(Supervision.OperatorTopics::levels)
        .contains(Map.of(PASSPORT, 4));
    assertThat(audited)
        .extracting(AuditEntry::what, AuditEntry::reason)
        .containsExactly(
            tuple("operator.topics-changed", "passport 3 → —"),
            tuple("operator.topics-changed", "— → passport 4"));
  }

  @Test
  void refusesUnknownOperatorsTopicsAndLevels() {
    var operator = centre.anOperator();

    assertThatThrownBy(() -> supervision.answer(operator, Map.of(PASSPORT, 6), SUPERVISOR))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> supervision.answer(operator, Map.of(new TopicId("moon"), 1), SUPERVISOR))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                supervision.answer(
                    new OperatorId(UUID.randomUUID()), Map.of(PASSPORT, 1), SUPERVISOR))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(supervision.operator(operator))
        .map(Supervision.OperatorTopics::levels)
        .contains(Map.of(PASSPORT, 3));
  }

  private Map<TopicId, Integer> levels(OperatorId operator) {
    return centre.host().find(operator).orElseThrow().capability.levels();
  }

  private Supervision supervision() {
    var lineups = new JdbcLineups(centre.db);
    return new DefaultSupervision(
        centre.host(),
        () -> lineups.read("main"),
        new SupervisionRows(centre.db),
        new Nameless(),
        new Remembering(audited),
        new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource())),
        centre.time);
  }

  private record Remembering(List<AuditEntry> entries) implements AuditTrail {
    @Override
    public void record(AuditEntry entry) {
      entries.add(entry);
    }

    @Override
    public List<AuditRecord> find(AuditQuery query) {
      return List.of();
    }
  }

  private static final class Nameless implements Accounts {
    @Override
    public Optional<Account> find(AccountId id) {
      return Optional.empty();
    }

    @Override
    public Optional<Account> find(String username) {
      return Optional.empty();
    }

    @Override
    public List<Account> withRole(Role role) {
      return List.of();
    }

    @Override
    public boolean create(NewAccount account) {
      return false;
    }

    @Override
    public void setEnabled(AccountId id, boolean enabled) {}
  }
}
