package org.otklik.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.engine.routing.Centre.ABOUT_A_PASSPORT;
import static org.otklik.engine.routing.Centre.ENGLISH;
import static org.otklik.engine.routing.Centre.PASSPORT;
import static org.otklik.engine.routing.Centre.PASSPORTS;
import static org.otklik.engine.routing.Centre.PENSION;
import static org.otklik.engine.routing.Centre.RUSSIAN;
import static org.otklik.engine.routing.Centre.SIGN_LANGUAGE;
import static org.otklik.engine.routing.Centre.hold;
import static org.otklik.engine.routing.Centre.knows;
import static org.otklik.engine.routing.Centre.offer;
import static org.otklik.engine.routing.Centre.only;
import static org.otklik.engine.routing.Centre.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.otklik.engine.routing.Decision.Connect;
import org.otklik.engine.routing.Decision.Ignored;
import org.otklik.engine.routing.Decision.Overflow;
import org.otklik.engine.routing.Decision.Pause;
import org.otklik.engine.routing.Decision.Withdraw;
import org.otklik.engine.routing.RoutingEvent.ConnectFailed;
import org.otklik.engine.routing.RoutingEvent.ContactEnded;
import org.otklik.engine.routing.RoutingEvent.ContactLeft;
import org.otklik.engine.routing.RoutingEvent.ContactPulled;
import org.otklik.engine.routing.RoutingEvent.OfferDeclined;
import org.otklik.engine.routing.RoutingEvent.OperatorArrived;
import org.otklik.engine.routing.RoutingEvent.OperatorLeft;
import org.otklik.engine.routing.RoutingEvent.OperatorPaused;
import org.otklik.engine.routing.RoutingEvent.OperatorReady;
import org.otklik.engine.routing.RoutingEvent.PlaceRestored;
import org.otklik.engine.routing.RoutingEvent.SettingsChanged;
import org.otklik.engine.routing.RoutingEvent.TimePassed;

/// Each rule by itself; [RandomDaysTest] has them all together.
class RouterTest {

  private static final OperatorId ANNA = operator(1);
  private static final OperatorId BORIS = operator(2);
  private static final OperatorId VERA = operator(3);

  private static final Requirement CHATS =
      new Requirement(PASSPORT, RUSSIAN, Channel.CHAT, 1, Set.of());
  private final Centre centre = new Centre();

  // Rule 1: needs

  @Test
  void offersOnlyWhoHasTopicLanguageChannelSkillAndLevel() {
    var needed = new Requirement(PASSPORT, ENGLISH, Channel.CALL, 3, Set.of(SIGN_LANGUAGE));
    var call = Map.of(Channel.CALL, 1);
    var both = Set.of(RUSSIAN, ENGLISH);
    var signs = Set.of(SIGN_LANGUAGE);
    centre.arrives(operator(11), new Capability(Map.of(PENSION, 5), both, signs, call));
    centre.arrives(
        operator(12), new Capability(Map.of(PASSPORT, 5), both, signs, Map.of(Channel.CHAT, 3)));
    centre.arrives(operator(13), new Capability(Map.of(PASSPORT, 5), Set.of(RUSSIAN), signs, call));
    centre.arrives(operator(14), new Capability(Map.of(PASSPORT, 5), both, Set.of(), call));
    centre.arrives(operator(15), new Capability(Map.of(PASSPORT, 2), both, signs, call));

    var held = hold(centre.on(centre.contact("citizen", needed, Priority.NORMAL)));
    var offered =
        offer(centre.arrives(VERA, new Capability(Map.of(PASSPORT, 3), both, signs, call)));

    assertThat(held.reason().code()).isEqualTo("nobody-present");
    assertThat(held.reason().values())
        .containsEntry("lacksTopic", "1")
        .containsEntry("lacksChannel", "1")
        .containsEntry("lacksLanguage", "1")
        .containsEntry("lacksSkill", "1")
        .containsEntry("lacksLevel", "1");
    assertThat(offered.operator()).isEqualTo(VERA);
  }

  @Test
  void offersNothingBeforeReadyNorWhenPausedNorInWrapUp() {
    centre.on(new OperatorArrived(ANNA, PASSPORTS));
    var first = centre.calls("first");
    assertThat(offer(centre.on(new OperatorReady(ANNA))).contact()).isEqualTo(first);
    centre.accepts(ANNA, first);
    centre.on(new ContactEnded(first, ANNA));

    var second = centre.calls("second");
    assertThat(centre.spot(second).operatorsServing()).isEqualTo(1);
    assertThat(centre.on(new OperatorPaused(ANNA))).isEmpty();
    assertThat(centre.spot(second).operatorsServing()).isZero();

    assertThat(offer(centre.on(new OperatorReady(ANNA))).contact()).isEqualTo(second);
  }

  @Test
  void fillsChatsUpToTheCapacityAndTakesNoCallBesideThem() {
    var third = withTwoChats(centre).on(centre.contact("three", CHATS, Priority.NORMAL));

    assertThat(hold(third).reason().code()).isEqualTo("nobody-free");
    assertThat(hold(centre.on(centre.contact("four"))).reason().values())
        .containsEntry("busy", "1");
  }

  @Test
  void takesACallBesideChatsWhereTheSettingsSaySoButNoChatBesideACall() {
    var usual = RoutingSettings.defaults();
    var settings =
        new RoutingSettings(
            usual.offerDeadline(),
            usual.dialDeadline(),
            usual.placeKept(),
            usual.declinedAgainAfter(),
            usual.overtakingMax(),
            usual.waitingMax(),
            Map.of(Channel.CALL, Set.of(Channel.CHAT)),
            usual.bonuses(),
            usual.anyTopic(),
            usual.topics());
    withTwoChats(centre);
    var call = centre.calls("three");

    var decisions = centre.on(new RoutingEvent.SettingsChanged(settings));
    assertThat(offer(decisions).contact()).isEqualTo(call);
    centre.accepts(ANNA, call);

    assertThat(hold(centre.on(centre.contact("four", CHATS, Priority.NORMAL))).reason().values())
        .containsEntry("busy", "1");
  }

  private static Centre withTwoChats(Centre centre) {
    var capacity = Map.of(Channel.CALL, 1, Channel.CHAT, 2);
    centre.arrives(ANNA, new Capability(Map.of(PASSPORT, 3), Set.of(RUSSIAN), Set.of(), capacity));
    for (var person : List.of("one", "two")) {
      centre.accepts(ANNA, centre.comes(centre.contact(person, CHATS, Priority.NORMAL)));
    }
    return centre;
  }

  @Test
  void newAbilitiesTakeEffectAtOnceAndReadinessStays() {
    centre.arrives(ANNA, knows(PENSION, 3));
    var citizen = centre.calls("citizen");

    assertThat(offer(centre.on(new OperatorArrived(ANNA, PASSPORTS))).contact()).isEqualTo(citizen);

    var decisions = centre.on(new OperatorArrived(ANNA, knows(PENSION, 3)));
    assertThat(only(Withdraw.class, decisions).reason().code()).isEqualTo("no-longer-qualified");
    assertThat(hold(decisions).contact()).isEqualTo(citizen);
  }

  // Rule 2: rings

  @Test
  void levelFallsRingByRingAndThePlaceIsKept() {
    centre.arrives(ANNA, knows(PASSPORT, 1));
    var wish = new Requirement(PASSPORT, RUSSIAN, Channel.CALL, 3, Set.of());
    var citizen = centre.comes(centre.contact("citizen", wish, Priority.NORMAL));

    assertThat(centre.router.nextWake()).contains(centre.second(60));
    assertThat(centre.timePasses(60)).isEmpty();
    assertThat(centre.router.nextWake()).contains(centre.second(180));
    var offered = offer(centre.timePasses(120));

    assertThat(offered.contact()).isEqualTo(citizen);
    assertThat(offered.reason().values())
        .containsEntry("ring", "3")
        .containsEntry("level", "1")
        .containsEntry("waited", "180");
    assertThat(centre.spot(citizen).since()).isEqualTo(centre.second(0));
  }

  @Test
  void languageAndNamedSkillsNeverFall() {
    centre.arrives(ANNA, knows(PASSPORT, 5));
    var english = new Requirement(PASSPORT, ENGLISH, Channel.CALL, 1, Set.of());
    var signs = new Requirement(PASSPORT, RUSSIAN, Channel.CALL, 1, Set.of(SIGN_LANGUAGE));
    centre.on(centre.contact("one", english, Priority.NORMAL));
    centre.on(centre.contact("two", signs, Priority.NORMAL));

    for (int hour = 0; hour < 5; hour++) {
      assertThat(centre.timePasses(3600)).isEmpty();
    }
  }

  // Rule 3: urgency

  @Test
  void whoTriedFirstComesFirst() {
    var first = centre.calls("first");
    centre.pass(1).calls("second");

    assertThat(offer(centre.arrives(ANNA, PASSPORTS)).contact()).isEqualTo(first);
  }

  @Test
  void aPulledContactComesForwardWithinTheBoundAndNoFurther() {
    var tooLong = centre.calls("waits longer by more than the bound");
    centre.pass(60).calls("waits longer, within the bound");
    var pulled = centre.pass(15 * 60 - 30).calls("pulled");
    assertThat(centre.spot(pulled).position()).isEqualTo(3);

    var held = hold(centre.on(new ContactPulled(pulled)));

    assertThat(held.contact()).isEqualTo(pulled);
    assertThat(held.position()).isEqualTo(2);
    assertThat(offer(centre.arrives(ANNA, PASSPORTS)).contact()).isEqualTo(tooLong);
    assertThat(offer(centre.arrives(BORIS, PASSPORTS)).contact()).isEqualTo(pulled);
  }

  @Test
  void pullingTwiceChangesNothingAndPullingATalkIsIgnored() {
    var first = centre.calls("first");
    var pulled = centre.pass(60).calls("pulled");
    centre.on(new ContactPulled(pulled));

    assertThat(hold(centre.on(new ContactPulled(pulled))).position()).isEqualTo(1);
    assertThat(offer(centre.arrives(ANNA, PASSPORTS)).contact()).isEqualTo(pulled);
    centre.accepts(ANNA, pulled);
    assertThat(only(Ignored.class, centre.on(new ContactPulled(pulled))).reason().code())
        .isEqualTo("talking");
    assertThat(offer(centre.arrives(BORIS, PASSPORTS)).contact()).isEqualTo(first);
  }

  @Test
  void whoIsPulledWhileItRingsStandsInFrontWhenItGoesOn() {
    centre.calls("first");
    centre.arrives(ANNA, PASSPORTS);
    var ringing = centre.pass(60).calls("second");
    offer(centre.arrives(BORIS, PASSPORTS));
    centre.on(new ContactPulled(ringing));

    centre.on(new OperatorPaused(BORIS));
    centre.on(new OperatorPaused(ANNA));

    assertThat(centre.spot(ringing).position()).isEqualTo(1);
  }

  @Test
  void urgentContactsOvertakeByTheirBonusAndNoMore() {
    var early = centre.calls("early");
    var later = centre.pass(300).calls("later");
    var urgent = centre.pass(350).contact("urgent", ABOUT_A_PASSPORT, Priority.URGENT);
    assertThat(hold(centre.on(urgent)).position()).isEqualTo(2);

    var order = new ArrayList<ContactId>();
    order.add(offer(centre.arrives(ANNA, PASSPORTS)).contact());
    order.add(offer(centre.arrives(BORIS, PASSPORTS)).contact());
    order.add(offer(centre.arrives(VERA, PASSPORTS)).contact());

    assertThat(order).containsExactly(early, urgent.contact(), later);
  }

  // Rule 4: one place for each person

  @Test
  void redialContinuesThePlaceWithinTheTimeItIsKept() {
    var gone = centre.calls("citizen");
    centre.pass(60).calls("other");
    centre.pass(60).on(new ContactLeft(gone));

    var again = hold(centre.pass(1799).on(centre.contact("citizen")));

    assertThat(again.since()).isEqualTo(centre.second(0));
    assertThat(again.position()).isEqualTo(1);
  }

  @Test
  void redialAfterThePlaceHasLapsedBeginsAnew() {
    var gone = centre.calls("citizen");
    centre.on(new ContactLeft(gone));
    assertThat(centre.router.nextWake()).contains(centre.second(1800));
    centre.calls("other");

    var again = hold(centre.pass(1800).on(centre.contact("citizen")));

    assertThat(again.since()).isEqualTo(centre.second(1800));
    assertThat(again.position()).isEqualTo(2);
  }

  @Test
  void twoLinesShareAPlaceAndNeitherPushesTheOtherOut() {
    var first = centre.calls("citizen");
    var second = centre.pass(100).calls("citizen");
    assertThat(centre.spot(second).since()).isEqualTo(centre.second(0));

    centre.on(new ContactLeft(second));
    assertThat(centre.spot(first).since()).isEqualTo(centre.second(0));

    var third = centre.pass(100).calls("citizen");
    centre.on(new ContactLeft(first));
    assertThat(centre.spot(third).since()).isEqualTo(centre.second(0));
  }

  @Test
  void talkUsesThePlaceUpAndOtherLinesStandWhereTheyCameThemselves() {
    var first = centre.calls("citizen");
    var second = centre.pass(100).calls("citizen");
    centre.pass(100).calls("other");
    centre.arrives(ANNA, PASSPORTS);
    centre.accepts(ANNA, first);

    var held = hold(centre.pass(60).on(new ContactEnded(first, ANNA)));
    assertThat(held.contact()).isEqualTo(second);
    assertThat(held.since()).isEqualTo(centre.second(100));
    assertThat(held.position()).isEqualTo(1);

    centre.on(new ContactLeft(second));
    assertThat(centre.spot(centre.calls("citizen")).since()).isEqualTo(centre.second(100));
  }

  @Test
  void afterATalkANewCallBeginsAnew() {
    centre.arrives(ANNA, PASSPORTS);
    var first = centre.calls("citizen");
    centre.accepts(ANNA, first);
    centre.on(new ContactEnded(first, ANNA));

    var again = hold(centre.pass(60).on(centre.contact("citizen")));

    assertThat(again.since()).isEqualTo(centre.second(60));
  }

  @Test
  void overflowsWhenTooManyWaitButNotPastAFreeOperatorAndKeepsThePlace() {
    var small = new Centre(Centre.settings(2, false));
    small.arrives(ANNA, knows(PENSION, 3));
    small.calls("one");
    var two = small.calls("two");

    var overflow = only(Overflow.class, small.on(small.contact("three")));
    var aboutPension = new Requirement(PENSION, RUSSIAN, Channel.CALL, 1, Set.of());
    var offered = small.on(small.contact("four", aboutPension, Priority.NORMAL));
    small.accepts(ANNA, offer(offered).contact());
    small.pass(60).on(new ContactLeft(two));

    assertThat(overflow.reason().code()).isEqualTo("full");
    assertThat(overflow.reason().values()).containsEntry("waitingMax", "2");
    assertThat(hold(small.on(small.contact("three"))).since()).isEqualTo(small.second(0));
  }

  // Rule 6: deadlines and declines

  @Test
  void unansweredOfferPausesTheOperatorAndGoesOn() {
    centre.arrives(ANNA, PASSPORTS);
    centre.pass(1).arrives(BORIS, PASSPORTS);
    var offered = offer(centre.on(centre.contact("citizen")));
    assertThat(offered.operator()).isEqualTo(ANNA);
    assertThat(offered.until()).isEqualTo(centre.second(16));
    assertThat(centre.router.nextWake()).contains(centre.second(16));

    var decisions = centre.timePasses(15);

    assertThat(only(Withdraw.class, decisions).operator()).isEqualTo(ANNA);
    assertThat(only(Pause.class, decisions).operator()).isEqualTo(ANNA);
    assertThat(only(Pause.class, decisions).reason().code()).isEqualTo("no-answer");
    assertThat(offer(decisions).operator()).isEqualTo(BORIS);
    assertThat(offer(decisions).reason().values()).containsEntry("paused", "1");
  }

  @Test
  void answersThatComeTooLateOrFromOthersChangeNothing() {
    centre.arrives(ANNA, PASSPORTS);
    centre.arrives(BORIS, PASSPORTS);
    var citizen = centre.calls("citizen");

    assertThat(centre.accepts(BORIS, citizen)).allSatisfy(RouterTest::isIgnored);
    var late = centre.pass(15).accepts(ANNA, citizen);

    assertThat(only(Ignored.class, late).reason().code()).isEqualTo("offer-over");
    assertThat(offer(late).operator()).isEqualTo(BORIS);
    assertThat(only(Connect.class, centre.accepts(BORIS, citizen)).contact()).isEqualTo(citizen);
    assertThat(centre.accepts(BORIS, citizen)).allSatisfy(RouterTest::isIgnored);
  }

  @Test
  void declinedContactGoesToTheNextAndBackOnlyAfterAWhile() {
    centre.arrives(ANNA, PASSPORTS);
    var citizen = centre.calls("citizen");

    var declined = centre.on(new OfferDeclined(citizen, ANNA, "my aunt"));
    assertThat(hold(declined).reason().values()).containsEntry("declined", "1");
    assertThat(centre.router.board(10, centre.now()).contacts().getFirst().declines())
        .containsExactly(new Board.Declined(ANNA, "my aunt"));

    var other = centre.pass(1).on(centre.contact("other"));
    assertThat(offer(other).operator()).isEqualTo(ANNA);
    assertThat(offer(centre.arrives(BORIS, PASSPORTS)).contact()).isEqualTo(citizen);
    centre.on(new OperatorPaused(BORIS));
    centre.accepts(ANNA, offer(other).contact());
    centre.ends(ANNA, offer(other).contact());

    assertThat(centre.router.nextWake()).contains(centre.second(120));
    assertThat(centre.timePasses(118)).isEmpty();
    assertThat(offer(centre.timePasses(1)).contact()).isEqualTo(citizen);
  }

  @Test
  void pauseAndDepartureHandTheRingingContactOn() {
    centre.arrives(ANNA, PASSPORTS);
    centre.arrives(BORIS, PASSPORTS);
    centre.calls("citizen");

    var paused = centre.on(new OperatorPaused(ANNA));
    var left = centre.on(new OperatorLeft(BORIS));

    assertThat(only(Withdraw.class, paused).reason().code()).isEqualTo("operator-paused");
    assertThat(offer(paused).operator()).isEqualTo(BORIS);
    assertThat(only(Withdraw.class, left).reason().code()).isEqualTo("operator-left");
    assertThat(hold(left).position()).isEqualTo(1);
  }

  @Test
  void whoHangsUpWhileItRingsFreesTheOperator() {
    centre.arrives(ANNA, PASSPORTS);
    var first = centre.calls("first");
    var second = centre.calls("second");

    var decisions = centre.on(new ContactLeft(first));

    assertThat(only(Withdraw.class, decisions).reason().code()).isEqualTo("contact-left");
    assertThat(offer(decisions).contact()).isEqualTo(second);
  }

  @Test
  void livingContactThatCouldNotBeConnectedGoesBackAndItsOperatorIsPaused() {
    centre.arrives(ANNA, PASSPORTS);
    var citizen = centre.calls("citizen");
    centre.pass(5).calls("other");
    centre.accepts(ANNA, citizen);

    var decisions = centre.on(new ConnectFailed(citizen, ANNA, true));

    assertThat(only(Pause.class, decisions).reason().code()).isEqualTo("connect-failed");
    assertThat(hold(decisions).position()).isEqualTo(1);
    assertThat(hold(decisions).since()).isEqualTo(centre.second(0));
  }

  @Test
  void operatorWhoseContactDiedIsFreeAgain() {
    centre.arrives(ANNA, PASSPORTS);
    var citizen = centre.calls("citizen");
    var other = centre.calls("other");
    centre.accepts(ANNA, citizen);

    assertThat(offer(centre.on(new ConnectFailed(citizen, ANNA, false))).contact())
        .isEqualTo(other);
    assertThat(centre.spot(centre.pass(9).calls("citizen")).since()).isEqualTo(centre.second(0));
  }

  @Test
  void talkOutlivesThePresenceOfItsOperator() {
    centre.arrives(ANNA, PASSPORTS);
    var citizen = centre.calls("citizen");
    centre.accepts(ANNA, citizen);
    assertThat(centre.on(new OperatorLeft(ANNA))).isEmpty();
    centre.arrives(ANNA, PASSPORTS);

    var next = centre.on(centre.contact("next"));
    assertThat(hold(next).reason().values()).containsEntry("busy", "1");
    assertThat(centre.on(new ContactEnded(citizen, ANNA))).isEmpty();
    assertThat(offer(centre.on(new OperatorReady(ANNA))).contact()).isEqualTo(hold(next).contact());
  }

  // Rule 7: which operator

  @Test
  void offersTheOperatorReadyLongest() {
    centre.arrives(BORIS, PASSPORTS);
    centre.pass(1).arrives(ANNA, PASSPORTS);
    centre.pass(1).arrives(VERA, PASSPORTS);
    var first = offer(centre.on(centre.contact("first")));
    centre.accepts(BORIS, first.contact());
    centre.pass(1).ends(BORIS, first.contact());

    assertThat(first.operator()).isEqualTo(BORIS);
    assertThat(first.reason().code()).isEqualTo("longest-ready");
    assertThat(first.reason().values()).containsEntry("free", "2");
    assertThat(offer(centre.on(centre.contact("second"))).operator()).isEqualTo(ANNA);
    assertThat(offer(centre.on(centre.contact("third"))).operator()).isEqualTo(VERA);
    var last = offer(centre.on(centre.contact("fourth")));
    assertThat(last.operator()).isEqualTo(BORIS);
    assertThat(last.reason().code()).isEqualTo("most-urgent");
    assertThat(last.reason().values()).containsEntry("free", "0").containsEntry("busy", "2");
  }

  @Test
  void offersTheLeastSpecialisedFirstWhereTheTopicAsksForIt() {
    var sparing = new Centre(Centre.settings(100, true));
    sparing.arrives(
        ANNA,
        new Capability(
            Map.of(PASSPORT, 3, PENSION, 3), Set.of(RUSSIAN), Set.of(), Map.of(Channel.CALL, 1)));
    sparing.arrives(BORIS, knows(PASSPORT, 5));
    sparing.arrives(VERA, knows(PASSPORT, 2));

    var first = offer(sparing.on(sparing.contact("first")));

    assertThat(first.operator()).isEqualTo(VERA);
    assertThat(first.reason().code()).isEqualTo("least-specialised");
    assertThat(offer(sparing.on(sparing.contact("second"))).operator()).isEqualTo(BORIS);
    assertThat(offer(sparing.on(sparing.contact("third"))).operator()).isEqualTo(ANNA);
  }

  // Time, settings, restart

  @Test
  void timeThatRunsBackwardsStandsStill() {
    centre.pass(100).calls("first");

    var held = hold(centre.pass(-50).on(centre.contact("second")));

    assertThat(held.since()).isEqualTo(centre.second(100));
    assertThat(held.position()).isEqualTo(2);
  }

  @Test
  void sleepsWhenNothingIsDue() {
    assertThat(centre.router.nextWake()).isEmpty();
    assertThat(centre.on(new TimePassed())).isEmpty();
  }

  @Test
  void newSettingsOrderEverybodyAnew() {
    var expert = new Requirement(PASSPORT, RUSSIAN, Channel.CALL, 5, Set.of());
    centre.arrives(ANNA, PASSPORTS);
    var citizen = centre.comes(centre.contact("citizen", expert, Priority.NORMAL));
    var usual = RoutingSettings.defaults();
    var atOnce = new TopicSettings(List.of(new Ring(usual.offerDeadline(), 4)), false);

    var decisions =
        centre.on(
            new SettingsChanged(
                new RoutingSettings(
                    usual.offerDeadline(),
                    usual.placeKept(),
                    usual.declinedAgainAfter(),
                    usual.overtakingMax(),
                    10,
                    Map.of(),
                    usual.anyTopic(),
                    Map.of(PASSPORT, atOnce))));

    assertThat(offer(decisions).contact()).isEqualTo(citizen);
  }

  @Test
  void rebuiltRouterKeepsThePlacesOfThoseWhoWaitedAndOfThoseWhoCallAgain() {
    centre.pass(600);
    var waited = centre.contact("waited");
    var other = centre.contact("other");
    for (var person : List.of(waited.person(), new PersonKey("dropped"))) {
      centre.on(new PlaceRestored(person, centre.second(0), centre.second(1200)));
    }
    centre.on(other);
    assertThat(hold(centre.on(waited)).position()).isEqualTo(1);
    centre.on(new OperatorArrived(ANNA, PASSPORTS));

    assertThat(hold(centre.pass(300).on(centre.contact("dropped"))).since())
        .isEqualTo(centre.second(0));
    assertThat(offer(centre.on(new OperatorReady(ANNA))).contact()).isEqualTo(waited.contact());
    assertThat(
            centre.on(
                new PlaceRestored(new PersonKey("late"), centre.second(0), centre.second(600))))
        .allSatisfy(RouterTest::isIgnored);
  }

  // Limits

  @Test
  void forgottenLinesLoseNobody() {
    centre.arrives(ANNA, PASSPORTS);
    var ringing = centre.calls("ringing");
    var waiting = centre.calls("waiting");
    centre.on(new ContactLeft(waiting));
    for (int i = 0; i < Floor.LINES_MAX + 1; i++) {
      var rare = Set.of(new SkillId("skill-" + i));
      var need = new Requirement(PASSPORT, RUSSIAN, Channel.CALL, 1, rare);
      centre.on(new ContactLeft(centre.comes(centre.contact("visitor", need, Priority.NORMAL))));
    }

    assertThat(hold(centre.on(new OfferDeclined(ringing, ANNA, "no"))).contact())
        .isEqualTo(ringing);
    assertThat(offer(centre.arrives(BORIS, PASSPORTS)).contact()).isEqualTo(ringing);
    assertThat(offer(centre.on(centre.contact("next"))).operator()).isEqualTo(ANNA);
  }

  @Test
  void floodOfInventedNumbersIsForgottenAtTheLimit() {
    for (int i = 0; i < Places.KEPT_MAX; i++) {
      centre.on(new ContactLeft(centre.calls("number " + i)));
    }
    var known = centre.calls("number 0");
    centre.on(new ContactLeft(centre.pass(1).calls("one more")));
    centre.on(new ContactLeft(centre.calls("yet one more")));

    assertThat(centre.spot(known).since()).isEqualTo(centre.second(0));
    assertThat(centre.spot(centre.pass(1).calls("one more")).since()).isEqualTo(centre.second(1));
    assertThat(centre.spot(centre.calls("yet one more")).since()).isEqualTo(centre.second(2));
  }

  // Views

  @Test
  void spotSaysWhoIsAheadAndWhatTheOperatorsAreWorth() {
    var both =
        new Capability(
            Map.of(PASSPORT, 3, PENSION, 3), Set.of(RUSSIAN), Set.of(), Map.of(Channel.CALL, 1));
    for (var operator : List.of(ANNA, BORIS)) {
      centre.arrives(operator, both);
      centre.accepts(operator, centre.calls("busy with " + operator));
    }
    var aboutPension = new Requirement(PENSION, RUSSIAN, Channel.CALL, 1, Set.of());
    for (int i = 0; i < 6; i++) {
      centre.on(centre.contact("pensioner " + i, aboutPension, Priority.NORMAL));
    }
    centre.calls("first");
    var second = centre.calls("second");

    var spot = centre.spot(second);

    assertThat(spot.topic()).isEqualTo(PASSPORT);
    assertThat(spot.position()).isEqualTo(2);
    assertThat(spot.operatorsServing()).isEqualTo(2);
    assertThat(spot.operatorsEffective()).isEqualTo(2 * 2 / 8.0);
    assertThat(centre.router.spot(new ContactId(new UUID(9, 9)), centre.now())).isEmpty();
  }

  @Test
  void boardShowsWhoWaitsAndWhyAndWhatOperatorsDo() {
    centre.arrives(ANNA, PASSPORTS);
    centre.arrives(BORIS, PASSPORTS);
    centre.pass(10);
    var talking = centre.calls("one");
    centre.accepts(ANNA, talking);
    var ringing = centre.calls("two");
    var third = centre.calls("three");
    centre.pass(1).calls("four");

    var board = centre.router.board(1, centre.pass(5).now());

    assertThat(board.waiting()).isEqualTo(3);
    assertThat(board.contacts()).extracting("contact").containsExactly(ringing, third);
    assertThat(board.contacts())
        .extracting(row -> row.why().code())
        .containsExactly("ringing", "nobody-free");
    assertThat(board.contacts().getLast().why().values()).containsEntry("waited", "6");
    assertThat(board.operators())
        .containsExactly(
            new Board.OperatorAtWork(
                ANNA, OperatorState.TALKING, true, centre.second(10), List.of(talking)),
            new Board.OperatorAtWork(
                BORIS, OperatorState.RINGING, true, centre.second(10), List.of(ringing)));
  }

  private static void isIgnored(Decision decision) {
    assertThat(decision).isInstanceOf(Ignored.class);
  }
}
