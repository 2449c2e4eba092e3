package org.otklik.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.engine.routing.Centre.PASSPORT;
import static org.otklik.engine.routing.Centre.RUSSIAN;
import static org.otklik.engine.routing.Centre.only;
import static org.otklik.engine.routing.Centre.operator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.otklik.engine.routing.Decision.Connect;
import org.otklik.engine.routing.Decision.Dial;
import org.otklik.engine.routing.Decision.Hold;
import org.otklik.engine.routing.Decision.Ignored;
import org.otklik.engine.routing.Decision.Offer;
import org.otklik.engine.routing.Decision.Withdraw;
import org.otklik.engine.routing.RoutingEvent.CallbackAnswered;
import org.otklik.engine.routing.RoutingEvent.CallbackUnanswered;
import org.otklik.engine.routing.RoutingEvent.ConnectFailed;
import org.otklik.engine.routing.RoutingEvent.ContactArrived;
import org.otklik.engine.routing.RoutingEvent.ContactLeft;
import org.otklik.engine.routing.RoutingEvent.ContactTransferred;
import org.otklik.engine.routing.RoutingEvent.OfferAccepted;
import org.otklik.engine.routing.RoutingEvent.OperatorPaused;
import org.otklik.engine.routing.RoutingEvent.PlaceKeyed;

/// Rule 8: a callback is dialled when an operator is reserved for it, never before. And what keeps
/// a person's place when they are called back or come again.
class CallbackTest {

  private static final OperatorId ANNA = operator(1);
  private static final OperatorId BORIS = operator(2);
  private static final Requirement TO_BE_CALLED =
      new Requirement(PASSPORT, RUSSIAN, Channel.CALLBACK, 1, Set.of());
  private static final Capability CALLS_BACK =
      new Capability(
          Map.of(PASSPORT, 3),
          Set.of(RUSSIAN),
          Set.of(),
          Map.of(Channel.CALL, 1, Channel.CALLBACK, 1));

  private final Centre centre = new Centre();

  @Test
  void dialsOnlyWhenAnOperatorIsReservedForIt() {
    var callback = asks("marina");
    asks("oleg");

    var dials = centre.arrives(ANNA, CALLS_BACK);

    var dial = only(Dial.class, dials);
    assertThat(dial.contact()).isEqualTo(callback);
    assertThat(dial.operator()).isEqualTo(ANNA);
    assertThat(dial.until()).isEqualTo(centre.now().plus(RoutingSettings.DIAL_DEADLINE));
    assertThat(centre.on(centre.contact("ivan"))).noneMatch(Offer.class::isInstance);
  }

  @Test
  void connectsWhenThePersonAnswers() {
    var callback = asks("marina");
    centre.arrives(ANNA, CALLS_BACK);

    var connect = only(Connect.class, centre.on(new CallbackAnswered(callback, ANNA)));

    assertThat(connect.operator()).isEqualTo(ANNA);
    assertThat(connect.reason().code()).isEqualTo("answered");
    assertThat(centre.ends(ANNA, callback)).isEmpty();
  }

  @Test
  void keepsThePlaceOfTheCallItCameFrom() {
    var call = centre.calls("marina");
    centre.pass(120);
    centre.calls("ivan");
    centre.pass(60);
    var callback = asks("marina");
    centre.on(new ContactLeft(call));

    var dial = only(Dial.class, centre.arrives(ANNA, CALLS_BACK));

    assertThat(dial.contact()).isEqualTo(callback);
    assertThat(dial.reason().values()).containsEntry("waited", "180");
  }

  @Test
  void freesTheOperatorAtOnceAndTriesAgainFromTheSamePlaceWhenNobodyAnswers() {
    var callback = asks("marina");
    centre.arrives(ANNA, CALLS_BACK);
    var ivan = centre.calls("ivan");

    var next = centre.on(new CallbackUnanswered(callback, ANNA, centre.second(300)));

    assertThat(only(Offer.class, next).contact()).isEqualTo(ivan);
    assertThat(centre.router.waiting()).isEqualTo(1);
    assertThat(centre.accepts(ANNA, ivan)).hasSize(1);
    assertThat(only(Hold.class, centre.timePasses(300)).since()).isEqualTo(centre.second(0));
    assertThat(only(Dial.class, centre.ends(ANNA, ivan)).contact()).isEqualTo(callback);
  }

  @Test
  void keepsThePlaceForACallAfterTheLastAttempt() {
    var callback = asks("marina");
    centre.arrives(ANNA, CALLS_BACK);
    centre.on(new CallbackUnanswered(callback, ANNA, null));
    centre.on(new OperatorPaused(ANNA));
    centre.pass(600);

    var call = centre.calls("marina");

    assertThat(centre.spot(call).since()).isEqualTo(centre.second(0));
    assertThat(centre.on(new ContactLeft(callback))).hasOnlyElementsOfType(Ignored.class);
  }

  @Test
  void anUnfinishedDiallingEndsByItselfAndIsNotTheOperatorsFault() {
    var callback = asks("marina");
    centre.arrives(ANNA, CALLS_BACK);

    var ends = centre.timePasses((int) RoutingSettings.DIAL_DEADLINE.toSeconds());

    assertThat(only(Withdraw.class, ends).reason().code()).isEqualTo("dial-over");
    assertThat(centre.on(new CallbackAnswered(callback, ANNA)))
        .as("too late")
        .hasOnlyElementsOfType(Ignored.class);
    assertThat(only(Offer.class, centre.on(centre.contact("ivan"))).operator()).isEqualTo(ANNA);
    assertThat(centre.timePasses(120)).anyMatch(Hold.class::isInstance);
  }

  @Test
  void anotherOperatorTakesOverWhenTheReservedOnePauses() {
    var callback = asks("marina");
    centre.arrives(ANNA, CALLS_BACK);
    centre.arrives(BORIS, CALLS_BACK);

    var decisions = centre.on(new OperatorPaused(ANNA));

    assertThat(only(Withdraw.class, decisions).reason().code()).isEqualTo("operator-paused");
    assertThat(only(Dial.class, decisions).operator()).isEqualTo(BORIS);
    assertThat(only(Dial.class, decisions).contact()).isEqualTo(callback);
  }

  @Test
  void nobodyAcceptsADialledCallbackAsIfItRang() {
    var callback = asks("marina");
    centre.arrives(ANNA, CALLS_BACK);

    assertThat(centre.on(new OfferAccepted(callback, ANNA))).hasOnlyElementsOfType(Ignored.class);
  }

  @Test
  void whoHasAnsweredIsOfferedLikeACallAndNotDialledAgain() {
    var callback = asks("marina");
    centre.arrives(ANNA, CALLS_BACK);
    centre.arrives(BORIS, CALLS_BACK);
    centre.on(new CallbackAnswered(callback, ANNA));

    var handedOn = centre.on(new ContactTransferred(callback, ANNA, TO_BE_CALLED, null));

    assertThat(only(Offer.class, handedOn).operator()).isEqualTo(BORIS);
    centre.accepts(BORIS, callback);
    assertThat(centre.on(new ConnectFailed(callback, BORIS, true)))
        .noneMatch(Dial.class::isInstance);
  }

  @Test
  void aForgedNumberGainsNothing() {
    var marina = centre.calls("marina");
    centre.pass(300);
    var ivan = centre.calls("ivan");
    centre.pass(60);
    var stranger = centre.calls("marina");

    assertThat(only(Offer.class, centre.arrives(ANNA, CALLS_BACK)).contact()).isEqualTo(marina);
    centre.accepts(ANNA, marina);

    assertThat(centre.spot(stranger).since()).isEqualTo(centre.second(360));
    assertThat(only(Offer.class, centre.arrives(BORIS, CALLS_BACK)).contact()).isEqualTo(ivan);
  }

  @Test
  void aSecondLineIsOfferedInTheFirstOnesPlaceWhenThatHasDropped() {
    var first = centre.calls("marina");
    centre.pass(300);
    centre.calls("ivan");
    var second = centre.calls("marina");
    centre.on(new ContactLeft(first));

    assertThat(only(Offer.class, centre.arrives(ANNA, CALLS_BACK)).contact()).isEqualTo(second);
  }

  @Test
  void aStrangerWhoTalksTakesNothingFromACallbackThatCameFromACall() {
    var call = centre.calls("marina");
    centre.pass(120);
    var callback = asks("marina");
    centre.on(new ContactLeft(call));
    centre.pass(60);
    centre.arrives(ANNA, Centre.PASSPORTS);
    var stranger = centre.calls("marina");
    centre.accepts(ANNA, stranger);

    assertThat(centre.spot(callback).since()).isEqualTo(centre.second(0));
    centre.ends(ANNA, stranger);

    assertThat(centre.spot(callback).since()).isEqualTo(centre.second(0));
  }

  @Test
  void aCallFromTheSameNumberTakesNothingFromTheCallback() {
    var callback = asks("marina");
    centre.pass(60);
    centre.arrives(ANNA, Centre.PASSPORTS);
    var stranger = centre.calls("marina");
    centre.accepts(ANNA, stranger);
    centre.ends(ANNA, stranger);

    var dial = only(Dial.class, centre.arrives(BORIS, CALLS_BACK));

    assertThat(dial.contact()).isEqualTo(callback);
    assertThat(dial.reason().values()).containsEntry("waited", "60");
  }

  @Test
  void holdsADroppedCallForTheSameOperatorForAWhile() {
    centre.arrives(ANNA, CALLS_BACK);
    centre.arrives(BORIS, CALLS_BACK);
    var busy = centre.calls("ivan");
    centre.accepts(ANNA, busy);
    var again = droppedFrom("marina", ANNA, centre.second(60));

    assertThat(only(Hold.class, centre.on(again)).reason().code()).isEqualTo("kept");
    assertThat(only(Offer.class, centre.timePasses(60)).operator()).isEqualTo(BORIS);
  }

  @Test
  void anybodyTakesADroppedCallWhoseOperatorHasGone() {
    centre.arrives(BORIS, CALLS_BACK);

    var decisions = centre.on(droppedFrom("marina", ANNA, centre.second(60)));

    assertThat(only(Offer.class, decisions).operator()).isEqualTo(BORIS);
  }

  @Test
  void aKeyedCodeLeadsToThePlace() {
    var call = centre.calls("withheld-1");
    centre.pass(300);
    centre.on(new ContactLeft(call));
    var again = centre.calls("withheld-2");
    assertThat(centre.spot(again).since()).isEqualTo(centre.second(300));

    centre.on(new PlaceKeyed(again, new PersonKey("withheld-1")));

    assertThat(centre.spot(again).since()).isEqualTo(centre.second(0));
  }

  @Test
  void aCodeOfAPlaceThatIsNoMoreChangesNothing() {
    var call = centre.calls("withheld-2");

    var decisions = centre.on(new PlaceKeyed(call, new PersonKey("withheld-1")));

    assertThat(only(Ignored.class, decisions).reason().code()).isEqualTo("place-lapsed");
    assertThat(centre.spot(call).since()).isEqualTo(centre.second(0));
  }

  @Test
  void theBoardShowsWhoIsDialled() {
    asks("marina");
    centre.arrives(ANNA, CALLS_BACK);

    var rows = centre.router.board(10, centre.now()).contacts();

    assertThat(rows).extracting(row -> row.why().code()).isEqualTo(List.of("dialling"));
  }

  private ContactId asks(String person) {
    return centre.comes(centre.contact(person, TO_BE_CALLED, Priority.NORMAL));
  }

  private ContactArrived droppedFrom(String person, OperatorId operator, Instant until) {
    var arrival = centre.contact(person);
    var preferred = new Reservation(operator, until);
    return new ContactArrived(
        arrival.contact(), arrival.person(), arrival.requirement(), arrival.priority(), preferred);
  }
}
