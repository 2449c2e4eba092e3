package org.otklik.app.dispatch.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.app.dispatch.group.Centre.until;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.otklik.app.dispatch.Acceptance.Accepted;
import org.otklik.app.dispatch.Called;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.ContactLog.Outcome;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.Journeys.Kind;
import org.otklik.app.dispatch.Journeys.Step;
import org.otklik.app.dispatch.PauseReason;
import org.otklik.app.dispatch.Presence.State;
import org.otklik.app.dispatch.Teamwork.Target;
import org.otklik.app.dispatch.desk.Outside;
import org.otklik.app.dispatch.desk.Outside.What;
import org.otklik.app.testing.TestDatabase;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.Priority;

class CallbackTest {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String NUMBER = "+74951234567";
  private static final String OTHER = "+74957654321";

  private final Centre centre = new Centre(DATABASE);

  @AfterEach
  void close() {
    centre.close();
  }

  @Test
  void aCallbackIsDialledWhenAnOperatorIsThereAndIsATalkLikeAnyOther() {
    var callback = acceptedCallback(NUMBER, centre.now());
    assertThat(centre.channel.called).isEmpty();

    var maria = centre.aReadyOperator();
    centre.untilState(maria, State.IN_CALL);
    until(() -> centre.channel.called.contains(NUMBER));
    assertThat(centre.desk.ringing).doesNotContainKey(maria);
    assertThat(centre.desk.outside.get(maria))
        .isEqualTo(new Outside(callback, What.CALLBACK, null));
    centre.channel.calling.complete(Called.ANSWERED);
    centre.untilTalks(maria, callback);
    centre.presences().hangUp(maria, callback);

    centre.untilState(maria, State.WRAP_UP);
    assertThat(centre.untilOutcome(callback)).isEqualTo(Outcome.TALKED);
    assertThat(centre.assignmentsOf(callback)).containsExactly("TALKED");
    assertThat(centre.journeys().of(callback))
        .extracting(Step::kind)
        .containsExactlyInAnyOrder(Kind.CALLED_BACK, Kind.TALK_BEGAN, Kind.TALK_ENDED);
  }

  @Test
  void aCallbackStandsWhereItsPersonFirstAsked() {
    var earlier = centre.now();
    centre.pass(Duration.ofMinutes(5));
    centre.acceptedCallFrom(OTHER);
    centre.pass(Duration.ofMinutes(1));
    var callback = acceptedCallback(NUMBER, earlier);

    var maria = centre.aReadyOperator();

    centre.untilState(maria, State.IN_CALL);
    assertThat(centre.desk.outside.get(maria))
        .isEqualTo(new Outside(callback, What.CALLBACK, null));
    assertThat(centre.log.find(callback).map(ContactLog.Entry::arrivedAt)).contains(earlier);
  }

  @Test
  void whoWaitedLongerOnTheLineComesBeforeACallback() {
    var call = centre.acceptedCallFrom(OTHER);
    centre.pass(Duration.ofMinutes(1));
    acceptedCallback(NUMBER, centre.now());

    var maria = centre.aReadyOperator();

    assertThat(centre.untilRings(maria)).isEqualTo(call);
    assertThat(centre.channel.called).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Called.class,
      names = {"BUSY", "NO_ANSWER", "REFUSED", "NO_TRUNK", "CANCELLED"})
  void whoReachesNobodyIsFreeAtOnceAndThePlaceIsKept(Called how) {
    var since = centre.now();
    centre.pass(Duration.ofMinutes(2));
    var callback = acceptedCallback(NUMBER, since);
    var maria = centre.aReadyOperator();
    centre.untilState(maria, State.IN_CALL);

    centre.channel.calling.complete(how);

    assertThat(centre.untilOutcome(callback)).isEqualTo(Outcome.NOT_REACHED);
    centre.untilState(maria, State.READY);
    assertThat(centre.desk.outside.get(maria)).isEqualTo(new Outside(callback, What.CALLBACK, how));
    assertThat(centre.callBacks.open(10)).isEmpty();
    var redial = centre.acceptedCallFrom(NUMBER);
    assertThat(centre.untilRings(maria)).isEqualTo(redial);
    var card = centre.desk.ringing.get(maria);
    assertThat(card == null ? Instant.MAX : card.waitingSince()).isEqualTo(since);
  }

  @Test
  void whenTheOperatorsSoundIsNotThereTheNextOneCallsBack() {
    var maria = centre.aReadyOperator();
    var timur = centre.aReadyOperator();
    centre.channel.calling = CompletableFuture.completedFuture(Called.NO_LINE);
    var callback = acceptedCallback(NUMBER, centre.now());

    until(() -> centre.stateOf(maria) == State.PAUSED || centre.stateOf(timur) == State.PAUSED);
    until(() -> centre.channel.called.size() >= 2);
    assertThat(centre.log.find(callback).map(ContactLog.Entry::outcome)).isEmpty();
  }

  @Test
  void aCallbackThatIsCancelledWhileItRingsIsGivenUp() {
    var callback = acceptedCallback(NUMBER, centre.now());
    var maria = centre.aReadyOperator();
    centre.untilState(maria, State.IN_CALL);
    until(() -> !centre.channel.called.isEmpty());

    centre.dispatch().gone(callback, Gone.CANCELLED);

    until(() -> centre.channel.released.contains(callback));
    assertThat(centre.untilOutcome(callback)).isEqualTo(Outcome.LEFT);
    centre.untilState(maria, State.READY);
    centre.channel.calling.complete(Called.CANCELLED);
    var next = centre.acceptedCallFrom(OTHER);
    assertThat(centre.untilRings(maria)).isEqualTo(next);
  }

  @Test
  void aCallbackThatIsCancelledWhileItWaitsIsNotDialled() {
    var callback = acceptedCallback(NUMBER, centre.now());

    centre.dispatch().gone(callback, Gone.CANCELLED);

    assertThat(centre.untilOutcome(callback)).isEqualTo(Outcome.LEFT);
    centre.aReadyOperator();
    centre.turns(2);
    assertThat(centre.channel.called).isEmpty();
  }

  @Test
  void whoAnswersAndHangsUpAtOnceWasNotReached() {
    var callback = acceptedCallback(NUMBER, centre.now());
    var maria = centre.aReadyOperator();
    centre.untilState(maria, State.IN_CALL);

    centre.dispatch().gone(callback, Gone.HUNG_UP);
    centre.channel.calling.complete(Called.ANSWERED);

    assertThat(centre.untilOutcome(callback)).isEqualTo(Outcome.NOT_REACHED);
    centre.untilState(maria, State.READY);
  }

  @Test
  void anOperatorWhoGivesUpACallbackIsReadyAgain() {
    var callback = acceptedCallback(NUMBER, centre.now());
    var maria = centre.aReadyOperator();
    centre.untilState(maria, State.IN_CALL);
    until(() -> !centre.channel.called.isEmpty());

    centre.presences().hangUp(maria, callback);
    until(() -> centre.channel.released.contains(callback));
    centre.channel.calling.complete(Called.CANCELLED);

    assertThat(centre.untilOutcome(callback)).isEqualTo(Outcome.NOT_REACHED);
    centre.untilState(maria, State.READY);
  }

  @Test
  void anOperatorWhoPausesWhileItRingsLeavesNothingBehind() {
    var callback = acceptedCallback(NUMBER, centre.now());
    var maria = centre.aReadyOperator();
    centre.untilState(maria, State.IN_CALL);
    until(() -> !centre.channel.called.isEmpty());
    centre.presences().pause(maria, PauseReason.TRAINING);
    var timur = centre.aReadyOperator();

    centre.channel.calling.complete(Called.NO_ANSWER);

    assertThat(centre.untilOutcome(callback)).isEqualTo(Outcome.NOT_REACHED);
    centre.untilState(maria, State.PAUSED);
    nothingIsLeftFor(timur);
  }

  @Test
  void anOperatorWhoEndsTheShiftWhileItRingsLeavesNothingBehind() {
    var callback = acceptedCallback(NUMBER, centre.now());
    var maria = centre.aReadyOperator();
    centre.untilState(maria, State.IN_CALL);
    until(() -> !centre.channel.called.isEmpty());
    centre.presences().end(maria);
    var timur = centre.aReadyOperator();

    centre.dispatch().gone(callback, Gone.CANCELLED);

    assertThat(centre.untilOutcome(callback)).isEqualTo(Outcome.LEFT);
    centre.untilState(maria, null);
    nothingIsLeftFor(timur);
  }

  /// Who is ready is offered the next call, which nobody stands before.
  private void nothingIsLeftFor(OperatorId operator) {
    var next = centre.acceptedCallFrom(OTHER);
    assertThat(centre.untilRings(operator)).isEqualTo(next);
    assertThat(centre.channel.called).hasSize(1);
  }

  @Test
  void aDiallingThatNobodyEndsIsGivenUpAndTheCallbackWaitsAgain() {
    var callback = acceptedCallback(NUMBER, centre.now());
    var maria = centre.aReadyOperator();
    centre.untilState(maria, State.IN_CALL);
    until(() -> !centre.channel.called.isEmpty());

    centre.pass(Duration.ofMinutes(6), maria);

    until(() -> centre.channel.released.contains(callback));
    assertThat(centre.assignmentsOf(callback)).startsWith("WITHDRAWN");
    assertThat(centre.log.find(callback).map(ContactLog.Entry::outcome)).isEmpty();
  }

  @Test
  void whoWasCalledBackIsHandedOnLikeAnybodyAndIsNotDialledAgain() {
    var callback = acceptedCallback(NUMBER, centre.now());
    var maria = centre.aReadyOperator();
    centre.channel.calling.complete(Called.ANSWERED);
    centre.untilTalks(maria, callback);
    var timur = centre.aReadyOperator();

    centre.talks().transfer(maria, callback, new Target.Colleague(timur));

    assertThat(centre.untilRings(timur)).isEqualTo(callback);
    centre.presences().accept(timur, callback);
    centre.untilTalks(timur, callback);
    assertThat(centre.channel.called).containsExactly(NUMBER);
  }

  @Test
  void whoseOperatorsLineDiesWaitsInFrontAndIsNotDialledAgain() {
    var callback = acceptedCallback(NUMBER, centre.now());
    var maria = centre.aReadyOperator();
    centre.channel.calling.complete(Called.ANSWERED);
    centre.untilTalks(maria, callback);

    centre.dispatch().operatorLineLost(maria);

    until(() -> centre.channel.requeued.contains(callback));
    var timur = centre.aReadyOperator();
    assertThat(centre.untilRings(timur)).isEqualTo(callback);
    assertThat(centre.channel.called).containsExactly(NUMBER);
  }

  @Test
  void afterAKillThePromiseStandsAndThePlaceIsKept() throws Exception {
    var since = centre.now();
    centre.pass(Duration.ofMinutes(2));
    var callback = acceptedCallback(NUMBER, since);

    centre.killAndRestart();

    assertThat(centre.untilOutcome(callback)).isEqualTo(Outcome.TO_CALL_BACK);
    assertThat(centre.callBacks.open(10)).isEmpty();
    var redial = centre.acceptedCallFrom(NUMBER);
    var maria = centre.aReadyOperator();
    assertThat(centre.untilRings(maria)).isEqualTo(redial);
    var card = centre.desk.ringing.get(maria);
    assertThat(card == null ? Instant.MAX : card.waitingSince()).isEqualTo(since);
  }

  @Test
  void oneWhoCallsInWhileTheirCallbackWaitsSharesThePlaceAndTakesNothingAway() {
    var since = centre.now();
    centre.pass(Duration.ofMinutes(2));
    var callback = acceptedCallback(NUMBER, since);
    var call = centre.acceptedCallFrom(NUMBER);

    var maria = centre.aReadyOperator();
    centre.untilState(maria, State.IN_CALL);
    centre.channel.calling.complete(Called.NO_ANSWER);

    assertThat(centre.untilOutcome(callback)).isEqualTo(Outcome.NOT_REACHED);
    assertThat(centre.untilRings(maria)).isEqualTo(call);
  }

  private ContactId acceptedCallback(String number, Instant since) {
    var request =
        new ContactRequest(
            new ContactId(UUID.randomUUID()),
            Channel.CALLBACK,
            ContactRequest.PROMISED,
            number,
            null,
            null,
            Centre.PASSPORT,
            new Language("ru"),
            Priority.NORMAL,
            true,
            since);
    assertThat(Centre.decided(centre.ask(request))).isInstanceOf(Accepted.class);
    return request.id();
  }
}
