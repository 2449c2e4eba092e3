package org.otklik.app.dispatch.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.app.dispatch.group.Centre.until;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.otklik.app.dispatch.Acceptance.Accepted;
import org.otklik.app.dispatch.ContactAccepted;
import org.otklik.app.dispatch.ContactClosed;
import org.otklik.app.dispatch.ContactLog.Outcome;
import org.otklik.app.dispatch.DeclineReason;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.PauseReason;
import org.otklik.app.dispatch.Presence.State;
import org.otklik.app.dispatch.TalkEnded;
import org.otklik.app.dispatch.TalkStarted;
import org.otklik.app.dispatch.channel.Connection;
import org.otklik.app.testing.TestDatabase;

class OffersTest {
  private static final TestDatabase DATABASE = TestDatabase.create();

  private final Centre centre = new Centre(DATABASE);

  @AfterEach
  void close() {
    centre.close();
  }

  @Test
  void offersInTheOrderOfArrival() {
    var first = centre.acceptedCallFrom("+79160000001");
    centre.pass(Duration.ofSeconds(1));
    var second = centre.acceptedCallFrom("+79160000002");
    assertThat(centre.dispatch().spot(second).orElseThrow().position()).isEqualTo(2);

    var maria = centre.aReadyOperator();
    assertThat(centre.untilRings(maria)).isEqualTo(first);
    var timur = centre.aReadyOperator();

    assertThat(centre.untilRings(timur)).isEqualTo(second);
  }

  @Test
  void callersThroughOneSwitchboardAreDifferentPeople() {
    var first = centre.acceptedCallFrom("asterisk");
    centre.dispatch().gone(first, Gone.HUNG_UP);
    centre.untilOutcome(first);

    var another = (Accepted) Centre.decided(centre.ask(centre.aCallFrom("asterisk")));

    assertThat(another.placeKept()).isFalse();
    assertThat(centre.log.ofPerson("asterisk", null, 10)).isEmpty();
  }

  @Test
  void writesTheWholeStoryOfATalk() {
    var maria = centre.aReadyOperator();
    var contact = centre.aTalkOf(maria, "+79160000001");
    assertThat(centre.stateOf(maria)).isEqualTo(State.IN_CALL);
    centre.pass(Duration.ofSeconds(60), maria);
    centre.dispatch().gone(contact, Gone.HUNG_UP);

    assertThat(centre.untilOutcome(contact)).isEqualTo(Outcome.TALKED);
    var entry = centre.log.find(contact).orElseThrow();
    assertThat(entry.operator()).isEqualTo(maria);
    assertThat(Duration.between(entry.answeredAt(), entry.endedAt()))
        .isEqualTo(Duration.ofSeconds(60));
    assertThat(centre.assignmentsOf(contact)).containsExactly("TALKED");
    assertThat(centre.log.ofOperator(maria, 10)).containsExactly(entry);
    assertThat(centre.log.ofOperator(centre.aReadyOperator(), 10)).isEmpty();
    centre.untilState(maria, State.WRAP_UP);
    until(() -> centre.facts.stream().anyMatch(ContactClosed.class::isInstance));
    assertThat(centre.facts)
        .filteredOn(fact -> !(fact instanceof org.otklik.app.dispatch.BoardChanged))
        .hasExactlyElementsOfTypes(
            ContactAccepted.class, TalkStarted.class, TalkEnded.class, ContactClosed.class);
  }

  @Test
  void keepsWhyAnOperatorWasChosen() {
    var maria = centre.aReadyOperator();
    var contact = centre.acceptedCallFrom("+79160000001");
    centre.untilRings(maria);

    var reason =
        centre
            .db
            .sql(
                """
                select reason_code || ' ' || (reason_values ->> 'ring')
                from dispatch.assignment where contact = :contact
                """)
            .param("contact", contact.value())
            .query(String.class)
            .single();

    assertThat(reason).isEqualTo("most-urgent 1");
  }

  @Test
  void ringsTheNextAndPausesTheOneWhoDoesNotAnswer() {
    var maria = centre.aReadyOperator();
    var contact = centre.acceptedCallFrom("+79160000001");
    centre.untilRings(maria);
    var timur = centre.aReadyOperator();
    centre.pass(Duration.ofSeconds(16), maria, timur);

    assertThat(centre.untilRings(timur)).isEqualTo(contact);
    centre.untilState(maria, State.PAUSED);
    assertThat(centre.presences().find(maria).orElseThrow().pauseReason())
        .isEqualTo(PauseReason.MISSED_OFFER);
    assertThat(centre.desk.ringing).doesNotContainKey(maria);
    assertThat(centre.assignmentsOf(contact)).containsExactly("EXPIRED", "LIVE");
  }

  @Test
  void keepsTheReasonOfADecline() {
    var maria = centre.aReadyOperator();
    var contact = centre.acceptedCallFrom("+79160000001");
    centre.untilRings(maria);
    var timur = centre.aReadyOperator();
    centre.presences().decline(maria, contact, DeclineReason.CONFLICT_OF_INTEREST);

    assertThat(centre.untilRings(timur)).isEqualTo(contact);
    assertThat(centre.stateOf(maria)).isEqualTo(State.READY);
    assertThat(
            centre
                .db
                .sql("select decline_reason from dispatch.assignment where ended_as = 'DECLINED'")
                .query(String.class)
                .single())
        .isEqualTo("CONFLICT_OF_INTEREST");
  }

  @Test
  void closesAContactThatLeavesTheQueueAndKeepsThePlace() {
    var contact = centre.acceptedCallFrom("+79160000001");
    centre.pass(Duration.ofSeconds(30));
    var other = centre.acceptedCallFrom("+79160000002");
    centre.dispatch().gone(contact, Gone.HUNG_UP);
    centre.dispatch().gone(contact, Gone.HUNG_UP);

    assertThat(centre.untilOutcome(contact)).isEqualTo(Outcome.LEFT);
    assertThat(centre.dispatch().spot(contact)).isEmpty();
    var again = centre.aCallFrom("+79160000001");
    var accepted = (Accepted) Centre.decided(centre.ask(again));
    assertThat(accepted.placeKept()).isTrue();
    assertThat(accepted.spot().position()).isEqualTo(1);
    assertThat(centre.callBacks.open(10)).isEmpty();
    assertThat(other).isNotNull();
  }

  @Test
  void stopsRingingWhenTheCitizenHangsUp() {
    var maria = centre.aReadyOperator();
    var contact = centre.acceptedCallFrom("+79160000001");
    centre.untilRings(maria);
    centre.dispatch().gone(contact, Gone.HUNG_UP);

    assertThat(centre.untilOutcome(contact)).isEqualTo(Outcome.LEFT);
    until(() -> centre.desk.ringing.isEmpty());
    centre.untilState(maria, State.READY);
    assertThat(centre.assignmentsOf(contact)).containsExactly("CONTACT_GONE");
  }

  @Test
  void listsThoseWhoseLineDiedUntilTheyHaveTalked() {
    var contact = centre.acceptedCallFrom("+79160000001");
    centre.dispatch().gone(contact, Gone.LINE_LOST);
    assertThat(centre.untilOutcome(contact)).isEqualTo(Outcome.TO_CALL_BACK);
    assertThat(centre.callBacks.open(10)).extracting(e -> e.number()).containsOnly("+79160000001");

    var again = centre.acceptedCallFrom("+79160000001");
    assertThat(centre.callBacks.open(10)).as("a number alone takes nobody off").hasSize(1);
    var maria = centre.aReadyOperator();
    centre.untilRings(maria);
    centre.presences().accept(maria, again);
    centre.untilTalks(maria, again);
    centre.presences().hangUp(maria, again);

    assertThat(centre.untilOutcome(again)).isEqualTo(Outcome.TALKED);
    until(() -> centre.callBacks.open(10).isEmpty());
    until(() -> centre.channel.released.contains(again));
  }

  @Test
  void marksOnceThatSomebodyHasBeenCalled() {
    var maria = centre.aPausedOperator();
    var contact = centre.acceptedCallFrom("+79160000001");
    centre.dispatch().gone(contact, Gone.STOPPED);
    centre.untilOutcome(contact);

    assertThat(centre.callBacks.called(contact, maria)).isTrue();
    assertThat(centre.callBacks.called(contact, maria)).isFalse();

    assertThat(centre.untilOutcome(contact)).isEqualTo(Outcome.CALLED_BACK);
    assertThat(centre.callBacks.open(10)).isEmpty();
  }

  @Test
  void offersToTheNextWhenTheTwoCannotBeConnected() {
    centre.channel.answer = CompletableFuture.completedFuture(Connection.OPERATOR_FAILED);
    var maria = centre.aReadyOperator();
    var contact = centre.acceptedCallFrom("+79160000001");
    centre.untilRings(maria);
    centre.presences().accept(maria, contact);
    centre.untilState(maria, State.PAUSED);
    centre.channel.answer = null;
    var timur = centre.aReadyOperator();

    assertThat(centre.untilRings(timur)).isEqualTo(contact);
    assertThat(centre.presences().find(maria).orElseThrow().pauseReason())
        .isEqualTo(PauseReason.TECHNICAL);
    assertThat(centre.assignmentsOf(contact)).containsExactly("NOT_CONNECTED", "LIVE");
  }

  @Test
  void aCitizenWhoIsGoneWhenTheTwoAreConnectedPausesNobody() {
    centre.channel.answer = CompletableFuture.completedFuture(Connection.CITIZEN_GONE);
    var maria = centre.aReadyOperator();
    var contact = centre.acceptedCallFrom("+79160000001");
    centre.untilRings(maria);
    centre.presences().accept(maria, contact);
    centre.untilState(maria, State.IN_CALL);
    centre.turns(2);
    centre.dispatch().gone(contact, Gone.HUNG_UP);

    assertThat(centre.untilOutcome(contact)).isEqualTo(Outcome.LEFT);
    centre.untilState(maria, State.READY);
    assertThat(centre.assignmentsOf(contact)).containsExactly("CONTACT_GONE");
  }

  @Test
  void freesTheOperatorWhenTheCitizenIsGoneBeforeTheTalk() {
    var connecting = new CompletableFuture<Connection>();
    centre.channel.answer = connecting;
    var maria = centre.aReadyOperator();
    var contact = centre.acceptedCallFrom("+79160000001");
    centre.untilRings(maria);
    centre.presences().accept(maria, contact);
    centre.untilState(maria, State.IN_CALL);
    centre.dispatch().gone(contact, Gone.LINE_LOST);

    assertThat(centre.untilOutcome(contact)).isEqualTo(Outcome.TO_CALL_BACK);
    centre.untilState(maria, State.READY);
    connecting.complete(Connection.MADE);
    centre.turns(2);
    assertThat(centre.stateOf(maria)).isEqualTo(State.READY);
    assertThat(centre.desk.talking).isEmpty();
  }

  @Test
  void givesUpAConnectionThatTakesTooLong() {
    centre.channel.answer = new CompletableFuture<>();
    var maria = centre.aReadyOperator();
    var contact = centre.acceptedCallFrom("+79160000001");
    centre.untilRings(maria);
    centre.presences().accept(maria, contact);

    centre.untilState(maria, State.PAUSED);
    until(() -> centre.assignmentsOf(contact).contains("NOT_CONNECTED"));
    assertThat(centre.dispatch().spot(contact)).isPresent();
  }

  @Test
  void undoesAConnectionThatComesTooLate() {
    var connecting = new CompletableFuture<Connection>();
    centre.channel.answer = connecting;
    var maria = centre.aReadyOperator();
    var contact = centre.acceptedCallFrom("+79160000001");
    centre.untilRings(maria);
    centre.presences().accept(maria, contact);
    centre.untilState(maria, State.PAUSED);
    assertThat(centre.channel.requeued).isEmpty();

    connecting.complete(Connection.MADE);

    until(() -> centre.channel.requeued.contains(contact));
    centre.channel.answer = null;
    var timur = centre.aReadyOperator();
    assertThat(centre.untilRings(timur)).isEqualTo(contact);
    centre.presences().accept(timur, contact);
    until(() -> centre.desk.talking.containsValue(contact));
  }

  @Test
  void putsTheContactInFrontWhenTheOperatorsLineDies() {
    var maria = centre.aReadyOperator();
    var contact = centre.aTalkOf(maria, "+79160000001");
    centre.pass(Duration.ofSeconds(20), maria);
    var later = centre.acceptedCallFrom("+79160000002");
    centre.dispatch().operatorLineLost(maria);

    centre.untilState(maria, State.PAUSED);
    until(() -> centre.channel.requeued.contains(contact));
    var timur = centre.aReadyOperator();
    assertThat(centre.untilRings(timur)).isEqualTo(contact);
    centre.presences().accept(timur, contact);
    centre.untilTalks(timur, contact);
    centre.dispatch().gone(contact, Gone.HUNG_UP);
    assertThat(centre.untilOutcome(contact)).isEqualTo(Outcome.TALKED);
    assertThat(centre.assignmentsOf(contact)).containsExactly("LINE_LOST", "TALKED");
    assertThat(centre.log.find(later).orElseThrow().outcome()).isNull();
  }

  @Test
  void stopsRingingForAnAnswerThatCameTooLate() {
    var maria = centre.aReadyOperator();
    var contact = centre.acceptedCallFrom("+79160000001");
    centre.untilRings(maria);
    centre.time.pass(Duration.ofSeconds(5));
    centre.turns(1);
    centre.time.pass(Duration.ofSeconds(5));
    centre.turns(1);
    centre.time.pass(Duration.ofMillis(5_100));
    centre.presences().accept(maria, contact);

    centre.untilState(maria, State.PAUSED);
    assertThat(centre.desk.ringing).isEmpty();
    assertThat(centre.desk.talking).isEmpty();
  }
}
