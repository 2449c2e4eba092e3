package org.otklik.app.dispatch.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.app.dispatch.group.Centre.until;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.PauseReason;
import org.otklik.app.dispatch.Presence.State;
import org.otklik.app.testing.TestDatabase;

class PresenceTest {
  private static final TestDatabase DATABASE = TestDatabase.create();

  private final Centre centre = new Centre(DATABASE);

  @AfterEach
  void close() {
    centre.close();
  }

  @Test
  void beginsPaused() {
    var maria = centre.aPausedOperator();

    assertThat(centre.presences().find(maria).orElseThrow().pauseReason())
        .isEqualTo(PauseReason.STARTING);
    assertThat(centre.desk.presences).containsKey(maria);
  }

  @Test
  void letsNobodyBeReadyWithoutASoundPath() {
    var maria = centre.aPausedOperator();
    centre.channel.deaf.add(maria);
    centre.presences().ready(maria);

    until(
        () -> centre.presences().find(maria).orElseThrow().pauseReason() == PauseReason.TECHNICAL);
    assertThat(centre.stateOf(maria)).isEqualTo(State.PAUSED);
  }

  @Test
  void ringsAgainAtAPageThatComesBack() {
    var maria = centre.aReadyOperator();
    var contact = centre.acceptedCallFrom("+79160000017");
    centre.untilRings(maria);
    centre.desk.ringing.clear();

    centre.presences().begin(maria);

    assertThat(centre.untilRings(maria)).isEqualTo(contact);
  }

  @Test
  void endsWithoutRenewal() {
    var maria = centre.aReadyOperator();
    var timur = centre.aReadyOperator();
    centre.pass(Duration.ofSeconds(17), timur);

    centre.untilState(maria, null);
    assertThat(centre.desk.presences).doesNotContainKey(maria).containsKey(timur);
    until(
        () ->
            centre.db.sql("select count(*) from dispatch.presence").query(Long.class).single()
                == 1);
  }

  @Test
  void givesWhatRingsToTheNextWhenTheLeaseEnds() {
    var maria = centre.aReadyOperator();
    centre.pass(Duration.ofSeconds(10));
    var contact = centre.acceptedCallFrom("+79160000001");
    centre.untilRings(maria);
    centre.pass(Duration.ofSeconds(6));

    centre.untilState(maria, null);
    until(() -> centre.assignmentsOf(contact).contains("WITHDRAWN"));
    assertThat(centre.dispatch().spot(contact)).isPresent();
  }

  @Test
  void letsATalkGoOnWithoutRenewalAndEndsAfterIt() {
    var maria = centre.aReadyOperator();
    var contact = centre.aTalkOf(maria, "+79160000001");
    centre.pass(Duration.ofSeconds(40));
    assertThat(centre.stateOf(maria)).isEqualTo(State.IN_CALL);
    centre.dispatch().gone(contact, Gone.HUNG_UP);

    centre.untilState(maria, null);
  }

  @Test
  void endsAfterTheTalkWhenAskedInTheTalk() {
    var maria = centre.aReadyOperator();
    var contact = centre.aTalkOf(maria, "+79160000001");
    centre.presences().end(maria);
    centre.turns(2);
    assertThat(centre.stateOf(maria)).isEqualTo(State.IN_CALL);
    centre.presences().hangUp(maria, contact);

    centre.untilState(maria, null);
  }

  @Test
  void pausesAfterTheTalkAndTheWrapUp() {
    var maria = centre.aReadyOperator();
    var contact = centre.aTalkOf(maria, "+79160000001");
    centre.presences().pause(maria, PauseReason.LUNCH);
    until(() -> centre.presences().find(maria).orElseThrow().pauseReason() == PauseReason.LUNCH);
    assertThat(centre.stateOf(maria)).isEqualTo(State.IN_CALL);
    centre.presences().hangUp(maria, contact);
    centre.untilState(maria, State.WRAP_UP);
    centre.presences().finishWrapUp(maria);

    centre.untilState(maria, State.PAUSED);
    assertThat(centre.presences().find(maria).orElseThrow().pauseReason())
        .isEqualTo(PauseReason.LUNCH);
  }

  @Test
  void withdrawsWhatRingsWhenTheOperatorPauses() {
    var maria = centre.aReadyOperator();
    centre.acceptedCallFrom("+79160000001");
    centre.untilRings(maria);
    centre.presences().pause(maria, PauseReason.BREAK);

    centre.untilState(maria, State.PAUSED);
    until(() -> centre.desk.ringing.isEmpty());
  }

  @Test
  void endsWrapUpByItselfAndTakesTheNext() {
    var maria = centre.aReadyOperator();
    var contact = centre.aTalkOf(maria, "+79160000001");
    centre.dispatch().gone(contact, Gone.HUNG_UP);
    centre.untilState(maria, State.WRAP_UP);
    assertThat(centre.presences().find(maria).orElseThrow().until())
        .isEqualTo(centre.now().plusSeconds(120));
    var next = centre.acceptedCallFrom("+79160000002");
    centre.pass(Duration.ofSeconds(118), maria);
    assertThat(centre.desk.ringing).isEmpty();
    centre.pass(Duration.ofSeconds(3), maria);

    assertThat(centre.untilRings(maria)).isEqualTo(next);
  }

  @Test
  void keepsItsStateWhenAnotherPageTakesOver() {
    var maria = centre.aReadyOperator();
    var contact = centre.aTalkOf(maria, "+79160000001");
    centre.desk.presences.clear();
    centre.presences().begin(maria);

    until(() -> centre.desk.presences.containsKey(maria));
    var shown = centre.desk.presences.get(maria);
    assertThat(shown).isNotNull();
    assertThat(centre.presences().find(maria)).contains(shown);
    assertThat(centre.stateOf(maria)).isEqualTo(State.IN_CALL);
    assertThat(contact).isNotNull();
  }

  @Test
  void forgivesAStopOfTheWholeProcess() {
    var maria = centre.aReadyOperator();
    centre.time.pass(Duration.ofSeconds(60));
    centre.turns(3);

    assertThat(centre.stateOf(maria)).isEqualTo(State.READY);
  }

  @Test
  void whatRangWhenTheWholeProcessWasStoppedRingsOn() {
    var maria = centre.aReadyOperator();
    var contact = centre.acceptedCallFrom("+79160000001");
    centre.untilRings(maria);

    centre.time.pass(Duration.ofSeconds(60));
    centre.turns(3);

    assertThat(centre.stateOf(maria)).isEqualTo(State.RINGING);
    centre.presences().accept(maria, contact);
    centre.untilTalks(maria, contact);
  }

  @Test
  void feelsNoTurnOfTheClock() {
    var maria = centre.aReadyOperator();
    var contact = centre.acceptedCallFrom("+79160000001");
    centre.untilRings(maria);
    centre.time.jump(Duration.ofHours(1));
    centre.turns(3);
    assertThat(centre.desk.ringing).containsKey(maria);

    centre.time.jump(Duration.ofMinutes(-65));
    centre.presences().accept(maria, contact);
    centre.untilTalks(maria, contact);
    centre.dispatch().gone(contact, Gone.HUNG_UP);
    centre.untilOutcome(contact);
    var entry = centre.log.find(contact).orElseThrow();
    assertThat(entry.answeredAt()).isAfterOrEqualTo(entry.arrivedAt());
    assertThat(entry.endedAt()).isAfterOrEqualTo(entry.answeredAt());
    centre.untilState(maria, State.WRAP_UP);
    centre.pass(Duration.ofSeconds(121), maria);
    centre.untilState(maria, State.READY);
  }
}
