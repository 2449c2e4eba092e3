package org.otklik.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.RoutingEvent.ContactArrived;
import org.otklik.engine.simulation.Day;
import org.otklik.engine.simulation.Scenario;

/// Plays a day, books from events and decisions alone who waits, rings and talks, and checks every
/// entry.
final class Ledger {

  private record Declined(ContactId contact, OperatorId operator) {}

  private final Scenario scenario;
  private final Router router;
  private final Map<ContactId, ContactArrived> arrivals = new HashMap<>();
  private final Map<ContactId, ContactArrived> waiting = new HashMap<>();
  private final Map<ContactId, OperatorId> ringing = new HashMap<>();
  private final Map<ContactId, OperatorId> talking = new HashMap<>();
  private final Set<ContactId> parked = new HashSet<>();
  private final Set<ContactId> dialled = new HashSet<>();
  private final Set<ContactId> resting = new HashSet<>();
  private final Map<ContactId, Reservation> kept = new HashMap<>();
  private final Map<OperatorId, Capability> capabilities = new HashMap<>();
  private final Map<Declined, Instant> declinedUntil = new HashMap<>();
  private RoutingSettings settings;
  private Instant now = Instant.MIN;
  private int offers;
  private int overtakings;
  private Duration largestOvertaking = Duration.ZERO;

  Ledger(Scenario scenario) {
    this.scenario = scenario;
    this.settings = scenario.settings().getFirst();
    this.router = new Router(settings);
  }

  int offers() {
    return offers;
  }

  int overtakings() {
    return overtakings;
  }

  Duration largestOvertaking() {
    return largestOvertaking;
  }

  /// Deadlines and the event are entered one after the other.
  void playAndCheck() {
    for (var step : Day.steps(scenario)) {
      now = step.at();
      enter(new RoutingEvent.TimePassed());
      enter(step.event());
    }
  }

  private void enter(RoutingEvent event) {
    var decisions = router.on(event, now);
    if (decisions.stream().noneMatch(Decision.Ignored.class::isInstance)) {
      book(event);
    }
    endParking();
    endRests();
    decisions.forEach(this::book);
    decisions.forEach(this::measureOvertaking);
    assertThat(router.waiting()).as("nobody is lost").isEqualTo(waiting.size() + ringing.size());
    assertThat(router.spots())
        .as("where everybody stands")
        .hasSize(waiting.size() + ringing.size())
        .allSatisfy(spot -> assertThat(router.spot(spot.contact(), now)).contains(spot));
  }

  /// Whoever is not parked any more, for the router, waits.
  private void endParking() {
    for (var contact : List.copyOf(parked)) {
      var stands = router.spot(contact, now);
      if (stands.isPresent()) {
        parked.remove(contact);
        waiting.put(contact, arrival(contact));
        kept.computeIfPresent(
            contact, (_, by) -> new Reservation(by.operator(), now.plus(settings.offerDeadline())));
      }
    }
  }

  /// Whichever callback does not rest any more, for the router, waits.
  private void endRests() {
    for (var contact : List.copyOf(resting)) {
      if (router.spot(contact, now).isPresent()) {
        resting.remove(contact);
        waiting.put(contact, arrival(contact));
      }
    }
  }

  private void book(RoutingEvent event) {
    switch (event) {
      case ContactArrived arrived -> {
        arrivals.put(arrived.contact(), arrived);
        waiting.put(arrived.contact(), arrived);
        if (arrived.preferred() != null) {
          kept.put(arrived.contact(), arrived.preferred());
        }
      }
      case RoutingEvent.ContactLeft(var contact) -> {
        boolean waited = waiting.remove(contact) != null;
        boolean rang = ringing.remove(contact) != null;
        boolean parkedOne = parked.remove(contact);
        boolean rested = resting.remove(contact);
        dialled.remove(contact);
        assertThat(Stream.of(waited, rang, parkedOne, rested).filter(is -> is)).hasSize(1);
      }
      case RoutingEvent.OfferDeclined(var contact, var operator, _) -> {
        goOn(contact, ringing.remove(contact), operator);
        var until = now.plus(settings.declinedAgainAfter());
        declinedUntil.put(new Declined(contact, operator), until);
      }
      case RoutingEvent.CallbackAnswered(var contact, var operator) -> {
        assertThat(dialled.remove(contact)).isTrue();
        assertThat(ringing.get(contact)).isEqualTo(operator);
      }
      case RoutingEvent.CallbackUnanswered(var contact, var operator, var again) -> {
        assertThat(dialled.remove(contact)).isTrue();
        assertThat(ringing.remove(contact)).isEqualTo(operator);
        if (again != null) {
          resting.add(contact);
        }
      }
      case RoutingEvent.ConnectFailed(var contact, var operator, var waits) -> {
        assertThat(talking.remove(contact)).isEqualTo(operator);
        if (waits) {
          goOn(contact, operator, operator);
        }
      }
      case RoutingEvent.ContactEnded(var contact, var operator) ->
          assertThat(talking.remove(contact)).isEqualTo(operator);
      case RoutingEvent.ContactTransferred(var contact, var from, var need, var reservation) -> {
        assertThat(talking.remove(contact)).isEqualTo(from);
        var before = arrival(contact);
        arrivals.put(
            contact, new ContactArrived(contact, before.person(), need, before.priority()));
        goOn(contact, from, from);
        if (reservation != null) {
          declinedUntil.remove(new Declined(contact, reservation.operator()));
        }
        var until = now.plus(settings.declinedAgainAfter());
        declinedUntil.put(new Declined(contact, from), until);
        kept.remove(contact);
        if (reservation != null) {
          kept.put(contact, reservation);
        }
      }
      case RoutingEvent.ContactParked(var contact, var operator, var until) -> {
        assertThat(talking.remove(contact)).isEqualTo(operator);
        assertThat(parked.add(contact)).isTrue();
        kept.put(contact, new Reservation(operator, until));
      }
      case RoutingEvent.TalkBegan(
              var contact,
              var person,
              var need,
              var priority,
              var operator) -> {
        assertThat(talking.values()).as("talks with nobody else").doesNotContain(operator);
        assertThat(ringing.values()).doesNotContain(operator);
        arrivals.put(contact, new ContactArrived(contact, person, need, priority));
        talking.put(contact, operator);
      }
      case RoutingEvent.ParkedTaken(var contact, var operator) -> {
        assertThat(talking.values()).as("talks with nobody else").doesNotContain(operator);
        assertThat(ringing.values()).doesNotContain(operator);
        assertThat(parked.remove(contact)).isTrue();
        kept.remove(contact);
        ringing.put(contact, operator);
      }
      case RoutingEvent.ConsultAsked(
              var consult,
              var contact,
              var need,
              var operator,
              var until) -> {
        var main = arrival(contact);
        var arrival = new ContactArrived(consult, main.person(), need, main.priority());
        arrivals.put(consult, arrival);
        waiting.put(consult, arrival);
        declinedUntil.put(
            new Declined(consult, Objects.requireNonNull(talking.get(contact))), until);
        if (operator != null) {
          kept.put(consult, new Reservation(operator, until));
        }
      }
      case RoutingEvent.ConsultEnded(var consult, var operator) ->
          assertThat(talking.remove(consult)).isEqualTo(operator);
      case RoutingEvent.HandedOver(var contact, var from, var consult, var to) -> {
        assertThat(talking.remove(consult)).isEqualTo(to);
        assertThat(talking.put(contact, to)).isEqualTo(from);
      }
      case RoutingEvent.OperatorArrived(var operator, var capability) ->
          capabilities.put(operator, capability);
      case RoutingEvent.SettingsChanged(var changed) -> settings = changed;
      case RoutingEvent.PlaceRestored _,
          RoutingEvent.ContactPulled _,
          RoutingEvent.PlaceKeyed _,
          RoutingEvent.OperatorReady _,
          RoutingEvent.OperatorPaused _,
          RoutingEvent.OperatorLeft _,
          RoutingEvent.OfferAccepted _,
          RoutingEvent.TimePassed _ -> {}
    }
  }

  private void book(Decision decision) {
    switch (decision) {
      case Decision.Offer(var contact, var operator, var until, _) -> {
        assertThat(waiting.remove(contact)).as("offered only while it waits").isNotNull();
        assertThat(ringing.values()).as("reserved by an offer").doesNotContain(operator);
        assertThat(until).isEqualTo(now.plus(settings.offerDeadline()));
        ringing.put(contact, operator);
        offers++;
        assertWithinCapacity(contact, operator);
      }
      case Decision.Dial(var contact, var operator, var until, _) -> {
        assertThat(waiting.remove(contact)).as("dialled only while it waits").isNotNull();
        assertThat(ringing.values()).as("one operator for each in flight").doesNotContain(operator);
        assertThat(until).isEqualTo(now.plus(settings.dialDeadline()));
        ringing.put(contact, operator);
        assertThat(dialled.add(contact)).isTrue();
        assertWithinCapacity(contact, operator);
      }
      case Decision.Withdraw(var contact, var operator, var reason) -> {
        dialled.remove(contact);
        if (reason.code().equals("dial-over")) {
          assertThat(ringing.remove(contact)).isEqualTo(operator);
          resting.add(contact);
        } else if (!reason.code().equals("contact-left")) {
          goOn(contact, ringing.remove(contact), operator);
        }
      }
      case Decision.Connect(var contact, var operator, _) -> {
        assertThat(ringing.remove(contact)).isEqualTo(operator);
        talking.put(contact, operator);
      }
      case Decision.Overflow(var contact, _) -> assertThat(waiting.remove(contact)).isNotNull();
      case Decision.Hold(var contact, var position, _, _) -> {
        assertThat(waiting).containsKey(contact);
        assertThat(position).isBetween(1, waiting.size());
      }
      case Decision.Pause _, Decision.Ignored _ -> {}
    }
  }

  private void goOn(ContactId contact, @Nullable OperatorId from, OperatorId expected) {
    assertThat(from).isEqualTo(expected);
    waiting.put(contact, arrival(contact));
  }

  private void assertWithinCapacity(ContactId contact, OperatorId operator) {
    var channel = arrival(contact).requirement().channel();
    long taken =
        Stream.of(ringing, talking)
            .flatMap(map -> map.entrySet().stream())
            .filter(entry -> entry.getValue().equals(operator))
            .filter(entry -> arrival(entry.getKey()).requirement().channel() == channel)
            .count();
    assertThat((int) taken)
        .isLessThanOrEqualTo(capability(operator).capacity().getOrDefault(channel, 0));
  }

  /// By how much the person of this offer began later than anybody who waits on and could have had
  /// the same operator, who has room on the channel of this offer.
  private void measureOvertaking(Decision decision) {
    switch (decision) {
      case Decision.Offer(var contact, var operator, _, _) -> measureOvertaking(contact, operator);
      case Decision.Dial(var contact, var operator, _, _) -> measureOvertaking(contact, operator);
      case Decision.Hold _,
          Decision.Withdraw _,
          Decision.Connect _,
          Decision.Pause _,
          Decision.Overflow _,
          Decision.Ignored _ -> {}
    }
  }

  private void measureOvertaking(ContactId contact, OperatorId operator) {
    if (ringing.containsKey(contact)) {
      var since = since(contact);
      var channel = arrival(contact).requirement().channel();
      for (var other : waiting.values()) {
        var lead = Duration.between(since(other.contact()), since);
        if (lead.isPositive()
            && other.requirement().channel() == channel
            && couldTake(operator, other)) {
          overtakings++;
          largestOvertaking = lead.compareTo(largestOvertaking) > 0 ? lead : largestOvertaking;
        }
      }
    }
  }

  private boolean couldTake(OperatorId operator, ContactArrived contact) {
    var reservation = kept.get(contact.contact());
    if (reservation != null && now.isBefore(reservation.until())) {
      return false;
    }
    var declined = declinedUntil.get(new Declined(contact.contact(), operator));
    if (declined != null && declined.isAfter(now)) {
      return false;
    }
    var topic = settings.topic(contact.requirement().topic());
    var waited = Duration.between(since(contact.contact()), now);
    int level = topic.level(topic.ringAfter(waited.toNanos()), contact.requirement().level());
    var need = contact.requirement().withLevel(level);
    return Lack.of(need, capability(operator)) == Lack.NOTHING;
  }

  private Instant since(ContactId contact) {
    return router.spot(contact, now).orElseThrow().since();
  }

  private ContactArrived arrival(ContactId contact) {
    return Objects.requireNonNull(arrivals.get(contact));
  }

  private Capability capability(OperatorId operator) {
    return Objects.requireNonNull(capabilities.get(operator));
  }
}
