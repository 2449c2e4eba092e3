package org.otklik.app.dispatch.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.app.dispatch.group.Centre.until;

import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.otklik.app.dispatch.Acceptance;
import org.otklik.app.dispatch.Acceptance.Accepted;
import org.otklik.app.dispatch.Acceptance.Full;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.Presence.State;
import org.otklik.app.testing.TestDatabase;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

class LimitsTest {
  private static final TestDatabase DATABASE = TestDatabase.create();

  @Test
  void isFullWhenTooManyWait() {
    try (var centre = new Centre(DATABASE, 3, 100)) {
      for (int i = 0; i < 3; i++) {
        centre.acceptedCallFrom("+7916000000" + i);
      }
      var request = centre.aCallFrom("+79160000009");

      assertThat(Centre.decided(centre.ask(request))).isEqualTo(new Full(3));
      assertThat(centre.log.find(request.id())).isEmpty();
      assertThat(centre.metered("otklik.dispatch.undecided")).isZero();
    }
  }

  @Test
  void isFullWhenTooManyAreUndecided() {
    try (var centre = new Centre(DATABASE, 1_000, 10)) {
      centre.wire.cut();
      centre.pass(Duration.ofSeconds(6));
      until(() -> !centre.dispatch().available());
      var asked = new ArrayList<CompletableFuture<Acceptance>>();
      for (int i = 0; i < 12; i++) {
        asked.add(centre.ask(centre.aCallFrom("+791600000%02d".formatted(i))));
      }
      assertThat(asked.subList(10, 12))
          .allSatisfy(a -> assertThat(a.join()).isEqualTo(new Full(10)));
      centre.wire.mend();

      assertThat(asked.subList(0, 10))
          .allSatisfy(a -> assertThat(Centre.decided(a)).isInstanceOf(Accepted.class));
      centre.acceptedCallFrom("+79160000099");
    }
  }

  @Test
  void storesWhatStrangersTypeAsCaller() {
    try (var centre = new Centre(DATABASE)) {
      var hostile = centre.aCallFrom("+7\u0000\ud800'; drop table x; --" + "9".repeat(300));

      assertThat(Centre.decided(centre.ask(hostile))).isInstanceOf(Accepted.class);
      assertThat(centre.log.find(hostile.id()).orElseThrow().callerNumber()).hasSize(200);
    }
  }

  @Test
  void answersTheSameWhenAskedTwice() {
    try (var centre = new Centre(DATABASE)) {
      var request = centre.aCallFrom("+79160000001");
      var first = centre.ask(request);
      var second = centre.ask(request);

      assertThat(Centre.decided(second)).isEqualTo(Centre.decided(first));
    }
  }

  @Test
  void neverRingsAnOperatorWhomAnotherProcessHasAssigned() {
    try (var centre = new Centre(DATABASE)) {
      var maria = centre.aReadyOperator();
      var elsewhere = centre.aCallFrom("+79160000009");
      anotherProcessAssigns(centre, elsewhere, maria, true);
      var contact = centre.acceptedCallFrom("+79160000001");

      centre.untilState(maria, State.PAUSED);
      assertThat(centre.desk.rung).isEmpty();
      assertThat(centre.assignmentsOf(contact)).isEmpty();
      var timur = centre.aReadyOperator();
      assertThat(centre.untilRings(timur)).isEqualTo(contact);
    }
  }

  @Test
  void neverRingsForAContactThatAnotherProcessHasAssigned() {
    try (var centre = new Centre(DATABASE)) {
      var contact = centre.acceptedCallFrom("+79160000001");
      var next = centre.acceptedCallFrom("+79160000002");
      anotherProcessAssigns(
          centre, request(centre, contact), new OperatorId(UUID.randomUUID()), false);
      var maria = centre.aReadyOperator();

      assertThat(centre.untilRings(maria)).isEqualTo(next);
      assertThat(centre.desk.rung).hasSize(1);
      assertThat(centre.dispatch().spot(contact)).isEmpty();
      assertThat(centre.assignmentsOf(contact)).containsExactly("LIVE");
    }
  }

  @Test
  void showsTheBoardFromMemoryWithMaskedNumbers() {
    try (var centre = new Centre(DATABASE)) {
      var maria = centre.aReadyOperator();
      centre.aTalkOf(maria, "+79160000001");
      var waiting = centre.acceptedCallFrom("+79160000042");
      centre.pass(Duration.ofSeconds(1), maria);

      until(() -> centre.board().snapshot().waiting().size() == 1);
      var snapshot = centre.board().snapshot();
      assertThat(snapshot.available()).isTrue();
      assertThat(snapshot.waiting().getFirst().contact()).isEqualTo(waiting);
      assertThat(snapshot.waiting().getFirst().number()).isEqualTo("+*********42");
      assertThat(snapshot.waiting().getFirst().why().code()).isEqualTo("nobody-free");
      assertThat(snapshot.queues().getFirst().waiting()).isEqualTo(1);
      assertThat(snapshot.queues().getFirst().talking()).isEqualTo(1);
      assertThat(snapshot.operators().getFirst().topic()).isEqualTo(Centre.PASSPORT);
      assertThat(snapshot.operators().getFirst().presence().state()).isEqualTo(State.IN_CALL);
    }
  }

  private static ContactRequest request(Centre centre, ContactId id) {
    var like = centre.aCallFrom("+79160000001");
    return new ContactRequest(
        id,
        like.channel(),
        like.line(),
        like.callerNumber(),
        null,
        null,
        like.topic(),
        like.language(),
        like.priority(),
        true,
        like.arrivedAt());
  }

  private static void anotherProcessAssigns(
      Centre centre, ContactRequest request, OperatorId operator, boolean newContact) {
    if (newContact) {
      centre
          .db
          .sql(
              """
              insert into dispatch.contact
                (id, group_id, channel, line, person_key, topic, language, priority,
                 recording_allowed, arrived_at, place_since, status)
              values (:id, 'other', 'CALL', '115', 'tel:other', 'passport', 'ru', 'NORMAL', true,
                      now(), now(), 'WAITING')
              """)
          .param("id", request.id().value())
          .update();
    }
    centre
        .db
        .sql(
            """
            insert into dispatch.assignment
              (id, contact, operator, offered_at, reason_code, reason_values)
            values (:id, :contact, :operator, now(), 'elsewhere', '{}')
            """)
        .param("id", UUID.randomUUID())
        .param("contact", request.id().value())
        .param("operator", operator.value())
        .update();
  }
}
