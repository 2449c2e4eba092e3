package org.otklik.app.dispatch.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.app.dispatch.group.Centre.until;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.otklik.app.dispatch.Acceptance;
import org.otklik.app.dispatch.Acceptance.Accepted;
import org.otklik.app.dispatch.Acceptance.Withdrawn;
import org.otklik.app.dispatch.ContactLog.Outcome;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.Presence.State;
import org.otklik.app.testing.TestDatabase;

class DatabaseAwayTest {
  private static final TestDatabase DATABASE = TestDatabase.create();

  private final Centre centre = new Centre(DATABASE);

  /// What happens to the server.
  enum Fault {
    KILLED,
    FROZEN
  }

  @AfterEach
  void close() {
    centre.close();
  }

  private void lose(Fault fault) {
    switch (fault) {
      case KILLED -> centre.wire.cut();
      case FROZEN -> centre.wire.clog();
    }
    centre.pass(Duration.ofSeconds(6));
    until(() -> !centre.dispatch().available());
  }

  private void find() {
    centre.wire.mend();
    until(() -> centre.dispatch().available());
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void acceptsInTheOrderOfAskingWhenItIsBack(Fault fault) {
    lose(fault);
    var asked = new ArrayList<CompletableFuture<Acceptance>>();
    var requests = new ArrayList<ContactRequest>();
    for (int i = 0; i < 30; i++) {
      var request = centre.aCallFrom("+791600000%02d".formatted(i));
      requests.add(request);
      asked.add(centre.ask(request));
    }
    until(() -> centre.dispatch().spot(requests.getLast().id()).isPresent());
    assertThat(asked).noneMatch(CompletableFuture::isDone);
    assertThat(centre.dispatch().spot(requests.get(6).id()).orElseThrow().position()).isEqualTo(7);

    find();

    for (int i = 0; i < 30; i++) {
      var accepted = (Accepted) Centre.decided(asked.get(i));
      assertThat(accepted.spot().position()).isEqualTo(i + 1);
      assertThat(centre.log.find(requests.get(i).id())).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void ringsNobodyBeforeTheOfferIsWritten(Fault fault) {
    var maria = centre.aReadyOperator();
    lose(fault);
    var request = centre.aCallFrom("+79160000001");
    var asked = centre.ask(request);
    centre.pass(Duration.ofSeconds(60), maria);
    assertThat(asked).isNotDone();
    assertThat(centre.desk.rung).isEmpty();
    assertThat(centre.stateOf(maria)).isEqualTo(State.READY);

    find();

    assertThat(centre.untilRings(maria)).isEqualTo(request.id());
    assertThat(Centre.decided(asked)).isInstanceOf(Accepted.class);
    centre.untilState(maria, State.RINGING);
    assertThat(centre.presences().find(maria).orElseThrow().until())
        .as("the whole time to answer is still there")
        .isAfter(centre.now().plusSeconds(10));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void letsTalksGoOnAndEndAndWritesThatLater(Fault fault) {
    var maria = centre.aReadyOperator();
    var timur = centre.aReadyOperator();
    var talk = centre.aTalkOf(maria, "+79160000001");
    var ringing = centre.acceptedCallFrom("+79160000002");
    centre.untilRings(timur);
    lose(fault);

    centre.presences().accept(timur, ringing);
    centre.untilTalks(timur, ringing);
    centre.dispatch().gone(talk, Gone.HUNG_UP);
    centre.untilState(maria, State.WRAP_UP);
    centre.presences().finishWrapUp(maria);
    centre.untilState(maria, State.READY);
    find();

    assertThat(centre.untilOutcome(talk)).isEqualTo(Outcome.TALKED);
    until(() -> centre.assignmentsOf(talk).contains("TALKED"));
    until(() -> centre.log.find(ringing).orElseThrow().answeredAt() != null);
    assertThat(centre.stateOf(timur)).isEqualTo(State.IN_CALL);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void keepsThePlaceOfOneWhoHangsUpMeanwhile(Fault fault) {
    var early = centre.acceptedCallFrom("+79160000001");
    lose(fault);
    var request = centre.aCallFrom("+79160000002");
    var asked = centre.ask(request);
    until(() -> centre.dispatch().spot(request.id()).isPresent());
    centre.dispatch().gone(request.id(), Gone.HUNG_UP);
    assertThat(Centre.decided(asked)).isInstanceOf(Withdrawn.class);
    centre.dispatch().gone(early, Gone.LINE_LOST);

    find();

    assertThat(centre.untilOutcome(request.id())).isEqualTo(Outcome.LEFT);
    assertThat(centre.untilOutcome(early)).isEqualTo(Outcome.TO_CALL_BACK);
    until(() -> centre.callBacks.open(10).size() == 1);
    var again = centre.ask(centre.aCallFrom("+79160000002"));
    assertThat(((Accepted) Centre.decided(again)).placeKept()).isTrue();
  }

  @Test
  void writesManyThatCameMeanwhileInParts() {
    lose(Fault.KILLED);
    var asked = new ArrayList<CompletableFuture<Acceptance>>();
    for (int i = 0; i < Journal.CONTACTS_MAX + 500; i++) {
      asked.add(centre.ask(centre.aCallFrom("+79%09d".formatted(i))));
    }
    find();

    assertThat(asked).allSatisfy(a -> assertThat(Centre.decided(a)).isInstanceOf(Accepted.class));
    assertThat(centre.db.sql("select count(*) from dispatch.contact").query(Long.class).single())
        .isEqualTo(Journal.CONTACTS_MAX + 500L);
  }

  @Test
  void comesBackAsOftenAsItIsLost() {
    for (int i = 0; i < 3; i++) {
      lose(Fault.KILLED);
      var asked = centre.ask(centre.aCallFrom("+791600000%02d".formatted(i)));
      find();
      assertThat(Centre.decided(asked)).isInstanceOf(Accepted.class);
    }
    assertThat(centre.metered("otklik.dispatch.database.available")).isEqualTo(1);
  }
}
