package org.otklik.app.dispatch.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.app.dispatch.group.Centre.until;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.otklik.app.dispatch.Called;
import org.otklik.app.dispatch.ContactLog.Outcome;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.Journeys.Kind;
import org.otklik.app.dispatch.Journeys.Step;
import org.otklik.app.dispatch.Presence.State;
import org.otklik.app.dispatch.Teamwork.Target;
import org.otklik.app.dispatch.channel.Arrangement.Hearing;
import org.otklik.app.dispatch.desk.Outside;
import org.otklik.app.dispatch.desk.Outside.What;
import org.otklik.app.dispatch.desk.Together.Stage;
import org.otklik.app.testing.TestDatabase;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

class OutsideConsultTest {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String NUMBER = "+74957654321";

  private final Centre centre = new Centre(DATABASE);
  private final OperatorId maria = centre.aReadyOperator();
  private final ContactId contact = centre.aTalkOf(maria, "+79160000001");

  @AfterEach
  void close() {
    centre.close();
  }

  @Test
  void somebodyOutsideIsAskedJoinsAndLeaves() {
    asks();
    untilArranged(Hearing.CITIZEN_WAITS, false);
    assertThat(centre.channel.called).containsExactly(NUMBER);

    answers();
    untilArranged(Hearing.CITIZEN_WAITS, true);
    centre.talks().swap(maria, contact);
    untilArranged(Hearing.COLLEAGUE_WAITS, true);
    centre.talks().join(maria, contact);
    untilArranged(Hearing.ALL, true);
    untilStage(Stage.JOINED);
    centre.talks().endConsult(maria, contact);

    untilArranged(Hearing.ALL, false);
    assertThat(centre.channel.stoppedAsking).containsExactly(contact);
    centre.presences().hangUp(maria, contact);
    assertThat(centre.untilOutcome(contact)).isEqualTo(Outcome.TALKED);
    assertThat(centre.journeys().of(contact))
        .extracting(Step::kind)
        .contains(
            Kind.OUTSIDE_CONSULT_ASKED,
            Kind.OUTSIDE_CONSULT_BEGAN,
            Kind.OUTSIDE_JOINED,
            Kind.CONSULT_ENDED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Called.class,
      names = {"BUSY", "NO_ANSWER", "REFUSED", "NO_TRUNK", "NO_LINE", "NOT_ALLOWED", "CANCELLED"})
  void whoDoesNotAnswerLeavesTheOperatorWithTheCitizen(Called how) {
    asks();

    centre.channel.calling.complete(how);

    until(() -> new Outside(contact, What.CONSULT, how).equals(centre.desk.outside.get(maria)));
    untilArranged(Hearing.ALL, false);
    assertThat(centre.stateOf(maria)).isEqualTo(State.IN_CALL);
    assertThat(centre.journeys().of(contact))
        .extracting(Step::kind)
        .contains(Kind.OUTSIDE_UNANSWERED);
  }

  @Test
  void whoGivesUpWhileItRingsIsWithTheCitizenAgainAndALateAnswerIsHungUp() {
    asks();

    centre.talks().endConsult(maria, contact);
    untilArranged(Hearing.ALL, false);
    until(() -> centre.channel.stoppedAsking.size() == 1);
    centre.channel.calling.complete(Called.ANSWERED);

    until(() -> centre.channel.stoppedAsking.size() == 2);
    assertThat(centre.stateOf(maria)).isEqualTo(State.IN_CALL);
  }

  @Test
  void whoAnswersWhenTheCitizenIsGoneIsHungUp() {
    asks();

    centre.dispatch().gone(contact, Gone.HUNG_UP);
    centre.untilState(maria, State.WRAP_UP);
    until(() -> centre.channel.stoppedAsking.size() == 1);
    centre.channel.calling.complete(Called.ANSWERED);

    until(() -> centre.channel.stoppedAsking.size() == 2);
  }

  @Test
  void whenTheOneOutsideHangsUpTheOperatorIsWithTheCitizenAgain() {
    asks();
    answers();

    centre.dispatch().askedGone(contact);

    untilStage(Stage.OVER);
    untilArranged(Hearing.ALL, false);
    assertThat(centre.stateOf(maria)).isEqualTo(State.IN_CALL);
  }

  @Test
  void whenTheCitizenHangsUpTheOneOutsideIsHungUp() {
    asks();
    answers();

    centre.dispatch().gone(contact, Gone.HUNG_UP);

    until(() -> centre.channel.stoppedAsking.contains(contact));
    centre.untilState(maria, State.WRAP_UP);
    assertThat(centre.untilOutcome(contact)).isEqualTo(Outcome.TALKED);
  }

  @Test
  void whenTheOperatorsLineDiesTheOneOutsideIsHungUpAndTheCitizenWaitsInFront() {
    asks();
    answers();

    centre.dispatch().operatorLineLost(maria);

    until(() -> centre.channel.stoppedAsking.contains(contact));
    until(() -> centre.channel.requeued.contains(contact));
  }

  @Test
  void whoHangsUpOutsideWhileTheDatabaseIsAwayIsMissedWhenItIsBack() {
    asks();
    answers();
    centre.wire.cut();
    centre.pass(Duration.ofSeconds(6));
    until(() -> !centre.dispatch().available());

    centre.dispatch().askedGone(contact);
    assertThat(centre.stateOf(maria)).isEqualTo(State.IN_CALL);
    centre.wire.mend();

    untilStage(Stage.OVER);
    untilArranged(Hearing.ALL, false);
    assertThat(centre.stateOf(maria)).isEqualTo(State.IN_CALL);
    until(
        () ->
            centre.journeys().of(contact).stream()
                .anyMatch(step -> step.kind() == Kind.CONSULT_ENDED));
  }

  @Test
  void theCitizenIsLeftToTheOneOutside() {
    asks();
    answers();

    centre.talks().handOver(maria, contact);

    centre.untilState(maria, State.WRAP_UP);
    assertThat(centre.untilOutcome(contact)).isEqualTo(Outcome.TALKED);
    assertThat(centre.channel.stoppedAsking).isEmpty();
    assertThat(centre.journeys().of(contact))
        .extracting(Step::kind)
        .contains(Kind.TRANSFERRED_OUTSIDE);
  }

  @Test
  void theCitizenIsNotLostWhoWasToBeLeftToSomebodyWhoIsGone() {
    centre.channel.leaving = CompletableFuture.completedFuture(Called.NO_ANSWER);
    asks();
    answers();

    centre.talks().handOver(maria, contact);

    until(
        () ->
            new Outside(contact, What.TRANSFER, Called.NO_ANSWER)
                .equals(centre.desk.outside.get(maria)));
    untilArranged(Hearing.ALL, false);
    assertThat(centre.stateOf(maria)).isEqualTo(State.IN_CALL);
  }

  private void asks() {
    centre.talks().consult(maria, contact, new Target.Outside(NUMBER));
    untilStage(Stage.ASKED);
    until(() -> !centre.channel.called.isEmpty());
  }

  private void answers() {
    centre.channel.calling.complete(Called.ANSWERED);
    untilStage(Stage.CONSULTING);
  }

  private void untilStage(Stage stage) {
    until(() -> centre.desk.together.get(maria) == stage);
  }

  private void untilArranged(Hearing hearing, boolean outside) {
    until(
        () -> {
          var arranged = centre.channel.arranged;
          return !arranged.isEmpty()
              && arranged.getLast().hearing() == hearing
              && arranged.getLast().outside() == outside;
        });
  }
}
