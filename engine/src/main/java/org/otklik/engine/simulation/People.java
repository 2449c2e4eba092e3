package org.otklik.engine.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.otklik.engine.routing.Capability;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.PersonKey;
import org.otklik.engine.routing.Priority;
import org.otklik.engine.routing.Requirement;
import org.otklik.engine.routing.Reservation;
import org.otklik.engine.routing.RoutingEvent.ContactArrived;
import org.otklik.engine.routing.SkillId;
import org.otklik.engine.routing.TopicId;

/// Makes up citizens and operators for a scenario, and how they behave.
final class People {

  private static final Language RUSSIAN = new Language("ru");
  private static final Language ENGLISH = new Language("en");
  private static final SkillId SIGN_LANGUAGE = new SkillId("sign-language");
  private static final List<Integer> LEVELS_ASKED = List.of(1, 1, 2, 3, 4);

  private final Scenario scenario;
  private final RandomGenerator random;
  private int people;
  private int contacts;

  People(Scenario scenario, RandomGenerator random) {
    this.scenario = scenario;
    this.random = random;
  }

  boolean happens(double share) {
    return random.nextDouble() < share;
  }

  /// Exponential, at least a millisecond.
  Duration about(Duration mean) {
    return Duration.ofMillis(Math.max(1, Math.round(random.nextExponential() * mean.toMillis())));
  }

  /// Even, in milliseconds.
  Duration between(Duration least, Duration most) {
    return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
  }

  ContactArrived newcomer(Instant now) {
    var person = new PersonKey("person-" + ++people);
    return new ContactArrived(
        nextContact(),
        person,
        requirement(),
        happens(scenario.habits().urgent()) ? Priority.URGENT : Priority.NORMAL,
        happens(scenario.habits().failures()) ? reservation(now) : null);
  }

  /// Whoever had them on the line before it dropped.
  private Reservation reservation(Instant now) {
    return new Reservation(someOperator(), now.plus(about(Duration.ofMinutes(1))));
  }

  /// One of those who came lately.
  PersonKey someone() {
    return new PersonKey("person-" + random.nextInt(Math.max(1, people - 5), people + 1));
  }

  /// The same person with the same wish on a new contact.
  ContactArrived again(ContactArrived before) {
    return new ContactArrived(
        nextContact(), before.person(), before.requirement(), before.priority());
  }

  /// A contact that nobody has yet.
  ContactId another() {
    return nextContact();
  }

  /// What a contact on this channel may need instead.
  Requirement other(Channel channel) {
    return new Requirement(
        topic(), RUSSIAN, channel, LEVELS_ASKED.get(random.nextInt(LEVELS_ASKED.size())), Set.of());
  }

  OperatorId someOperator() {
    return operator(random.nextInt(scenario.operators()));
  }

  OperatorId operator(int number) {
    return new OperatorId(new UUID(1, number));
  }

  Capability capability() {
    var levels = new HashMap<TopicId, Integer>();
    levels.put(topic(), random.nextInt(1, 6));
    for (int i = 0; i < scenario.topics(); i++) {
      if (happens(0.3)) {
        levels.put(topic(i), random.nextInt(1, 6));
      }
    }
    var languages = new HashSet<>(Set.of(RUSSIAN));
    if (happens(0.3)) {
      languages.add(ENGLISH);
    }
    Set<SkillId> skills = happens(0.2) ? Set.of(SIGN_LANGUAGE) : Set.of();
    var capacity =
        happens(0.5)
            ? Map.of(Channel.CALL, 1, Channel.CALLBACK, 1)
            : Map.of(Channel.CALL, 1, Channel.CALLBACK, 1, Channel.CHAT, 3);
    return new Capability(levels, languages, skills, capacity);
  }

  private ContactId nextContact() {
    return new ContactId(new UUID(2, ++contacts));
  }

  private Requirement requirement() {
    return new Requirement(
        topic(),
        happens(0.9) ? RUSSIAN : ENGLISH,
        channel(),
        LEVELS_ASKED.get(random.nextInt(LEVELS_ASKED.size())),
        happens(scenario.habits().skilled()) ? Set.of(SIGN_LANGUAGE) : Set.of());
  }

  private Channel channel() {
    if (happens(scenario.habits().chat())) {
      return Channel.CHAT;
    }
    return happens(scenario.habits().callback()) ? Channel.CALLBACK : Channel.CALL;
  }

  private TopicId topic() {
    return topic(random.nextInt(scenario.topics()));
  }

  private static TopicId topic(int number) {
    return new TopicId("topic-" + number);
  }
}
