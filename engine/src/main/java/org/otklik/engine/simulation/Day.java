package org.otklik.engine.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.Decision;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.PersonKey;
import org.otklik.engine.routing.Priority;
import org.otklik.engine.routing.Reservation;
import org.otklik.engine.routing.Router;
import org.otklik.engine.routing.RoutingEvent;
import org.otklik.engine.routing.RoutingEvent.CallbackAnswered;
import org.otklik.engine.routing.RoutingEvent.CallbackUnanswered;
import org.otklik.engine.routing.RoutingEvent.ConnectFailed;
import org.otklik.engine.routing.RoutingEvent.ConsultAsked;
import org.otklik.engine.routing.RoutingEvent.ConsultEnded;
import org.otklik.engine.routing.RoutingEvent.ContactArrived;
import org.otklik.engine.routing.RoutingEvent.ContactEnded;
import org.otklik.engine.routing.RoutingEvent.ContactLeft;
import org.otklik.engine.routing.RoutingEvent.ContactParked;
import org.otklik.engine.routing.RoutingEvent.ContactPulled;
import org.otklik.engine.routing.RoutingEvent.ContactTransferred;
import org.otklik.engine.routing.RoutingEvent.HandedOver;
import org.otklik.engine.routing.RoutingEvent.OfferAccepted;
import org.otklik.engine.routing.RoutingEvent.OfferDeclined;
import org.otklik.engine.routing.RoutingEvent.OperatorArrived;
import org.otklik.engine.routing.RoutingEvent.OperatorLeft;
import org.otklik.engine.routing.RoutingEvent.OperatorPaused;
import org.otklik.engine.routing.RoutingEvent.OperatorReady;
import org.otklik.engine.routing.RoutingEvent.ParkedTaken;
import org.otklik.engine.routing.RoutingEvent.PlaceKeyed;
import org.otklik.engine.routing.RoutingEvent.PlaceRestored;
import org.otklik.engine.routing.RoutingEvent.SettingsChanged;
import org.otklik.engine.routing.RoutingEvent.TalkBegan;
import org.otklik.engine.routing.RoutingEvent.TimePassed;

/// One day of a contact centre, played through a real [Router]: citizens call, wait, give up and
/// redial; operators have shifts, breaks and talks, and answer, decline or overlook offers.
///
/// One thread owns a day; it is played once.
public final class Day {

  /// When every day begins.
  public static final Instant BEGIN = Instant.parse("2026-01-12T05:00:00Z");

  private record Planned(Instant at, long order, Runnable action) {}

  /// Who asked for a consult, about what.
  private record Asked(ContactId contact, OperatorId by) {}

  private final Scenario scenario;
  private final Router router;
  private final People people;
  private final Consumer<Step> steps;
  private final PriorityQueue<Planned> calendar =
      new PriorityQueue<>(Comparator.comparing(Planned::at).thenComparingLong(Planned::order));
  private final Map<ContactId, ContactArrived> present = new HashMap<>();
  private final Map<ContactId, Asked> consults = new HashMap<>();
  private final Set<OperatorId> onShift = new HashSet<>();
  private Instant now = BEGIN;
  private long lastOrder;

  private Day(Scenario scenario, Router router, Consumer<Step> steps) {
    this.scenario = scenario;
    this.router = router;
    this.steps = steps;
    this.people = new People(scenario, new SplittableRandom(scenario.seed()));
  }

  /// Plays the day and returns every step.
  public static List<Step> steps(Scenario scenario) {
    var steps = new ArrayList<Step>();
    play(scenario, new Router(scenario.settings().getFirst()), steps::add);
    return steps;
  }

  /// Plays the day through this router, which must be new, and shows each step at once.
  public static void play(Scenario scenario, Router router, Consumer<Step> steps) {
    var day = new Day(scenario, router, steps);
    day.plan();
    day.play();
  }

  private void plan() {
    for (int number = 0; number < scenario.operators(); number++) {
      var operator = people.operator(number);
      in(people.between(Duration.ZERO, part(5)), () -> startShift(operator));
      in(people.between(part(2), scenario.length()), () -> endShift(operator));
      in(people.between(Duration.ZERO, scenario.length()), () -> learn(operator));
    }
    for (int i = 1; i < scenario.settings().size(); i++) {
      var settings = scenario.settings().get(i);
      in(
          scenario.length().multipliedBy(i).dividedBy(scenario.settings().size()),
          () -> send(new SettingsChanged(settings)));
    }
    in(people.about(scenario.betweenArrivals()), this::restorePlace);
    in(people.about(scenario.betweenArrivals()), this::newcomer);
  }

  private void play() {
    var end = BEGIN.plus(scenario.length());
    while (!calendar.isEmpty() && !calendar.peek().at().isAfter(end)) {
      if (!wokenBefore(calendar.peek().at())) {
        var next = calendar.remove();
        now = next.at();
        next.action().run();
      }
    }
  }

  /// The host wakes the router on time, unless it is confused and sleeps until the next event.
  private boolean wokenBefore(Instant next) {
    var wake = router.nextWake();
    if (wake.isEmpty()
        || wake.get().isAfter(next)
        || people.happens(scenario.habits().confusion())) {
      return false;
    }
    now = wake.get().isAfter(now) ? wake.get() : now;
    send(new TimePassed());
    return true;
  }

  private void send(RoutingEvent event) {
    var decisions = List.copyOf(router.on(event, now));
    steps.accept(new Step(now, event, decisions));
    decisions.forEach(this::react);
  }

  private void react(Decision decision) {
    switch (decision) {
      case Decision.Offer offer -> answer(offer);
      case Decision.Dial dial -> dial(dial);
      case Decision.Connect connect -> talk(connect);
      case Decision.Pause(var operator, _) -> in(breakLength(), () -> ready(operator));
      case Decision.Overflow(var contact, _) -> present.remove(contact);
      case Decision.Hold _, Decision.Withdraw _, Decision.Ignored _ -> {}
    }
  }

  // Citizens

  private void newcomer() {
    in(people.about(scenario.betweenArrivals()), this::newcomer);
    arrive(people.newcomer(now));
  }

  private void arrive(ContactArrived arrival) {
    present.put(arrival.contact(), arrival);
    send(arrival);
    in(people.about(scenario.patience()), () -> giveUp(arrival));
    if (people.happens(scenario.habits().secondLine())) {
      in(people.about(Duration.ofSeconds(30)), () -> arrive(people.again(arrival)));
    }
    if (people.happens(scenario.habits().confusion())) {
      send(arrival);
    }
    if (people.happens(scenario.habits().confusion())) {
      keyAPlace(arrival);
    }
    var pulls = scenario.habits().pulls();
    if (pulls > 0 && people.happens(pulls)) {
      var pulled = new ContactPulled(arrival.contact());
      in(people.about(Duration.ofSeconds(30)), () -> send(pulled));
    }
  }

  /// The code is somebody's who waits, or of a place that is no more.
  private void keyAPlace(ContactArrived arrival) {
    var person = people.someone();
    in(people.about(Duration.ofSeconds(20)), () -> send(new PlaceKeyed(arrival.contact(), person)));
  }

  private void giveUp(ContactArrived arrival) {
    boolean waits = router.spot(arrival.contact(), now).isPresent();
    if (waits) {
      send(new ContactLeft(arrival.contact()));
      present.remove(arrival.contact());
    } else if (people.happens(scenario.habits().confusion())) {
      send(new ContactLeft(arrival.contact()));
    }
    if (waits && people.happens(scenario.habits().redials())) {
      in(people.about(Duration.ofMinutes(2)), () -> arrive(people.again(arrival)));
    }
  }

  private void restorePlace() {
    var somebody = people.newcomer(now);
    send(new PlaceRestored(somebody.person(), now.minusSeconds(300), now.plusSeconds(600)));
    in(people.about(Duration.ofMinutes(5)), () -> arrive(somebody));
    for (var waiting : List.copyOf(present.values())) {
      restore(waiting.person());
    }
    in(part(4), this::restorePlace);
  }

  /// A row about somebody who has called again already.
  private void restore(PersonKey person) {
    if (people.happens(scenario.habits().confusion())) {
      send(new PlaceRestored(person, now.minusSeconds(120), now));
    }
  }

  // Operators

  private void startShift(OperatorId operator) {
    onShift.add(operator);
    send(new OperatorArrived(operator, people.capability()));
    in(people.about(Duration.ofSeconds(10)), () -> ready(operator));
    in(breakLength().multipliedBy(10), () -> takeBreak(operator));
  }

  private void endShift(OperatorId operator) {
    onShift.remove(operator);
    send(new OperatorLeft(operator));
    if (people.happens(0.5)) {
      in(breakLength(), () -> startShift(operator));
    }
  }

  private void takeBreak(OperatorId operator) {
    send(new OperatorPaused(operator));
    if (people.happens(scenario.habits().handsOn())) {
      in(people.about(Duration.ofSeconds(20)), () -> callOut(operator));
    }
    in(breakLength(), () -> ready(operator));
  }

  /// The operator has called somebody, who answers.
  private void callOut(OperatorId operator) {
    var called =
        new ContactArrived(
            people.another(), people.someone(), people.other(Channel.CALL), Priority.NORMAL);
    present.put(called.contact(), called);
    send(
        new TalkBegan(
            called.contact(), called.person(), called.requirement(), called.priority(), operator));
    converse(called.contact(), operator);
  }

  private void learn(OperatorId operator) {
    if (onShift.contains(operator)) {
      send(new OperatorArrived(operator, people.capability()));
    }
  }

  private void ready(OperatorId operator) {
    if (onShift.contains(operator) || people.happens(scenario.habits().confusion())) {
      send(new OperatorReady(operator));
    }
  }

  private void answer(Decision.Offer offer) {
    var habits = scenario.habits();
    if (people.happens(habits.ignores())) {
      return;
    }
    var operator = people.happens(habits.confusion()) ? people.operator(0) : offer.operator();
    var delay =
        people.happens(habits.confusion())
            ? Duration.between(now, offer.until())
            : people.between(Duration.ofMillis(500), Duration.ofSeconds(6));
    RoutingEvent answer =
        people.happens(habits.declines())
            ? new OfferDeclined(offer.contact(), operator, "not-my-topic")
            : new OfferAccepted(offer.contact(), operator);
    in(delay, () -> send(answer));
    if (people.happens(habits.confusion())) {
      send(new ContactEnded(offer.contact(), operator));
    }
  }

  /// The citizen answers, does not, or nobody says how it ended.
  private void dial(Decision.Dial dial) {
    var habits = scenario.habits();
    if (people.happens(habits.ignores())) {
      return;
    }
    var operator = people.happens(habits.confusion()) ? people.operator(0) : dial.operator();
    boolean answers = people.happens(0.6);
    var again = people.happens(0.7) ? now.plus(people.about(Duration.ofMinutes(2))) : null;
    RoutingEvent end =
        answers
            ? new CallbackAnswered(dial.contact(), operator)
            : new CallbackUnanswered(dial.contact(), operator, again);
    in(people.between(Duration.ofSeconds(1), Duration.ofSeconds(20)), () -> send(end));
    if (people.happens(habits.confusion())) {
      send(new OfferAccepted(dial.contact(), operator));
    }
  }

  private void talk(Decision.Connect connect) {
    var contact = connect.contact();
    var operator = connect.operator();
    if (consults.containsKey(contact)) {
      in(people.about(scenario.wrapUp()), () -> endConsult(contact, operator));
      return;
    }
    if (people.happens(scenario.habits().failures())) {
      boolean waiting = people.happens(0.5);
      in(Duration.ofMillis(200), () -> send(new ConnectFailed(contact, operator, waiting)));
      return;
    }
    converse(contact, operator);
  }

  private void converse(ContactId contact, OperatorId operator) {
    var length = people.about(scenario.talk());
    if (people.happens(scenario.habits().handsOn())) {
      in(length.dividedBy(2), () -> handOn(contact, operator));
    }
    in(length, () -> hangUp(contact, operator));
    in(length.plus(people.about(scenario.wrapUp())), () -> ready(operator));
  }

  private void hangUp(ContactId contact, OperatorId operator) {
    present.remove(contact);
    send(new ContactEnded(contact, operator));
    if (people.happens(scenario.habits().confusion())) {
      send(new ContactEnded(contact, operator));
    }
  }

  // Not alone

  private void handOn(ContactId contact, OperatorId operator) {
    var channel = channelOf(contact);
    if (people.happens(0.3)) {
      transfer(contact, operator, channel);
    } else if (people.happens(0.5)) {
      park(contact, operator);
    } else {
      consult(contact, operator, channel);
    }
    in(people.about(scenario.wrapUp()), () -> ready(operator));
  }

  private Channel channelOf(ContactId contact) {
    var arrival = present.get(contact);
    return arrival == null ? Channel.CALL : arrival.requirement().channel();
  }

  private void transfer(ContactId contact, OperatorId operator, Channel channel) {
    var reservation =
        people.happens(0.5)
            ? new Reservation(people.someOperator(), now.plus(people.about(Duration.ofMinutes(1))))
            : null;
    send(new ContactTransferred(contact, operator, people.other(channel), reservation));
  }

  private void park(ContactId contact, OperatorId operator) {
    send(new ContactParked(contact, operator, now.plus(people.about(Duration.ofMinutes(2)))));
    if (people.happens(0.6)) {
      var taker = people.happens(0.5) ? operator : people.someOperator();
      in(people.about(Duration.ofMinutes(1)), () -> send(new ParkedTaken(contact, taker)));
    }
    if (people.happens(0.2)) {
      in(people.about(Duration.ofMinutes(1)), () -> send(new ContactLeft(contact)));
    }
  }

  private void consult(ContactId contact, OperatorId operator, Channel channel) {
    var consult = people.another();
    consults.put(consult, new Asked(contact, operator));
    var whom = people.happens(0.5) ? people.someOperator() : null;
    var until = now.plus(people.about(Duration.ofMinutes(1)));
    send(new ConsultAsked(consult, contact, people.other(channel), whom, until));
    if (people.happens(0.3)) {
      in(people.about(Duration.ofMinutes(1)), () -> send(new ContactLeft(consult)));
    }
    if (people.happens(scenario.habits().confusion())) {
      send(new ConsultAsked(consult, contact, people.other(channel), whom, until));
    }
  }

  private void endConsult(ContactId consult, OperatorId operator) {
    var asked = Objects.requireNonNull(consults.get(consult));
    if (people.happens(0.4)) {
      send(new HandedOver(asked.contact(), asked.by(), consult, operator));
      in(people.about(scenario.talk()), () -> hangUp(asked.contact(), operator));
      in(people.about(scenario.wrapUp()), () -> ready(asked.by()));
    } else {
      send(new ConsultEnded(consult, operator));
    }
  }

  private Duration breakLength() {
    return people.about(Duration.ofMinutes(3));
  }

  private Duration part(int parts) {
    return scenario.length().dividedBy(parts);
  }

  private void in(Duration delay, Runnable action) {
    calendar.add(new Planned(now.plus(delay), ++lastOrder, action));
  }
}
