package org.otklik.engine.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.Capability;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.Decision;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.PersonKey;
import org.otklik.engine.routing.Priority;
import org.otklik.engine.routing.Requirement;
import org.otklik.engine.routing.Router;
import org.otklik.engine.routing.RoutingEvent;
import org.otklik.engine.routing.RoutingEvent.CallbackAnswered;
import org.otklik.engine.routing.RoutingEvent.ContactArrived;
import org.otklik.engine.routing.RoutingEvent.ContactEnded;
import org.otklik.engine.routing.RoutingEvent.ContactLeft;
import org.otklik.engine.routing.RoutingEvent.OfferAccepted;
import org.otklik.engine.routing.RoutingEvent.OperatorArrived;
import org.otklik.engine.routing.RoutingEvent.OperatorLeft;
import org.otklik.engine.routing.RoutingEvent.OperatorReady;
import org.otklik.engine.routing.RoutingEvent.TimePassed;
import org.otklik.engine.routing.RoutingSettings;

/// What a day would have been like with these settings or these operators: recorded arrivals
/// through the real router. The same input always gives the same day.
///
/// Operators take every offer after [#ANSWER], and people who are called back answer after
/// [#PICK_UP]. One thread owns a replay; it is played once.
public final class Replay {

  /// How long an operator takes to accept an offer.
  public static final Duration ANSWER = Duration.ofSeconds(3);

  /// How long a person who is called back takes to answer.
  public static final Duration PICK_UP = Duration.ofSeconds(10);

  /// A contact as it came.
  ///
  /// @param handling how long it takes an operator, wrap-up included
  /// @param patience after which the person gives up; null: never
  public record Arrival(
      Instant at,
      PersonKey person,
      Requirement requirement,
      Priority priority,
      Duration handling,
      @Nullable Duration patience) {}

  /// An operator at work, ready from the beginning. One who has a break has two shifts.
  public record Shift(OperatorId operator, Capability capability, Instant from, Instant to) {}

  /// How contacts fared that came in one interval.
  ///
  /// @param from when it begins
  /// @param came how many came
  /// @param taken how many reached an operator
  /// @param takenInTime how many of them within the goal's wait
  /// @param gaveUp how many left before
  /// @param overflowed how many found the queue full
  /// @param meanWait of those taken; zero if nobody was
  /// @param longestWait of those taken
  public record Interval(
      Instant from,
      int came,
      int taken,
      int takenInTime,
      int gaveUp,
      int overflowed,
      Duration meanWait,
      Duration longestWait) {

    /// Share of those who came that was taken in time, 0 to 1; 1 if nobody came.
    public double serviceLevel() {
      return came == 0 ? 1 : (double) takenInTime / came;
    }
  }

  private record Planned(Instant at, long order, RoutingEvent event) {}

  private static final class Tally {
    private int came;
    private int taken;
    private int takenInTime;
    private int gaveUp;
    private int overflowed;
    private Duration waits = Duration.ZERO;
    private Duration longestWait = Duration.ZERO;

    Interval interval(Instant from) {
      var mean = taken == 0 ? Duration.ZERO : waits.dividedBy(taken);
      return new Interval(from, came, taken, takenInTime, gaveUp, overflowed, mean, longestWait);
    }
  }

  private final Router router;
  private final Duration interval;
  private final Duration inTime;
  private final PriorityQueue<Planned> calendar =
      new PriorityQueue<>(Comparator.comparing(Planned::at).thenComparingLong(Planned::order));
  private final Map<ContactId, Arrival> present = new HashMap<>();
  private final TreeMap<Instant, Tally> tallies = new TreeMap<>();
  private Instant now = Instant.MIN;
  private long lastOrder;

  private Replay(RoutingSettings settings, Duration interval, Duration inTime) {
    this.router = new Router(settings);
    this.interval = interval;
    this.inTime = inTime;
  }

  /// Plays the day.
  ///
  /// @param interval the length of the intervals to report, positive; they begin at multiples of it
  ///   since 1970
  /// @param inTime a wait up to this counts as in time
  /// @return the intervals in which somebody came, in order
  public static List<Interval> play(
      List<Arrival> arrivals,
      List<Shift> shifts,
      RoutingSettings settings,
      Duration interval,
      Duration inTime) {
    if (!interval.isPositive()) {
      throw new IllegalArgumentException("The interval (%s) must be positive.".formatted(interval));
    }
    var replay = new Replay(settings, interval, inTime);
    replay.plan(arrivals, shifts);
    replay.play();
    var intervals = new ArrayList<Interval>();
    replay.tallies.forEach((from, tally) -> intervals.add(tally.interval(from)));
    return intervals;
  }

  private void plan(List<Arrival> arrivals, List<Shift> shifts) {
    for (var shift : shifts) {
      plan(shift.from(), new OperatorArrived(shift.operator(), shift.capability()));
      plan(shift.from(), new OperatorReady(shift.operator()));
      plan(shift.to(), new OperatorLeft(shift.operator()));
    }
    long number = 0;
    for (var arrival : arrivals) {
      var contact = new ContactId(new UUID(0, ++number));
      present.put(contact, arrival);
      plan(
          arrival.at(),
          new ContactArrived(contact, arrival.person(), arrival.requirement(), arrival.priority()));
      if (arrival.patience() != null) {
        plan(arrival.at().plus(arrival.patience()), new ContactLeft(contact));
      }
    }
  }

  private void play() {
    while (!calendar.isEmpty()) {
      var wake = router.nextWake();
      if (wake.isPresent() && wake.get().isBefore(calendar.element().at())) {
        now = wake.get().isAfter(now) ? wake.get() : now;
        router.on(new TimePassed(), now).forEach(this::follow);
      } else {
        var next = calendar.remove();
        now = next.at();
        happens(next.event());
      }
    }
  }

  private void happens(RoutingEvent event) {
    if (event instanceof ContactArrived(var contact, _, _, _, _)) {
      tally(contact).came++;
    }
    if (event instanceof ContactLeft(var contact) && router.spot(contact, now).isPresent()) {
      tally(contact).gaveUp++;
    }
    router.on(event, now).forEach(this::follow);
  }

  private void follow(Decision decision) {
    switch (decision) {
      case Decision.Offer(var contact, var operator, _, _) ->
          plan(now.plus(ANSWER), new OfferAccepted(contact, operator));
      case Decision.Dial(var contact, var operator, _, _) ->
          plan(now.plus(PICK_UP), new CallbackAnswered(contact, operator));
      case Decision.Connect(var contact, var operator, _) -> talk(contact, operator);
      case Decision.Overflow(var contact, _) -> tally(contact).overflowed++;
      case Decision.Pause(var operator, _) -> plan(now, new OperatorReady(operator));
      case Decision.Hold _, Decision.Withdraw _, Decision.Ignored _ -> {}
    }
  }

  private void talk(ContactId contact, OperatorId operator) {
    var arrival = arrival(contact);
    var wait = Duration.between(arrival.at(), now);
    var tally = tally(contact);
    tally.taken++;
    tally.takenInTime += wait.compareTo(inTime) <= 0 ? 1 : 0;
    tally.waits = tally.waits.plus(wait);
    tally.longestWait = wait.compareTo(tally.longestWait) > 0 ? wait : tally.longestWait;
    var end = now.plus(arrival.handling());
    plan(end, new ContactEnded(contact, operator));
    plan(end, new OperatorReady(operator));
  }

  /// Of the interval in which the contact came.
  private Tally tally(ContactId contact) {
    long nanos = interval.toNanos();
    var at = arrival(contact).at();
    long since = Duration.between(Instant.EPOCH, at).toNanos();
    return tallies.computeIfAbsent(at.minusNanos(Math.floorMod(since, nanos)), _ -> new Tally());
  }

  private Arrival arrival(ContactId contact) {
    var arrival = present.get(contact);
    if (arrival == null) {
      throw new IllegalStateException("The contact (%s) never came.".formatted(contact));
    }
    return arrival;
  }

  private void plan(Instant at, RoutingEvent event) {
    calendar.add(new Planned(at, ++lastOrder, event));
  }
}
