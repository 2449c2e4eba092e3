package org.otklik.app.dispatch.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.otklik.app.dispatch.group.Centre.until;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.otklik.app.dispatch.CallBackList;
import org.otklik.app.dispatch.Called;
import org.otklik.app.dispatch.ContactLog.Outcome;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.Journeys.Kind;
import org.otklik.app.dispatch.Journeys.Step;
import org.otklik.app.dispatch.PauseReason;
import org.otklik.app.dispatch.Presence;
import org.otklik.app.dispatch.Presence.State;
import org.otklik.app.dispatch.Teamwork.CallReason;
import org.otklik.app.dispatch.Teamwork.Listening;
import org.otklik.app.dispatch.Teamwork.ParkReason;
import org.otklik.app.dispatch.Teamwork.Target;
import org.otklik.app.dispatch.channel.Arrangement.Hearing;
import org.otklik.app.dispatch.desk.Outside;
import org.otklik.app.dispatch.desk.Outside.What;
import org.otklik.app.dispatch.desk.Together.Stage;
import org.otklik.app.testing.TestDatabase;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.Priority;

class OutsideTest {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String NUMBER = "+74951234567";

  private final Centre centre = new Centre(DATABASE);
  private final OperatorId maria = centre.aReadyOperator();

  @AfterEach
  void close() {
    centre.close();
  }

  @Test
  void aCallToACitizenIsAContactOfItsOwnThatEndsInWrapUp() {
    var call = calls();
    centre.untilState(maria, State.IN_CALL);
    assertThat(centre.presences().find(maria).map(Presence::contact)).contains(call);
    until(() -> centre.channel.called.equals(List.of(NUMBER)));
    var waiting = centre.acceptedCallFrom("+79160000009");

    centre.channel.calling.complete(Called.ANSWERED);
    centre.untilTalks(maria, call);
    centre.dispatch().gone(call, Gone.HUNG_UP);

    centre.untilState(maria, State.WRAP_UP);
    assertThat(centre.untilOutcome(call)).isEqualTo(Outcome.TALKED);
    assertThat(centre.journeys().callReasons(List.of(call, waiting)))
        .containsOnlyKeys(call)
        .containsValue(CallReason.PROMISED);
    assertThat(centre.assignmentsOf(call)).containsExactly("TALKED");
    assertThat(centre.desk.ringing).doesNotContainKey(maria);
    centre.presences().finishWrapUp(maria);
    assertThat(centre.untilRings(maria)).isEqualTo(waiting);
  }

  @ParameterizedTest
  @EnumSource(
      value = Called.class,
      names = {"BUSY", "NO_ANSWER", "REFUSED", "NO_TRUNK", "NO_LINE"})
  void whoReachesNobodyIsReadyAgain(Called how) {
    var call = calls();
    centre.untilState(maria, State.IN_CALL);

    centre.channel.calling.complete(how);

    centre.untilState(maria, State.READY);
    assertThat(centre.desk.outside.get(maria)).isEqualTo(new Outside(call, What.CALL, how));
    assertThat(centre.untilOutcome(call)).isEqualTo(Outcome.NOT_REACHED);
    assertThat(centre.journeys().of(call))
        .extracting(Step::kind)
        .containsExactly(Kind.CALLED_OUT, Kind.NOT_REACHED);
    var next = centre.acceptedCallFrom("+79160000009");
    assertThat(centre.untilRings(maria)).isEqualTo(next);
  }

  @Test
  void whomAnOperatorHasCalledAndHandedOnIsToBeCalledBackAfterAKill() throws Exception {
    var call = callsAndTalks();
    centre.talks().transfer(maria, call, new Target.Queue(Centre.PASSPORT));
    centre.untilState(maria, State.WRAP_UP);
    until(() -> centre.talkingRows() == 0);

    centre.killAndRestart();

    assertThat(centre.untilOutcome(call)).isEqualTo(Outcome.TO_CALL_BACK);
    assertThat(centre.callBacks.open(10)).hasSize(1);
  }

  @Test
  void twoOperatorsDoNotCallTheSameCitizen() {
    calls();
    centre.untilState(maria, State.IN_CALL);
    var timur = centre.aReadyOperator();

    var second = calls(timur);

    until(
        () -> new Outside(second, What.CALL, Called.TAKEN).equals(centre.desk.outside.get(timur)));
    assertThat(centre.stateOf(timur)).isEqualTo(State.READY);
    assertThat(centre.channel.called).hasSize(1);
  }

  @Test
  void whoReachesNobodyIsPausedAgainWhoWasPaused() {
    centre.presences().pause(maria, PauseReason.TRAINING);
    centre.untilState(maria, State.PAUSED);
    calls();
    centre.untilState(maria, State.IN_CALL);

    centre.channel.calling.complete(Called.BUSY);

    centre.untilState(maria, State.PAUSED);
    assertThat(centre.presences().find(maria).map(Presence::pauseReason))
        .contains(PauseReason.TRAINING);
  }

  @Test
  void whoReachesNobodyFromWrapUpIsInThatWrapUpAgain() {
    var before = centre.aTalkOf(maria, NUMBER);
    centre.presences().hangUp(maria, before);
    centre.untilState(maria, State.WRAP_UP);
    calls();
    centre.untilState(maria, State.IN_CALL);

    centre.channel.calling.complete(Called.NO_ANSWER);

    centre.untilState(maria, State.WRAP_UP);
    assertThat(centre.presences().find(maria).map(Presence::contact)).contains(before);
  }

  @Test
  void whoGivesACallUpIsToldSoAtOnce() {
    var call = calls();
    until(() -> !centre.channel.called.isEmpty());

    centre.presences().hangUp(maria, call);

    until(() -> centre.channel.released.contains(call));
  }

  @Test
  void aCallIsGivenUpWhenTheOperatorsLineDies() {
    var call = calls();
    until(() -> !centre.channel.called.isEmpty());

    centre.channel.deaf.add(maria);
    centre.dispatch().operatorLineLost(maria);

    until(() -> centre.channel.released.contains(call));
    centre.channel.calling.complete(Called.CANCELLED);
    centre.untilState(maria, State.PAUSED);
  }

  @Test
  void whomAnOperatorHasCalledIsHandedOnToAColleague() {
    var call = callsAndTalks();
    var timur = centre.aReadyOperator();

    centre.talks().transfer(maria, call, new Target.Colleague(timur));

    centre.untilState(maria, State.WRAP_UP);
    assertThat(centre.untilRings(timur)).isEqualTo(call);
    centre.presences().accept(timur, call);
    centre.untilTalks(timur, call);
    centre.presences().hangUp(timur, call);
    assertThat(centre.untilOutcome(call)).isEqualTo(Outcome.TALKED);
    assertThat(centre.assignmentsOf(call)).containsExactlyInAnyOrder("TRANSFERRED", "TALKED");
  }

  @Test
  void whomAnOperatorHasCalledIsPutAsideAndTakenBack() {
    var call = callsAndTalks();

    centre.talks().park(maria, call, ParkReason.OTHER);
    centre.untilState(maria, State.WRAP_UP);
    centre.talks().takeBack(maria, call);

    centre.untilTalks(maria, call);
    assertThat(centre.assignmentsOf(call)).contains("PARKED");
  }

  @Test
  void aColleagueIsAskedAboutACallThatTheOperatorMadeAndGoesOnWithIt() {
    var call = callsAndTalks();
    var timur = centre.aReadyOperator();

    centre.talks().consult(maria, call, new Target.Colleague(timur));
    var asked = centre.untilRings(timur);
    centre.presences().accept(timur, asked);
    until(() -> centre.desk.together.get(maria) == Stage.CONSULTING);
    centre.talks().swap(maria, call);
    until(() -> centre.desk.together.get(maria) == Stage.WITH_CITIZEN);
    centre.talks().join(maria, call);
    until(() -> centre.desk.together.get(maria) == Stage.JOINED);
    centre.talks().handOver(maria, call);

    centre.untilState(maria, State.WRAP_UP);
    centre.presences().hangUp(timur, call);
    centre.untilState(timur, State.WRAP_UP);
    assertThat(centre.untilOutcome(call)).isEqualTo(Outcome.TALKED);
  }

  @Test
  void whomAnOperatorHasCalledIsHandedOnToANumber() {
    var call = callsAndTalks();
    centre.channel.calling = new CompletableFuture<>();

    centre.talks().transfer(maria, call, new Target.Outside("+74957654321"));
    until(() -> centre.channel.called.contains("+74957654321"));
    centre.channel.calling.complete(Called.ANSWERED);

    centre.untilState(maria, State.WRAP_UP);
    assertThat(centre.untilOutcome(call)).isEqualTo(Outcome.TALKED);
    assertThat(centre.channel.released).isEmpty();
  }

  @Test
  void whomAnOperatorHasCalledWaitsInFrontWhenTheOperatorsLineDies() {
    var call = callsAndTalks();

    centre.dispatch().operatorLineLost(maria);

    until(() -> centre.channel.requeued.contains(call));
    assertThat(centre.untilRings(centre.aReadyOperator())).isEqualTo(call);
  }

  @Test
  void whoWasCalledAndHandedOnLeavesLikeAnybody() {
    var call = callsAndTalks();
    var timur = centre.aReadyOperator();
    centre.talks().transfer(maria, call, new Target.Colleague(timur));
    centre.untilRings(timur);

    centre.dispatch().gone(call, Gone.HUNG_UP);

    assertThat(centre.untilOutcome(call)).isEqualTo(Outcome.LEFT);
    centre.untilState(timur, State.READY);
  }

  @Test
  void aCitizenIsHandedOnToANumberAndTheOperatorWrapsUp() {
    var contact = centre.aTalkOf(maria, "+79160000001");
    centre.talks().transfer(maria, contact, new Target.Outside(NUMBER));
    until(() -> centre.channel.called.equals(List.of(NUMBER)));
    assertThat(centre.desk.outside.get(maria)).isEqualTo(new Outside(contact, What.TRANSFER, null));

    centre.channel.calling.complete(Called.ANSWERED);

    centre.untilState(maria, State.WRAP_UP);
    assertThat(centre.untilOutcome(contact)).isEqualTo(Outcome.TALKED);
    assertThat(centre.channel.released).isEmpty();
    assertThat(centre.journeys().of(contact))
        .extracting(Step::kind)
        .contains(Kind.OUTSIDE_ASKED, Kind.TRANSFERRED_OUTSIDE);
  }

  @Test
  void aCitizenIsWithTheOperatorAgainWhenTheNumberDoesNotAnswer() {
    var contact = centre.aTalkOf(maria, "+79160000001");
    centre.talks().transfer(maria, contact, new Target.Outside(NUMBER));
    until(() -> !centre.channel.called.isEmpty());
    centre.talks().supervise(new OperatorId(new UUID(7, 7)), contact, Listening.LISTEN);
    until(() -> !centre.channel.arranged.isEmpty());
    assertThat(centre.channel.arranged.getLast().hearing()).isEqualTo(Hearing.CITIZEN_WAITS);

    centre.channel.calling.complete(Called.NO_ANSWER);

    until(() -> centre.channel.arranged.getLast().hearing() == Hearing.ALL);
    assertThat(centre.stateOf(maria)).isEqualTo(State.IN_CALL);
    assertThat(centre.desk.outside.get(maria))
        .isEqualTo(new Outside(contact, What.TRANSFER, Called.NO_ANSWER));
  }

  @Test
  void whoIsHandedOnWaitsInFrontWhenTheOperatorsLineDies() {
    var contact = centre.aTalkOf(maria, "+79160000001");
    centre.talks().transfer(maria, contact, new Target.Outside(NUMBER));
    until(() -> !centre.channel.called.isEmpty());

    centre.dispatch().operatorLineLost(maria);

    until(() -> centre.channel.stopped.contains(contact));
    until(() -> centre.channel.requeued.contains(contact));
    assertThat(centre.untilRings(centre.aReadyOperator())).isEqualTo(contact);
  }

  @Test
  void whoIsHandedOnWaitsInFrontWhenTheOperatorLaysTheHandsetDown() {
    var contact = centre.aTalkOf(maria, "+79160000001");
    centre.talks().transfer(maria, contact, new Target.Outside(NUMBER));
    until(() -> !centre.channel.called.isEmpty());

    centre.presences().hangUp(maria, contact);

    until(() -> centre.channel.requeued.contains(contact));
    assertThat(centre.channel.released).isEmpty();
    assertThat(centre.untilRings(centre.aReadyOperator())).isEqualTo(contact);
  }

  @Test
  void whoTalksOutsideIsOfferedToNobodyThoughTheOperatorsLineDiedJustThen() {
    var contact = centre.aTalkOf(maria, "+79160000001");
    centre.talks().transfer(maria, contact, new Target.Outside(NUMBER));
    until(() -> !centre.channel.called.isEmpty());
    centre.dispatch().operatorLineLost(maria);
    until(() -> centre.channel.requeued.contains(contact));

    centre.channel.calling.complete(Called.ANSWERED);

    assertThat(centre.untilOutcome(contact)).isEqualTo(Outcome.LEFT);
    var next = centre.acceptedCallFrom("+79160000009");
    assertThat(centre.untilRings(centre.aReadyOperator())).isEqualTo(next);
  }

  @Test
  void whoWasRungWhenTheProductDiedIsNotToBeCalledBack() throws InterruptedException {
    var call = calls();
    centre.untilState(maria, State.IN_CALL);

    centre.killAndRestart();

    assertThat(centre.untilOutcome(call)).isEqualTo(Outcome.NOT_REACHED);
    assertThat(centre.callBacks.open(10)).isEmpty();
  }

  @Test
  void whoWasRungWhenTheProductStoppedIsNotToBeCalledBack() throws InterruptedException {
    var call = calls();
    centre.untilState(maria, State.IN_CALL);

    centre.stopAndRestart();

    assertThat(centre.untilOutcome(call)).isEqualTo(Outcome.NOT_REACHED);
    assertThat(centre.callBacks.open(10)).isEmpty();
  }

  @Test
  void whoIsToBeCalledBackStaysOnTheListUntilTheyWereTalkedTo() {
    var lost = centre.acceptedCallFrom(NUMBER);
    centre.dispatch().gone(lost, Gone.LINE_LOST);
    until(() -> centre.callBacks.isOpen(lost));

    var unanswered = calls();
    centre.untilState(maria, State.IN_CALL);
    centre.channel.calling.complete(Called.NO_ANSWER);
    assertThat(centre.untilOutcome(unanswered)).isEqualTo(Outcome.NOT_REACHED);
    assertThat(centre.callBacks.isOpen(lost)).isTrue();
    var answered = callsAndTalks();
    centre.presences().hangUp(maria, answered);

    until(() -> !centre.callBacks.isOpen(lost));
    assertThat(centre.callBacks.open(10)).isEmpty();
  }

  @Test
  void whoDoesNotAnswerStandsBehindThoseWhomNobodyHasCalled() {
    var lost = centre.acceptedCallFrom(NUMBER);
    centre.pass(Duration.ofSeconds(1));
    var other = centre.acceptedCallFrom("+79160000009");
    centre.dispatch().gone(lost, Gone.LINE_LOST);
    centre.dispatch().gone(other, Gone.LINE_LOST);
    until(() -> centre.callBacks.isOpen(lost) && centre.callBacks.isOpen(other));

    centre.pass(Duration.ofSeconds(1));
    var unanswered = calls();
    centre.untilState(maria, State.IN_CALL);
    centre.channel.calling.complete(Called.NO_ANSWER);
    centre.untilOutcome(unanswered);

    assertThat(centre.callBacks.open(10))
        .extracting(CallBackList.Entry::contact, CallBackList.Entry::attempts)
        .containsExactly(tuple(other, 0), tuple(lost, 1));
  }

  @Test
  void aPageLoadedAnewShowsWhatIsBeingCalled() {
    var call = calls();
    centre.untilState(maria, State.IN_CALL);
    centre.desk.outside.clear();

    centre.presences().begin(maria);

    until(() -> new Outside(call, What.CALL, null).equals(centre.desk.outside.get(maria)));
  }

  private ContactId callsAndTalks() {
    var call = calls();
    centre.channel.calling.complete(Called.ANSWERED);
    centre.untilTalks(maria, call);
    return call;
  }

  private ContactId calls() {
    centre.channel.calling = new CompletableFuture<>();
    return calls(maria);
  }

  private ContactId calls(OperatorId operator) {
    var call = new ContactId(UUID.randomUUID());
    var request =
        new ContactRequest(
            call,
            Channel.CALL,
            ContactRequest.OUTGOING,
            NUMBER,
            null,
            null,
            Centre.PASSPORT,
            new Language("ru"),
            Priority.NORMAL,
            true,
            centre.now());
    centre.talks().call(operator, request, CallReason.PROMISED);
    return call;
  }
}
