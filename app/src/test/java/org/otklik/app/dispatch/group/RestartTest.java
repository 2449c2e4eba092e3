package org.otklik.app.dispatch.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.app.dispatch.group.Centre.until;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.otklik.app.StopRequired;
import org.otklik.app.dispatch.Acceptance;
import org.otklik.app.dispatch.Acceptance.Accepted;
import org.otklik.app.dispatch.CallBackList;
import org.otklik.app.dispatch.ContactLog.Outcome;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.Presence.State;
import org.otklik.app.testing.TestDatabase;
import org.otklik.engine.routing.ContactId;

class RestartTest {
  private static final TestDatabase DATABASE = TestDatabase.create();

  private final Centre centre = new Centre(DATABASE);

  @AfterEach
  void close() {
    centre.close();
  }

  private static String number(int i) {
    return "+791600000%02d".formatted(i);
  }

  private List<ContactId> fiftyWait() {
    var waiting = new ArrayList<ContactId>();
    for (int i = 0; i < 50; i++) {
      waiting.add(centre.acceptedCallFrom(number(i)));
      centre.time.pass(Duration.ofMillis(100));
    }
    return waiting;
  }

  @Test
  void listsAllWhoWaitedAndGivesThemTheirPlacesBack() throws InterruptedException {
    var waiting = fiftyWait();
    centre.killAndRestart();

    assertThat(centre.callBacks.open(100))
        .extracting(CallBackList.Entry::contact)
        .containsExactlyElementsOf(waiting);
    assertThat(waiting).allSatisfy(c -> assertThat(outcome(c)).isEqualTo(Outcome.TO_CALL_BACK));

    var redialled = List.of(40, 3, 17, 49, 0, 22, 8, 31, 12, 5);
    centre.pass(Duration.ofMinutes(1));
    centre.acceptedCallFrom("+79169999999");
    for (int i : redialled) {
      var accepted = (Accepted) Centre.decided(centre.ask(centre.aCallFrom(number(i))));
      assertThat(accepted.placeKept()).isTrue();
    }
    var served = new ArrayList<String>();
    var maria = centre.aReadyOperator();
    for (int i = 0; i < redialled.size(); i++) {
      var contact = centre.untilRings(maria);
      centre.presences().accept(maria, contact);
      centre.untilTalks(maria, contact);
      centre.presences().hangUp(maria, contact);
      centre.untilState(maria, State.WRAP_UP);
      served.add(centre.log.find(contact).orElseThrow().callerNumber());
      centre.presences().finishWrapUp(maria);
    }

    assertThat(served)
        .containsExactlyElementsOf(redialled.stream().sorted().map(RestartTest::number).toList());
    until(() -> centre.callBacks.open(100).size() == 40);
  }

  @Test
  void closesTalksAndLeavesTheNotesTheirTime() throws InterruptedException {
    var maria = centre.aReadyOperator();
    var contact = centre.aTalkOf(maria, "+79160000001");
    centre.pass(Duration.ofSeconds(30), maria);
    until(() -> centre.talkingRows() == 1);
    centre.killAndRestart();

    assertThat(outcome(contact)).isEqualTo(Outcome.TALKED);
    var ended = centre.log.find(contact).orElseThrow().endedAt();
    assertThat(ended).isBetween(centre.now().minusSeconds(10), centre.now());
    assertThat(centre.assignmentsOf(contact)).containsExactly("TALKED");
    assertThat(centre.callBacks.open(10)).isEmpty();
    centre.untilState(maria, State.WRAP_UP);
    assertThat(centre.presences().find(maria).orElseThrow().contact()).isEqualTo(contact);
    centre.presences().finishWrapUp(maria);
    centre.untilState(maria, State.READY);
  }

  @Test
  void callsBackOneWhoRangOrWasBeingConnected() throws InterruptedException {
    var maria = centre.aReadyOperator();
    var contact = centre.acceptedCallFrom("+79160000001");
    centre.untilRings(maria);
    centre.killAndRestart();

    assertThat(outcome(contact)).isEqualTo(Outcome.TO_CALL_BACK);
    assertThat(centre.assignmentsOf(contact)).containsExactly("RESTARTED");
    centre.untilState(maria, State.PAUSED);
  }

  @Test
  void listsNobodyWhoHasBeenTalkedToOnAnotherLine() throws InterruptedException {
    var maria = centre.aReadyOperator();
    var first = centre.aTalkOf(maria, "+79160000001");
    var second = centre.acceptedCallFrom("+79160000001");
    centre.dispatch().gone(first, Gone.HUNG_UP);
    centre.untilOutcome(first);
    centre.killAndRestart();

    assertThat(outcome(second)).isEqualTo(Outcome.TO_CALL_BACK);
    assertThat(centre.callBacks.open(10)).isEmpty();
  }

  @Test
  void takesOneOffTheListWhoseTalkWasCutByTheNextDeath() throws InterruptedException {
    centre.acceptedCallFrom("+79160000001");
    centre.killAndRestart();
    assertThat(centre.callBacks.open(10)).hasSize(1);
    var maria = centre.aReadyOperator();
    centre.aTalkOf(maria, "+79160000001");
    until(() -> centre.talkingRows() == 1);
    centre.killAndRestart();

    assertThat(centre.callBacks.open(10)).isEmpty();
  }

  @Test
  void keepsPlacesOfThoseWhoLeftBeforeForTheRestOfTheirTime() throws InterruptedException {
    var contact = centre.acceptedCallFrom("+79160000001");
    centre.dispatch().gone(contact, Gone.HUNG_UP);
    centre.untilOutcome(contact);
    centre.pass(Duration.ofMinutes(5));
    centre.killAndRestart();
    assertThat(again("+79160000001")).isTrue();

    centre.killAndRestart();
    centre.pass(Duration.ofMinutes(31));
    assertThat(again("+79160000001")).isFalse();
  }

  @Test
  void sendsEverybodyAwayWhenItIsStopped() throws InterruptedException {
    var maria = centre.aReadyOperator();
    var talk = centre.aTalkOf(maria, "+79160000001");
    var waiting = centre.acceptedCallFrom("+79160000002");
    centre.pass(Duration.ofSeconds(1), maria);
    centre.stopAndRestart();

    assertThat(outcome(talk)).isEqualTo(Outcome.TALKED);
    assertThat(outcome(waiting)).isEqualTo(Outcome.TO_CALL_BACK);
    assertThat(centre.callBacks.open(10))
        .extracting(CallBackList.Entry::contact)
        .containsExactly(waiting);
    assertThat(again("+79160000002")).isTrue();
  }

  @Test
  void acceptsNobodyWhileItIsBeingStopped() throws InterruptedException {
    centre.host().stop();

    Acceptance answer = Centre.decided(centre.ask(centre.aCallFrom("+79160000001")));

    assertThat(answer).isInstanceOf(Acceptance.Full.class);
  }

  @Test
  void writesNothingAnyMoreWhenAnotherProcessHasTakenOver() {
    var waiting = centre.acceptedCallFrom("+79160000001");
    centre
        .db
        .sql("update dispatch.queue_group set owner = :other")
        .param("other", UUID.randomUUID())
        .update();
    var asked = centre.ask(centre.aCallFrom("+79160000002"));

    until(() -> centre.host().condition() == GroupThread.Condition.OUSTED);
    until(() -> centre.facts.stream().anyMatch(StopRequired.class::isInstance));
    assertThat(centre.dispatch().available()).isFalse();
    assertThat(Centre.decided(asked)).isInstanceOf(Acceptance.Full.class);
    assertThat(centre.log.find(waiting).orElseThrow().outcome()).isNull();
    assertThat(centre.db.sql("select count(*) from dispatch.contact").query(Long.class).single())
        .isEqualTo(1);
  }

  private Outcome outcome(ContactId contact) {
    return centre.untilOutcome(contact);
  }

  private boolean again(String number) {
    return ((Accepted) Centre.decided(centre.ask(centre.aCallFrom(number)))).placeKept();
  }
}
