package org.otklik.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.engine.routing.Centre.ABOUT_A_PASSPORT;
import static org.otklik.engine.routing.Centre.PASSPORTS;
import static org.otklik.engine.routing.Centre.PENSION;
import static org.otklik.engine.routing.Centre.RUSSIAN;
import static org.otklik.engine.routing.Centre.knows;
import static org.otklik.engine.routing.Centre.offer;
import static org.otklik.engine.routing.Centre.only;
import static org.otklik.engine.routing.Centre.operator;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.otklik.engine.routing.Decision.Connect;
import org.otklik.engine.routing.Decision.Ignored;
import org.otklik.engine.routing.Decision.Overflow;
import org.otklik.engine.routing.RoutingEvent.ConsultAsked;
import org.otklik.engine.routing.RoutingEvent.ConsultEnded;
import org.otklik.engine.routing.RoutingEvent.ContactParked;
import org.otklik.engine.routing.RoutingEvent.ContactTransferred;
import org.otklik.engine.routing.RoutingEvent.HandedOver;
import org.otklik.engine.routing.RoutingEvent.OfferDeclined;
import org.otklik.engine.routing.RoutingEvent.OperatorPaused;
import org.otklik.engine.routing.RoutingEvent.OperatorReady;
import org.otklik.engine.routing.RoutingEvent.ParkedTaken;
import org.otklik.engine.routing.RoutingEvent.TalkBegan;

/// Rule 5 and what operators do with a contact together; [RandomDaysTest] has it all mixed.
class TogetherTest {
  private static final OperatorId ANNA = operator(1);
  private static final OperatorId BORIS = operator(2);
  private static final OperatorId VERA = operator(3);
  private static final Requirement ABOUT_A_PENSION =
      new Requirement(PENSION, RUSSIAN, Channel.CALL, 1, Set.of());
  private static final ContactId CONSULT = new ContactId(new UUID(9, 1));

  private final Centre centre = new Centre();

  @Test
  void aTransferredContactStandsWhereItsPersonHasStoodFromTheBeginning() {
    var first = talk(ANNA, "first");
    centre.pass(100);
    var second = centre.comes(centre.contact("second", ABOUT_A_PENSION, Priority.NORMAL));

    transfer(first, ABOUT_A_PENSION, null);

    assertThat(centre.spot(first).since()).isEqualTo(centre.second(0));
    assertThat(centre.spot(first).position()).isEqualTo(1);
    assertThat(centre.spot(second).position()).isEqualTo(2);
    assertThat(offer(centre.arrives(BORIS, knows(PENSION, 3))).contact()).isEqualTo(first);
  }

  @Test
  void aContactThatComesWithItsTalkIsHandedOnLikeAnyOther() {
    centre.arrives(ANNA, PASSPORTS);
    centre.on(new OperatorPaused(ANNA));
    var called = new ContactId(new UUID(9, 2));

    assertThat(centre.on(talkBegan(called, ANNA))).isEmpty();
    assertThat(centre.router.waiting()).isZero();
    centre.pass(60);
    transfer(called, ABOUT_A_PENSION, null);

    assertThat(centre.spot(called).since()).isEqualTo(centre.second(0));
    assertThat(offer(centre.arrives(BORIS, knows(PENSION, 3))).contact()).isEqualTo(called);
  }

  @Test
  void whoTalksOrIsNotThereBeginsNoOtherTalk() {
    var talk = talk(ANNA, "citizen");
    var called = new ContactId(new UUID(9, 2));

    assertThat(only(Ignored.class, centre.on(talkBegan(called, ANNA))).reason().code())
        .isEqualTo("busy");
    assertThat(only(Ignored.class, centre.on(talkBegan(called, VERA))).reason().code())
        .isEqualTo("unknown-operator");
    centre.arrives(BORIS, PASSPORTS);
    assertThat(only(Ignored.class, centre.on(talkBegan(talk, BORIS))).reason().code())
        .isEqualTo("known-contact");
  }

  private static TalkBegan talkBegan(ContactId contact, OperatorId operator) {
    return new TalkBegan(
        contact, new PersonKey("called"), ABOUT_A_PASSPORT, Priority.NORMAL, operator);
  }

  @Test
  void whoHasTransferredIsNotOfferedTheSameContactAtOnce() {
    var contact = talk(ANNA, "citizen");

    transfer(contact, ABOUT_A_PASSPORT, null);

    assertThat(centre.on(new OperatorReady(ANNA))).isEmpty();
    assertThat(offer(centre.timePasses(120)).operator()).isEqualTo(ANNA);
  }

  @Test
  void aContactThatIsKeptForAnOperatorGoesToThemWhateverTheirTopics() {
    var contact = talk(ANNA, "citizen");
    centre.arrives(VERA, PASSPORTS);
    centre.arrives(BORIS, knows(PENSION, 1));

    var offered = offer(transfer(contact, ABOUT_A_PASSPORT, BORIS));

    assertThat(offered.operator()).isEqualTo(BORIS);
    assertThat(offered.reason().code()).isEqualTo("kept");
  }

  @Test
  void aColleagueHandsAContactBackToWhoHasHandedItOn() {
    var contact = talk(ANNA, "citizen");
    centre.arrives(BORIS, PASSPORTS);
    transfer(contact, ABOUT_A_PASSPORT, BORIS);
    centre.on(new OperatorReady(ANNA));
    centre.accepts(BORIS, contact);

    var back = new Reservation(ANNA, centre.now().plusSeconds(30));
    var offered = offer(centre.on(new ContactTransferred(contact, BORIS, ABOUT_A_PASSPORT, back)));

    assertThat(offered.operator()).isEqualTo(ANNA);
  }

  @Test
  void aContactThatIsKeptInVainGoesToAnybodyAtItsTime() {
    var contact = talk(ANNA, "citizen");
    centre.arrives(BORIS, PASSPORTS);
    var other = centre.calls("other");
    centre.accepts(BORIS, other);
    transfer(contact, ABOUT_A_PASSPORT, BORIS);
    assertThat(centre.arrives(VERA, PASSPORTS)).isEmpty();

    assertThat(offer(centre.timePasses(30)).operator()).isEqualTo(VERA);
  }

  @Test
  void aContactIsNotKeptForWhoDeclinesOrPauses() {
    var contact = talk(ANNA, "citizen");
    centre.arrives(BORIS, PASSPORTS);
    transfer(contact, ABOUT_A_PASSPORT, BORIS);
    centre.arrives(VERA, PASSPORTS);

    var next = centre.on(new OfferDeclined(contact, BORIS, "other"));

    assertThat(offer(next).operator()).isEqualTo(VERA);
  }

  @Test
  void aParkedContactIsTakenBackByAnybodyWhoTalksWithNobody() {
    var contact = talk(ANNA, "citizen");
    centre.on(new ContactParked(contact, ANNA, centre.second(180)));
    centre.on(new OperatorReady(ANNA));
    assertThat(centre.router.waiting()).isZero();
    centre.arrives(BORIS, PASSPORTS);

    var connect = only(Connect.class, centre.on(new ParkedTaken(contact, BORIS)));

    assertThat(connect.operator()).isEqualTo(BORIS);
    assertThat(connect.reason().code()).isEqualTo("taken-back");
    assertThat(centre.timePasses(500)).isEmpty();
  }

  @Test
  void aParkedContactComesBackToWhoParkedItAtTheLimit() {
    var contact = talk(ANNA, "citizen");
    centre.arrives(BORIS, PASSPORTS);
    centre.on(new ContactParked(contact, ANNA, centre.second(180)));
    centre.on(new OperatorReady(ANNA));

    assertThat(offer(centre.timePasses(180)).operator()).isEqualTo(ANNA);
  }

  @Test
  void aParkedContactComesBackToTheQueueWhenWhoParkedItHasPaused() {
    var contact = talk(ANNA, "citizen");
    centre.arrives(BORIS, PASSPORTS);
    centre.on(new ContactParked(contact, ANNA, centre.second(180)));
    centre.on(new OperatorPaused(ANNA));

    assertThat(offer(centre.timePasses(180)).operator()).isEqualTo(BORIS);
    assertThat(centre.router.waiting()).isEqualTo(1);
  }

  @Test
  void aConsultRingsAtTheOneAskedAndNobodyElse() {
    var contact = talk(ANNA, "citizen");
    centre.arrives(BORIS, knows(PENSION, 1));
    centre.arrives(VERA, PASSPORTS);

    assertThat(offer(consult(contact, BORIS)).operator()).isEqualTo(BORIS);

    var declined = centre.on(new OfferDeclined(CONSULT, BORIS, "other"));
    assertThat(only(Overflow.class, declined).reason().code()).isEqualTo("nobody-to-consult");
    assertThat(centre.router.waiting()).isZero();
  }

  @Test
  void aConsultAboutATopicIsGivenUpAtItsTime() {
    var contact = talk(ANNA, "citizen");
    centre.on(new ConsultAsked(CONSULT, contact, ABOUT_A_PENSION, null, centre.second(60)));

    assertThat(only(Overflow.class, centre.timePasses(60)).contact()).isEqualTo(CONSULT);
  }

  @Test
  void whoWasConsultedIsFreeAtOnceAndTheTalkGoesOn() {
    var contact = talk(ANNA, "citizen");
    centre.arrives(BORIS, PASSPORTS);
    consult(contact, BORIS);
    centre.accepts(BORIS, CONSULT);
    var next = centre.calls("next");

    assertThat(offer(centre.on(new ConsultEnded(CONSULT, BORIS))).contact()).isEqualTo(next);
    assertThat(centre.ends(ANNA, contact)).isEmpty();
  }

  @Test
  void whoWasConsultedGoesOnWithTheContactAndTheOtherWrapsUp() {
    var contact = talk(ANNA, "citizen");
    centre.arrives(BORIS, PASSPORTS);
    consult(contact, BORIS);
    centre.accepts(BORIS, CONSULT);

    centre.on(new HandedOver(contact, ANNA, CONSULT, BORIS));

    var next = centre.calls("next");
    assertThat(offer(centre.on(new OperatorReady(ANNA))).contact()).isEqualTo(next);
    assertThat(centre.ends(BORIS, contact)).isEmpty();
  }

  /// The contact of somebody with whom the operator talks from now on.
  private ContactId talk(OperatorId operator, String person) {
    centre.arrives(operator, PASSPORTS);
    var contact = centre.calls(person);
    centre.accepts(operator, contact);
    return contact;
  }

  private List<Decision> transfer(
      ContactId contact, Requirement requirement, @Nullable OperatorId to) {
    var reservation = to == null ? null : new Reservation(to, centre.now().plusSeconds(30));
    return centre.on(new ContactTransferred(contact, ANNA, requirement, reservation));
  }

  private List<Decision> consult(ContactId contact, OperatorId whom) {
    var until = centre.now().plusSeconds(60);
    return centre.on(new ConsultAsked(CONSULT, contact, ABOUT_A_PENSION, whom, until));
  }
}
