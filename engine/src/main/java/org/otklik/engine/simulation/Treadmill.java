package org.otklik.engine.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.otklik.engine.routing.Capability;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.Decision;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.PersonKey;
import org.otklik.engine.routing.Priority;
import org.otklik.engine.routing.Requirement;
import org.otklik.engine.routing.Router;
import org.otklik.engine.routing.RoutingEvent;
import org.otklik.engine.routing.RoutingEvent.ContactArrived;
import org.otklik.engine.routing.RoutingEvent.ContactEnded;
import org.otklik.engine.routing.RoutingEvent.ContactLeft;
import org.otklik.engine.routing.RoutingEvent.OfferAccepted;
import org.otklik.engine.routing.RoutingEvent.OfferDeclined;
import org.otklik.engine.routing.RoutingEvent.OperatorArrived;
import org.otklik.engine.routing.RoutingEvent.OperatorReady;
import org.otklik.engine.routing.RoutingSettings;
import org.otklik.engine.routing.TopicId;

/// A busy centre in which the same number of contacts always waits: somebody comes as soon as
/// somebody is served. One step is one event.
///
/// One offer in 20 is declined, one contact in 10 hangs up while waiting and redials, one in 10 is
/// urgent, 3 in 10 need a higher level, and the clock runs so fast that the mean wait is about five
/// minutes, so that all pass through the rings.
final class Treadmill {

  private static final Duration MEAN_WAIT = Duration.ofMinutes(5);
  private static final int EVENTS_PER_TALK = 5;
  private static final int RECENT = 1_024;
  private static final Language RUSSIAN = new Language("ru");
  private static final Language ENGLISH = new Language("en");

  private record Team(List<TopicId> topics, Capability capability) {}

  private record Talk(ContactId contact, OperatorId operator) {}

  private final RoutingBenchmark.Shape shape;
  private final int target;
  private final Router router;
  private final SplittableRandom random = new SplittableRandom(7);
  private final Deque<RoutingEvent> next = new ArrayDeque<>();
  private final Deque<Talk> talks = new ArrayDeque<>();
  private final ContactArrived[] recent = new ContactArrived[RECENT];
  private final List<Team> teams;
  private final long stepNanos;
  private Instant now = Day.BEGIN;
  private long contacts;
  private long people;

  Treadmill(RoutingBenchmark.Shape shape, int waiting) {
    this.shape = shape;
    this.target = waiting;
    this.router = new Router(settings(waiting));
    this.teams = Stream.generate(this::team).limit(shape.teams()).toList();
    this.stepNanos = MEAN_WAIT.toNanos() / waiting / EVENTS_PER_TALK;
    Arrays.setAll(recent, i -> newcomer());
  }

  /// Signs everybody in and fills the queues.
  void fill() {
    for (int i = 0; i < shape.operators(); i++) {
      var operator = new OperatorId(new UUID(1, i));
      send(new OperatorArrived(operator, teams.get(i % teams.size()).capability()));
      send(new OperatorReady(operator));
    }
    while (router.waiting() < target || talks.size() < shape.operators() / 2) {
      step();
    }
  }

  int waiting() {
    return router.waiting();
  }

  void step() {
    if (next.isEmpty()) {
      plan();
    }
    send(next.remove());
  }

  private void plan() {
    if (router.waiting() < target || talks.isEmpty()) {
      next.add(newcomer());
      if (random.nextInt(10) == 0) {
        redial();
      }
    } else {
      var talk = talks.remove();
      next.add(new ContactEnded(talk.contact(), talk.operator()));
      next.add(new OperatorReady(talk.operator()));
    }
  }

  private void redial() {
    var gone = recent[random.nextInt(RECENT)];
    next.add(new ContactLeft(gone.contact()));
    next.add(arrival(gone.person(), gone.requirement(), gone.priority()));
  }

  private void send(RoutingEvent event) {
    now = now.plusNanos(stepNanos);
    var decisions = router.on(event, now);
    for (int i = 0; i < decisions.size(); i++) {
      react(decisions.get(i));
    }
  }

  private void react(Decision decision) {
    switch (decision) {
      case Decision.Offer(var contact, var operator, _, _) ->
          next.add(
              random.nextInt(20) == 0
                  ? new OfferDeclined(contact, operator, "not-my-topic")
                  : new OfferAccepted(contact, operator));
      case Decision.Connect(var contact, var operator, _) -> talks.add(new Talk(contact, operator));
      case Decision.Pause(var operator, _) -> next.add(new OperatorReady(operator));
      case Decision.Dial _,
          Decision.Hold _,
          Decision.Withdraw _,
          Decision.Overflow _,
          Decision.Ignored _ -> {}
    }
  }

  /// Somebody whom at least one team can serve, if only in the last ring.
  private ContactArrived newcomer() {
    var team = teams.get(random.nextInt(teams.size()));
    boolean english = random.nextInt(3) == 0 && team.capability().languages().contains(ENGLISH);
    var requirement =
        new Requirement(
            team.topics().get(random.nextInt(team.topics().size())),
            english ? ENGLISH : RUSSIAN,
            Channel.CALL,
            random.nextInt(10) < 3 ? 3 : 1,
            Set.of());
    var priority = random.nextInt(10) == 0 ? Priority.URGENT : Priority.NORMAL;
    return arrival(new PersonKey("+7" + ++people), requirement, priority);
  }

  private ContactArrived arrival(PersonKey person, Requirement requirement, Priority priority) {
    var id = new ContactId(new UUID(random.nextLong(), ++contacts));
    var arrival = new ContactArrived(id, person, requirement, priority);
    recent[(int) (contacts % RECENT)] = arrival;
    return arrival;
  }

  private Team team() {
    var levels = new LinkedHashMap<TopicId, Integer>();
    while (levels.size() < shape.queuesPerTeam()) {
      levels.put(new TopicId("topic-" + random.nextInt(shape.queues())), random.nextInt(1, 6));
    }
    var languages = random.nextInt(3) == 0 ? Set.of(RUSSIAN, ENGLISH) : Set.of(RUSSIAN);
    var capability = new Capability(levels, languages, Set.of(), Map.of(Channel.CALL, 1));
    return new Team(List.copyOf(levels.keySet()), capability);
  }

  private static RoutingSettings settings(int waiting) {
    var usual = RoutingSettings.defaults();
    return new RoutingSettings(
        usual.offerDeadline(),
        usual.placeKept(),
        usual.declinedAgainAfter(),
        usual.overtakingMax(),
        waiting * 2,
        usual.bonuses(),
        usual.anyTopic(),
        usual.topics());
  }
}
