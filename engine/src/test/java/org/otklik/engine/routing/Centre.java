package org.otklik.engine.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.otklik.engine.routing.Decision.Hold;
import org.otklik.engine.routing.Decision.Offer;
import org.otklik.engine.routing.RoutingEvent.ContactArrived;
import org.otklik.engine.routing.RoutingEvent.ContactEnded;
import org.otklik.engine.routing.RoutingEvent.OfferAccepted;
import org.otklik.engine.routing.RoutingEvent.OperatorArrived;
import org.otklik.engine.routing.RoutingEvent.OperatorReady;

/// A small centre for tests of single rules: a router, a clock that is turned, and people to name.
final class Centre {

  static final TopicId PASSPORT = new TopicId("passport");
  static final TopicId PENSION = new TopicId("pension");
  static final Language RUSSIAN = new Language("ru");
  static final Language ENGLISH = new Language("en");
  static final SkillId SIGN_LANGUAGE = new SkillId("sign-language");
  static final Requirement ABOUT_A_PASSPORT =
      new Requirement(PASSPORT, RUSSIAN, Channel.CALL, 1, Set.of());
  static final Capability PASSPORTS = knows(PASSPORT, 3);

  final Router router;
  private final Instant begin = Instant.parse("2026-03-02T06:00:00Z");
  private Instant now = begin;
  private int contacts;

  Centre(RoutingSettings settings) {
    this.router = new Router(settings);
  }

  Centre() {
    this(settings(100, false));
  }

  /// Offers of 15 s, places kept for 30 min, declined again after 2 min, urgent 10 min ahead; the
  /// level falls by 1 after 60 s and by 4 after 180 s.
  static RoutingSettings settings(int waitingMax, boolean leastSpecialisedFirst) {
    var usual = RoutingSettings.defaults();
    return new RoutingSettings(
        usual.offerDeadline(),
        usual.placeKept(),
        usual.declinedAgainAfter(),
        usual.overtakingMax(),
        waitingMax,
        usual.bonuses(),
        new TopicSettings(usual.anyTopic().rings(), leastSpecialisedFirst),
        Map.of());
  }

  static Capability knows(TopicId topic, int level) {
    return new Capability(Map.of(topic, level), Set.of(RUSSIAN), Set.of(), Map.of(Channel.CALL, 1));
  }

  static OperatorId operator(int number) {
    return new OperatorId(new UUID(1, number));
  }

  Instant now() {
    return now;
  }

  /// The moment so many seconds after the beginning.
  Instant second(int second) {
    return begin.plusSeconds(second);
  }

  Centre pass(int seconds) {
    now = now.plus(Duration.ofSeconds(seconds));
    return this;
  }

  List<Decision> on(RoutingEvent event) {
    return router.on(event, now);
  }

  List<Decision> timePasses(int seconds) {
    pass(seconds);
    return on(new RoutingEvent.TimePassed());
  }

  List<Decision> arrives(OperatorId operator, Capability capability) {
    on(new OperatorArrived(operator, capability));
    return on(new OperatorReady(operator));
  }

  ContactArrived contact(String person) {
    return contact(person, ABOUT_A_PASSPORT, Priority.NORMAL);
  }

  ContactArrived contact(String person, Requirement requirement, Priority priority) {
    var id = new ContactId(new UUID(2, ++contacts));
    return new ContactArrived(id, new PersonKey(person), requirement, priority);
  }

  /// The contact arrives; returns its id.
  ContactId calls(String person) {
    return comes(contact(person));
  }

  ContactId comes(ContactArrived arrival) {
    on(arrival);
    return arrival.contact();
  }

  List<Decision> accepts(OperatorId operator, ContactId contact) {
    return on(new OfferAccepted(contact, operator));
  }

  /// The talk ends and the operator is ready at once.
  List<Decision> ends(OperatorId operator, ContactId contact) {
    on(new ContactEnded(contact, operator));
    return on(new OperatorReady(operator));
  }

  Spot spot(ContactId contact) {
    return router.spot(contact, now).orElseThrow();
  }

  static Offer offer(List<Decision> decisions) {
    return only(Offer.class, decisions);
  }

  static Hold hold(List<Decision> decisions) {
    return only(Hold.class, decisions);
  }

  /// The one decision of this kind.
  static <T extends Decision> T only(Class<T> kind, List<Decision> decisions) {
    var found = decisions.stream().filter(kind::isInstance).map(kind::cast).toList();
    if (found.size() != 1) {
      throw new AssertionError("Not one %s in %s".formatted(kind.getSimpleName(), decisions));
    }
    return found.getFirst();
  }
}
