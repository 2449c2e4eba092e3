package org.otklik.engine.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What an administrator decides about routing. The constructor reports all faults at once as
/// [InvalidRoutingSettings].
///
/// @param offerDeadline how long an operator is rung (rule 6), 1 second to 5 minutes
/// @param dialDeadline how long a callback is dialled at most, an operator being reserved for it
///   (rule 8), 1 second to 5 minutes
/// @param placeKept how long a person's place is kept after their last contact has gone (rule 4),
///   up to a day
/// @param declinedAgainAfter how long a contact is not offered again to an operator who declined
///   it, nor a callback dialled again whose dialling came to no end, 1 second to a day
/// @param overtakingMax by how much at most somebody whose first attempt was later may come first
///   (rule 3), up to a day; no bonus may be larger
/// @param waitingMax how many contacts may wait or ring; at the limit a contact that nobody can
///   take at once overflows
/// @param besides beside which other channels a contact of a channel may be taken (rule 1); a
///   channel not named comes beside none: one call or three chats, never both
/// @param bonuses waiting time that a priority class is given at the start; a class not named has
///   none
/// @param anyTopic how topics are handled that are not in `topics`
/// @param topics how these topics are handled
public record RoutingSettings(
    Duration offerDeadline,
    Duration dialDeadline,
    Duration placeKept,
    Duration declinedAgainAfter,
    Duration overtakingMax,
    int waitingMax,
    Map<Channel, Set<Channel>> besides,
    Map<Priority, Duration> bonuses,
    TopicSettings anyTopic,
    Map<TopicId, TopicSettings> topics) {

  /// The most rings a topic may have.
  public static final int RINGS_MAX = 6;

  /// The largest `waitingMax`.
  public static final int WAITING_LIMIT = 1_000_000;

  /// How long a callback is dialled where nothing else is said.
  public static final Duration DIAL_DEADLINE = Duration.ofSeconds(45);

  private static final Duration DAY = Duration.ofDays(1);

  /// Checks everything and copies the collections.
  public RoutingSettings {
    besides = Map.copyOf(besides);
    bonuses = Map.copyOf(bonuses);
    topics = Map.copyOf(topics);
    var faults = new ArrayList<String>();
    within(faults, "offerDeadline", offerDeadline, Duration.ofSeconds(1), Duration.ofMinutes(5));
    within(faults, "dialDeadline", dialDeadline, Duration.ofSeconds(1), Duration.ofMinutes(5));
    within(faults, "placeKept", placeKept, Duration.ZERO, DAY);
    within(faults, "declinedAgainAfter", declinedAgainAfter, Duration.ofSeconds(1), DAY);
    within(faults, "overtakingMax", overtakingMax, Duration.ZERO, DAY);
    if (waitingMax < 1 || waitingMax > WAITING_LIMIT) {
      faults.add("The waitingMax (%d) must be 1 to %d.".formatted(waitingMax, WAITING_LIMIT));
    }
    for (var priority : Priority.values()) {
      var bonus = bonuses.getOrDefault(priority, Duration.ZERO);
      within(faults, "bonus of " + priority, bonus, Duration.ZERO, overtakingMax);
    }
    checkRings(faults, "any topic", anyTopic.rings());
    topics.entrySet().stream()
        .sorted(Map.Entry.comparingByKey((a, b) -> a.value().compareTo(b.value())))
        .forEach(
            topic ->
                checkRings(faults, "topic " + topic.getKey().value(), topic.getValue().rings()));
    if (!faults.isEmpty()) {
      throw new InvalidRoutingSettings(faults);
    }
  }

  /// Dials for [#DIAL_DEADLINE]; nothing is taken beside another channel.
  public RoutingSettings(
      Duration offerDeadline,
      Duration placeKept,
      Duration declinedAgainAfter,
      Duration overtakingMax,
      int waitingMax,
      Map<Priority, Duration> bonuses,
      TopicSettings anyTopic,
      Map<TopicId, TopicSettings> topics) {
    this(
        offerDeadline,
        DIAL_DEADLINE,
        placeKept,
        declinedAgainAfter,
        overtakingMax,
        waitingMax,
        Map.of(),
        bonuses,
        anyTopic,
        topics);
  }

  /// Settings that suit a centre until it has found its own: offers of 15 seconds, places kept for
  /// 30 minutes, urgent matters 10 minutes ahead, the level falling by one after a minute and to
  /// any after three.
  public static RoutingSettings defaults() {
    return new RoutingSettings(
        Duration.ofSeconds(15),
        Duration.ofMinutes(30),
        Duration.ofMinutes(2),
        Duration.ofMinutes(15),
        10_000,
        Map.of(Priority.URGENT, Duration.ofMinutes(10)),
        new TopicSettings(
            List.of(
                new Ring(Duration.ofMinutes(1), 0),
                new Ring(Duration.ofMinutes(2), 1),
                new Ring(Duration.ofMinutes(1), 4)),
            false),
        Map.of());
  }

  /// How this topic is handled.
  public TopicSettings topic(TopicId topic) {
    return topics.getOrDefault(topic, anyTopic);
  }

  /// Whether a contact of this channel may be taken while one of another goes on.
  boolean mayComeBeside(Channel channel, Channel other) {
    return channel == other || besides.getOrDefault(channel, Set.of()).contains(other);
  }

  /// Waiting time that a class is given at the start.
  public Duration bonus(Priority priority) {
    return bonuses.getOrDefault(priority, Duration.ZERO);
  }

  private static void within(
      List<String> faults, String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      faults.add("The %s (%s) must be %s to %s.".formatted(name, value, least, most));
    }
  }

  private static void checkRings(List<String> faults, String where, List<Ring> rings) {
    if (rings.isEmpty() || rings.size() > RINGS_MAX) {
      faults.add("The rings of %s (%d) must be 1 to %d.".formatted(where, rings.size(), RINGS_MAX));
    }
    int dropped = 0;
    for (int i = 0; i < rings.size(); i++) {
      var ring = rings.get(i);
      within(
          faults,
          "stay in ring %d of %s".formatted(i + 1, where),
          ring.stay(),
          Duration.ofSeconds(1),
          DAY);
      if (ring.levelsDropped() < dropped || ring.levelsDropped() > 4) {
        faults.add(
            "The levelsDropped (%d) in ring %d of %s must be %d to 4."
                .formatted(ring.levelsDropped(), i + 1, where, dropped));
      }
      dropped = Math.max(dropped, ring.levelsDropped());
    }
  }
}
