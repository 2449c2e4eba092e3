package org.otklik.app.dispatch.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.app.dispatch.group.Centre.until;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.otklik.app.dispatch.ContactLog.Outcome;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.Journeys.Kind;
import org.otklik.app.dispatch.Journeys.Step;
import org.otklik.app.dispatch.PauseReason;
import org.otklik.app.dispatch.Presence.State;
import org.otklik.app.dispatch.Teamwork.ParkReason;
import org.otklik.app.dispatch.Teamwork.Target;
import org.otklik.app.dispatch.WrapUpEnded;
import org.otklik.app.dispatch.desk.ParkedCard;
import org.otklik.app.testing.TestDatabase;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;

class TogetherTest {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final TopicId PENSION = new TopicId("pension");

  private final Centre centre = new Centre(DATABASE);

  @AfterEach
  void close() {
    centre.close();
  }

  @Test
  void aTransferToAQueueGoesToWhoeverAnswersThereAndTheFirstWrapsUp() {
    var maria = centre.aReadyOperator();
    var contact = centre.aTalkOf(maria, "+79160000001");
    centre.pass(Duration.ofSeconds(1), maria);

    centre.talks().transfer(maria, contact, new Target.Queue(PENSION));

    centre.untilState(maria, State.WRAP_UP);
    centre.pass(Duration.ofSeconds(1), maria);
    until(() -> centre.channel.aside.contains(contact));
    var pensions = aReadyOperatorFor(PENSION);
    assertThat(centre.untilRings(pensions)).isEqualTo(contact);
    centre.presences().accept(pensions, contact);
    centre.untilTalks(pensions, contact);
    centre.pass(Duration.ofSeconds(1), maria, pensions);
    centre.presences().hangUp(pensions, contact);

    assertThat(centre.untilOutcome(contact)).isEqualTo(Outcome.TALKED);
    var entry = centre.log.find(contact).orElseThrow();
    assertThat(entry.topic()).isEqualTo(PENSION);
    assertThat(entry.operator()).isEqualTo(pensions);
    assertThat(centre.assignmentsOf(contact)).containsExactly("TRANSFERRED", "TALKED");
    until(() -> centre.journeys().of(contact).size() == 5);
    assertThat(centre.journeys().of(contact))
        .extracting(Step::kind)
        .containsExactly(
            Kind.TALK_BEGAN,
            Kind.TALK_ENDED,
            Kind.TRANSFERRED_TO_TOPIC,
            Kind.TALK_BEGAN,
            Kind.TALK_ENDED);
    assertThat(centre.journeys().tookPart(contact, maria)).isTrue();
  }

  @Test
  void aTransferToAnOperatorRingsThereThoughOthersAreFree() {
    var maria = centre.aReadyOperator();
    var contact = centre.aTalkOf(maria, "+79160000001");
    var idle = centre.aReadyOperator();
    var timur = aReadyOperatorFor(PENSION);

    centre.talks().transfer(maria, contact, new Target.Colleague(timur));

    assertThat(centre.untilRings(timur)).isEqualTo(contact);
    assertThat(centre.desk.ringing).doesNotContainKey(idle);
  }

  @Test
  void nobodyHandsOnWhatTheyDoNotTalkWith() {
    var maria = centre.aReadyOperator();
    var contact = centre.aTalkOf(maria, "+79160000001");
    var timur = centre.aReadyOperator();

    centre.talks().transfer(timur, contact, new Target.Queue(PENSION));
    centre.talks().transfer(maria, contact, new Target.Queue(new TopicId("unknown")));
    centre.talks().park(timur, contact, ParkReason.OTHER);
    centre.turns(2);

    assertThat(centre.stateOf(maria)).isEqualTo(State.IN_CALL);
    assertThat(centre.journeys().of(contact)).extracting(Step::kind).containsOnly(Kind.TALK_BEGAN);
  }

  @Test
  void aParkedContactIsTakenBackByAColleague() {
    var maria = centre.aReadyOperator();
    var contact = centre.aTalkOf(maria, "+79160000001");
    var timur = centre.aReadyOperator();

    centre.talks().park(maria, contact, ParkReason.LOOKING_UP);

    centre.untilState(maria, State.WRAP_UP);
    until(() -> !parkedFor(timur).isEmpty());
    assertThat(parkedFor(timur).getFirst().by()).isEqualTo(maria);
    centre.talks().takeBack(timur, contact);
    centre.untilTalks(timur, contact);
    assertThat(centre.stateOf(timur)).isEqualTo(State.IN_CALL);
    until(() -> parkedFor(timur).isEmpty());
    centre.presences().hangUp(timur, contact);
    assertThat(centre.untilOutcome(contact)).isEqualTo(Outcome.TALKED);
  }

  @Test
  void aParkedContactRingsAtWhoParkedItAtTheLimit() {
    var maria = centre.aReadyOperator();
    var contact = centre.aTalkOf(maria, "+79160000001");
    var timur = centre.aReadyOperator();
    centre.talks().park(maria, contact, ParkReason.LOOKING_UP);
    centre.untilState(maria, State.WRAP_UP);
    centre.presences().finishWrapUp(maria);
    centre.untilState(maria, State.READY);

    centre.pass(Duration.ofSeconds(181), maria, timur);

    assertThat(centre.untilRings(maria)).isEqualTo(contact);
  }

  @Test
  void aParkedContactGoesOnToTheQueueWhenWhoParkedItHasLeft() {
    var maria = centre.aReadyOperator();
    var contact = centre.aTalkOf(maria, "+79160000001");
    var timur = centre.aReadyOperator();
    centre.talks().park(maria, contact, ParkReason.CITIZEN_FETCHES);
    centre.untilState(maria, State.WRAP_UP);
    centre.presences().end(maria);

    centre.pass(Duration.ofSeconds(181), timur);

    assertThat(centre.untilRings(timur)).isEqualTo(contact);
  }

  @Test
  void whoIsPutAsideWhenTheProductDiesIsToBeCalledBack() throws InterruptedException {
    var maria = centre.aReadyOperator();
    var parked = centre.aTalkOf(maria, "+79160000001");
    centre.talks().park(maria, parked, ParkReason.OTHER);
    centre.untilState(maria, State.WRAP_UP);
    centre.presences().finishWrapUp(maria);
    centre.untilState(maria, State.READY);
    var transferred = centre.aTalkOf(maria, "+79160000002");
    centre.talks().transfer(maria, transferred, new Target.Queue(PENSION));
    centre.untilState(maria, State.WRAP_UP);

    centre.killAndRestart();

    assertThat(centre.untilOutcome(parked)).isEqualTo(Outcome.TO_CALL_BACK);
    assertThat(centre.untilOutcome(transferred)).isEqualTo(Outcome.TO_CALL_BACK);
  }

  @Test
  void whoTakesBackWhilePausedIsPausedAgainWhenTheCitizenHangsUpMeanwhile() {
    var maria = centre.aReadyOperator();
    var contact = centre.aTalkOf(maria, "+79160000001");
    centre.talks().park(maria, contact, ParkReason.LOOKING_UP);
    centre.untilState(maria, State.WRAP_UP);
    centre.presences().pause(maria, PauseReason.LUNCH);
    centre.presences().finishWrapUp(maria);
    centre.untilState(maria, State.PAUSED);
    centre.channel.answer = new CompletableFuture<>();
    centre.talks().takeBack(maria, contact);
    centre.untilState(maria, State.IN_CALL);

    centre.dispatch().gone(contact, Gone.HUNG_UP);

    centre.untilState(maria, State.PAUSED);
    assertThat(centre.presences().find(maria).orElseThrow().pauseReason())
        .isEqualTo(PauseReason.LUNCH);
  }

  @Test
  void whoTakesBackInWrapUpHasEndedIt() {
    var maria = centre.aReadyOperator();
    var contact = centre.aTalkOf(maria, "+79160000001");
    centre.talks().park(maria, contact, ParkReason.LOOKING_UP);
    centre.untilState(maria, State.WRAP_UP);

    centre.talks().takeBack(maria, contact);

    centre.untilTalks(maria, contact);
    until(() -> centre.facts.stream().anyMatch(WrapUpEnded.class::isInstance));
  }

  @Test
  void colleaguesSeeTheEndOfTheNumberThatSomebodyElseHasPutAside() {
    var maria = centre.aReadyOperator();
    var contact = centre.aTalkOf(maria, "+79160000001");
    var timur = centre.aReadyOperator();

    centre.talks().park(maria, contact, ParkReason.LOOKING_UP);

    until(() -> !parkedFor(timur).isEmpty() && !parkedFor(maria).isEmpty());
    assertThat(parkedFor(timur).getFirst().callerNumber()).isEqualTo("+*********01");
    assertThat(parkedFor(maria).getFirst().callerNumber()).isEqualTo("+79160000001");
  }

  @Test
  void aCitizenWhoHangsUpWhilePutAsideHasLeft() {
    var maria = centre.aReadyOperator();
    var contact = centre.aTalkOf(maria, "+79160000001");
    centre.talks().park(maria, contact, ParkReason.OTHER);
    centre.untilState(maria, State.WRAP_UP);

    centre.dispatch().gone(contact, Gone.HUNG_UP);

    assertThat(centre.untilOutcome(contact)).isEqualTo(Outcome.LEFT);
    until(() -> parkedFor(maria).isEmpty());
  }

  private List<ParkedCard> parkedFor(OperatorId operator) {
    return centre.desk.parked.getOrDefault(operator, List.of());
  }

  private OperatorId aReadyOperatorFor(TopicId topic) {
    var operator = centre.anOperator();
    centre
        .db
        .sql("update dispatch.operator_topic set topic = :topic where operator = :operator")
        .param("topic", topic.value())
        .param("operator", operator.value())
        .update();
    centre.presences().begin(operator);
    centre.untilState(operator, State.PAUSED);
    until(
        () ->
            centre
                .host()
                .find(operator)
                .map(shift -> shift.capability.levels().containsKey(topic))
                .orElse(false));
    centre.presences().ready(operator);
    until(
        () -> centre.stateOf(operator) == State.READY || centre.stateOf(operator) == State.RINGING);
    return operator;
  }
}
