package org.otklik.app.dispatch.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.app.dispatch.group.Centre.until;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.otklik.app.dispatch.ContactLog.Outcome;
import org.otklik.app.dispatch.DeclineReason;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.Journeys.Kind;
import org.otklik.app.dispatch.Journeys.Step;
import org.otklik.app.dispatch.Presence.State;
import org.otklik.app.dispatch.Teamwork.Listening;
import org.otklik.app.dispatch.Teamwork.ParkReason;
import org.otklik.app.dispatch.Teamwork.Target;
import org.otklik.app.dispatch.channel.Arranged;
import org.otklik.app.dispatch.channel.Arrangement;
import org.otklik.app.dispatch.channel.Arrangement.Hearing;
import org.otklik.app.dispatch.desk.Together.Stage;
import org.otklik.app.testing.TestDatabase;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

class ConsultTest {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final OperatorId SUPERVISOR = new OperatorId(new UUID(7, 7));

  private final Centre centre = new Centre(DATABASE);
  private final OperatorId maria = centre.aReadyOperator();
  private final ContactId contact = centre.aTalkOf(maria, "+79160000001");
  private final OperatorId timur = centre.aReadyOperator();

  @AfterEach
  void close() {
    centre.close();
  }

  @Test
  void theCitizenHearsMusicWhileTheOperatorsTalkAndThenAllTalk() {
    var _ = consult();
    untilArranged(Hearing.CITIZEN_WAITS, timur);

    centre.talks().swap(maria, contact);
    untilArranged(Hearing.COLLEAGUE_WAITS, timur);
    centre.talks().join(maria, contact);
    untilArranged(Hearing.ALL, timur);
    until(() -> centre.desk.together.get(timur) == Stage.JOINED);
    centre.talks().endConsult(maria, contact);
    untilArranged(Hearing.ALL, null);

    centre.untilState(timur, State.READY);
    assertThat(centre.stateOf(maria)).isEqualTo(State.IN_CALL);
    centre.presences().hangUp(maria, contact);
    assertThat(centre.untilOutcome(contact)).isEqualTo(Outcome.TALKED);
    assertThat(centre.assignmentsOf(contact)).containsExactlyInAnyOrder("TALKED", "CONSULTED");
    assertThat(centre.journeys().of(contact))
        .extracting(Step::kind)
        .contains(Kind.CONSULT_ASKED, Kind.CONSULT_BEGAN, Kind.JOINED, Kind.CONSULT_ENDED);
  }

  @Test
  void theColleagueGoesOnWithTheContactWhenTheOperatorLeaves() {
    var _ = consult();

    centre.talks().handOver(maria, contact);

    centre.untilState(maria, State.WRAP_UP);
    untilArranged(Hearing.ALL, null);
    assertThat(centre.stateOf(timur)).isEqualTo(State.IN_CALL);
    centre.presences().hangUp(timur, contact);
    centre.untilState(timur, State.WRAP_UP);
    assertThat(centre.untilOutcome(contact)).isEqualTo(Outcome.TALKED);
    assertThat(centre.log.find(contact).orElseThrow().operator()).isEqualTo(timur);
  }

  @Test
  void theOperatorIsWithTheCitizenAgainWhenTheColleagueDeclines() {
    centre.talks().consult(maria, contact, new Target.Colleague(timur));
    var call = centre.untilRings(timur);

    centre.presences().decline(timur, call, DeclineReason.OTHER);

    until(() -> centre.desk.together.get(maria) == Stage.UNANSWERED);
    untilArranged(Hearing.ALL, null);
    centre.untilState(timur, State.READY);
  }

  @Test
  void theOperatorIsWithTheCitizenAgainWhenNobodyAnswers() {
    centre.talks().consult(maria, contact, new Target.Colleague(timur));
    centre.untilRings(timur);

    centre.pass(Duration.ofSeconds(16), maria, timur);

    until(() -> centre.desk.together.get(maria) == Stage.UNANSWERED);
    assertThat(centre.stateOf(maria)).isEqualTo(State.IN_CALL);
  }

  @Test
  void theOperatorIsWithTheCitizenAgainWhenTheColleaguesLineDies() {
    var _ = consult();

    centre.dispatch().operatorLineLost(timur);

    untilArranged(Hearing.ALL, null);
    centre.untilState(timur, State.PAUSED);
    assertThat(centre.stateOf(maria)).isEqualTo(State.IN_CALL);
  }

  @Test
  void bothAreToldWhenTheCitizenHangsUp() {
    var _ = consult();

    centre.dispatch().gone(contact, Gone.HUNG_UP);

    centre.untilState(maria, State.WRAP_UP);
    centre.untilState(timur, State.READY);
    until(() -> centre.desk.together.get(timur) == Stage.OVER);
    until(() -> centre.channel.apart.contains(timur));
    assertThat(centre.untilOutcome(contact)).isEqualTo(Outcome.TALKED);
  }

  @Test
  void theCitizenWaitsInFrontWhenTheOperatorsLineDies() {
    var _ = consult();

    centre.dispatch().operatorLineLost(maria);

    assertThat(centre.untilRings(timur)).isEqualTo(contact);
  }

  @Test
  void theColleagueHangsUpAndTheOperatorGoesOn() {
    var _ = consult();

    centre.presences().hangUp(timur, contact);

    untilArranged(Hearing.ALL, null);
    centre.untilState(timur, State.READY);
    assertThat(centre.stateOf(maria)).isEqualTo(State.IN_CALL);
  }

  @Test
  void aConsultItselfIsNeitherPutAsideNorHandedOnAndEndsWhenItIsHungUp() {
    var call = consult();

    centre.talks().park(timur, call, ParkReason.LOOKING_UP);
    centre.talks().transfer(timur, call, new Target.Colleague(maria));
    centre.presences().hangUp(timur, call);

    untilArranged(Hearing.ALL, null);
    centre.untilState(timur, State.READY);
    assertThat(centre.stateOf(maria)).isEqualTo(State.IN_CALL);
  }

  @Test
  void aSupervisorListensWhispersAndJoinsUntilTheTalkIsOver() {
    centre.talks().supervise(SUPERVISOR, contact, Listening.LISTEN);

    until(() -> centre.desk.supervised.get(maria) == Listening.LISTEN);
    untilArranged(Hearing.ALL, null);
    assertThat(centre.channel.arranged.getLast().supervisor())
        .isEqualTo(new Arrangement.Supervisor(SUPERVISOR, Listening.LISTEN));
    centre.talks().supervise(SUPERVISOR, contact, Listening.WHISPER);
    until(() -> centre.desk.supervised.get(maria) == Listening.WHISPER);
    centre.presences().hangUp(maria, contact);
    until(() -> centre.channel.apart.contains(SUPERVISOR));
    until(() -> !centre.desk.supervised.containsKey(maria));
    assertThat(centre.untilOutcome(contact)).isEqualTo(Outcome.TALKED);
    assertThat(centre.journeys().of(contact))
        .extracting(Step::kind)
        .contains(Kind.LISTENED, Kind.WHISPERED, Kind.SUPERVISION_ENDED);
  }

  @Test
  void aPageLoadedAnewShowsTheConsultAndWhoListens() {
    var _ = consult();
    centre.talks().supervise(SUPERVISOR, contact, Listening.LISTEN);
    until(() -> centre.desk.supervised.get(maria) == Listening.LISTEN);
    centre.desk.together.clear();
    centre.desk.supervised.clear();

    centre.presences().begin(maria);
    centre.presences().begin(timur);

    until(() -> centre.desk.together.get(maria) == Stage.CONSULTING);
    until(() -> centre.desk.together.get(timur) == Stage.CONSULTING);
    until(() -> centre.desk.supervised.get(maria) == Listening.LISTEN);
  }

  @Test
  void aPageThatWasAwayHearsThatTheConsultIsOver() {
    var _ = consult();
    centre.talks().endConsult(maria, contact);
    centre.untilState(timur, State.READY);
    centre.desk.together.put(maria, Stage.CONSULTING);

    centre.presences().begin(maria);

    until(() -> centre.desk.together.get(maria) == Stage.OVER);
  }

  @Test
  void aConsultGoesOnWhileThePagesAreAway() {
    var _ = consult();

    centre.pass(Duration.ofSeconds(40));
    centre.desk.together.clear();
    centre.presences().begin(maria);

    until(() -> centre.desk.together.get(maria) == Stage.CONSULTING);
    assertThat(centre.stateOf(timur)).isEqualTo(State.IN_CALL);
  }

  @Test
  void whileAColleaguesTelephoneRingsTheContactIsLookedAfter() {
    var ringing = new CompletableFuture<Boolean>();
    centre.channel.reached = ringing;
    centre.talks().consult(maria, contact, new Target.Colleague(timur));
    centre.presences().accept(timur, centre.untilRings(timur));
    centre.untilState(timur, State.IN_CALL);

    centre.presences().hangUp(maria, contact);

    until(() -> centre.channel.released.contains(contact));
    centre.untilState(timur, State.READY);
    centre.channel.apart.clear();
    ringing.complete(true);
    until(() -> centre.channel.apart.contains(timur));
  }

  @Test
  void theCitizenWaitsInFrontWhenTheOperatorWhoGoesOnHasNoSound() {
    var _ = consult();
    centre.channel.arranging = Arranged.OPERATOR_FAILED;

    centre.talks().handOver(maria, contact);

    centre.untilState(timur, State.PAUSED);
    until(() -> centre.channel.requeued.contains(contact));
    assertThat(centre.assignmentsOf(contact)).contains("LINE_LOST");
  }

  @Test
  void theOperatorIsWithTheCitizenAgainWhenTheColleagueHasNoSound() {
    centre.channel.arranging = Arranged.COLLEAGUE_FAILED;

    centre.talks().consult(maria, contact, new Target.Colleague(timur));
    centre.presences().accept(timur, centre.untilRings(timur));

    untilArranged(Hearing.ALL, null);
    centre.untilState(timur, State.PAUSED);
    assertThat(centre.stateOf(maria)).isEqualTo(State.IN_CALL);
  }

  @Test
  void whoGoesOnWithATalkIsToldThatSomebodyListens() {
    var _ = consult();
    centre.talks().supervise(SUPERVISOR, contact, Listening.LISTEN);
    until(() -> centre.desk.supervised.containsKey(maria));

    centre.talks().handOver(maria, contact);

    until(() -> centre.desk.supervised.get(timur) == Listening.LISTEN);
  }

  @Test
  void nobodyOnShiftListensAndAShiftThatBeginsEndsListening() {
    centre.talks().supervise(timur, contact, Listening.LISTEN);
    centre.turns(2);
    assertThat(centre.desk.supervised).isEmpty();
    var supervisor = centre.anOperator();
    centre.talks().supervise(supervisor, contact, Listening.LISTEN);
    until(() -> centre.desk.supervised.containsKey(maria));

    centre.presences().begin(supervisor);

    until(() -> !centre.desk.supervised.containsKey(maria));
    until(() -> centre.channel.apart.contains(supervisor));
  }

  private ContactId consult() {
    centre.talks().consult(maria, contact, new Target.Colleague(timur));
    var call = centre.untilRings(timur);
    assertThat(call).isNotEqualTo(contact);
    centre.presences().accept(timur, call);
    centre.untilTalks(timur, contact);
    until(() -> centre.desk.together.get(maria) == Stage.CONSULTING);
    return call;
  }

  private void untilArranged(Hearing hearing, @Nullable OperatorId colleague) {
    until(
        () -> {
          var arranged = centre.channel.arranged;
          return !arranged.isEmpty()
              && arranged.getLast().hearing() == hearing
              && Objects.equals(arranged.getLast().consulted(), colleague);
        });
  }
}
