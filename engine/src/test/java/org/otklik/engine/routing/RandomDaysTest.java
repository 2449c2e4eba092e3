package org.otklik.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.engine.simulation.Day;
import org.otklik.engine.simulation.Scenario;
import org.otklik.engine.simulation.Scenario.Habits;

/// The rules on seeded days on which everything happens often.
class RandomDaysTest {

  private static final Duration OVERTAKING_MAX = Duration.ofMinutes(4);

  static LongStream seeds() {
    return LongStream.range(0, 240);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decidesLikeTheNaiveRouter(long seed) {
    var scenario = unrulyDay(seed);
    var naive = new NaiveRouter(scenario.settings().getFirst());

    for (var step : Day.steps(scenario)) {
      assertThat(step.decisions())
          .as("%s at %s", step.event(), step.at())
          .isEqualTo(naive.on(step.event(), step.at()));
      assertThat(naive.somebodyWaitsInVain()).as("waits in vain after %s", step).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void neverOffersTwiceNeverLosesAContactNeverExceedsACapacity(long seed) {
    var ledger = new Ledger(unrulyDay(seed));

    ledger.playAndCheck();

    assertThat(ledger.offers()).isGreaterThan(5);
  }

  @Test
  void laterPeopleOvertakeOnlyWithinTheBoundOnAThousandDays() {
    int overtakings = 0;
    for (long seed = 0; seed < 1_000; seed++) {
      var ledger = new Ledger(unrulyDay(seed));
      ledger.playAndCheck();
      assertThat(ledger.largestOvertaking()).as("day %d", seed).isLessThanOrEqualTo(OVERTAKING_MAX);
      overtakings += ledger.overtakings();
    }
    assertThat(overtakings).as("overtakings within the bound").isGreaterThan(1_000);
  }

  @Test
  @Tag("long")
  void holdsOnFiveThousandFurtherDays() {
    for (long seed = 1_000; seed < 6_000; seed++) {
      decidesLikeTheNaiveRouter(seed);
      var ledger = new Ledger(unrulyDay(seed));
      ledger.playAndCheck();
      assertThat(ledger.largestOvertaking()).as("day %d", seed).isLessThanOrEqualTo(OVERTAKING_MAX);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 14, 15, 92, 65, 35})
  void sameEventsGiveSameDecisions(long seed) {
    assertThat(Day.steps(unrulyDay(seed))).isEqualTo(Day.steps(unrulyDay(seed)));
  }

  @Test
  void theDaysContainEverythingThatCanHappen() {
    var events = new HashSet<Class<?>>();
    var codes = new HashSet<String>();
    for (long seed = 0; seed < 60; seed++) {
      for (var step : Day.steps(unrulyDay(seed))) {
        events.add(step.event().getClass());
        step.decisions().forEach(decision -> codes.add(name(decision)));
      }
    }

    assertThat(events).containsExactlyInAnyOrder(RoutingEvent.class.getPermittedSubclasses());
    assertThat(codes)
        .containsExactlyInAnyOrder(
            "Hold nobody-free",
            "Hold nobody-present",
            "Offer most-urgent",
            "Offer longest-ready",
            "Offer least-specialised",
            "Offer kept",
            "Hold kept",
            "Dial most-urgent",
            "Dial longest-ready",
            "Dial least-specialised",
            "Dial kept",
            "Connect answered",
            "Withdraw dial-over",
            "Ignored not-dialled",
            "Withdraw no-answer",
            "Withdraw contact-left",
            "Withdraw operator-paused",
            "Withdraw operator-left",
            "Withdraw no-longer-qualified",
            "Connect accepted",
            "Connect taken-back",
            "Pause no-answer",
            "Pause connect-failed",
            "Overflow full",
            "Overflow nobody-to-consult",
            "Ignored known-contact",
            "Ignored unknown-contact",
            "Ignored unknown-operator",
            "Ignored offer-over",
            "Ignored not-talking",
            "Ignored not-parked",
            "Ignored busy",
            "Ignored talking",
            "Ignored place-lapsed");
  }

  private static String name(Decision decision) {
    var reason =
        switch (decision) {
          case Decision.Hold hold -> hold.reason();
          case Decision.Offer offer -> offer.reason();
          case Decision.Dial dial -> dial.reason();
          case Decision.Withdraw withdraw -> withdraw.reason();
          case Decision.Connect connect -> connect.reason();
          case Decision.Pause pause -> pause.reason();
          case Decision.Overflow overflow -> overflow.reason();
          case Decision.Ignored ignored -> ignored.reason();
        };
    return decision.getClass().getSimpleName() + " " + reason.code();
  }

  private static Scenario unrulyDay(long seed) {
    var operators = 2 + (int) (seed % 9);
    var topics = 1 + (int) (seed % 4);
    return new Scenario(
        seed,
        Duration.ofMinutes(60),
        operators,
        topics,
        Duration.ofMillis(120_000 / operators),
        Duration.ofMinutes(4),
        Duration.ofMinutes(2),
        Duration.ofSeconds(20),
        Habits.unruly(),
        settingsThrough(seed));
  }

  private static List<RoutingSettings> settingsThrough(long seed) {
    var rings = new ArrayList<Ring>();
    for (int i = 0; i <= seed % RoutingSettings.RINGS_MAX; i++) {
      rings.add(new Ring(Duration.ofSeconds(30 + 7 * i), Math.min(i, 4)));
    }
    var bonuses = Map.of(Priority.URGENT, OVERTAKING_MAX.minusSeconds(seed % 3));
    var longest = new TopicSettings(rings, false);
    var least = new TopicSettings(rings.subList(0, 1), true);
    var settings = new ArrayList<RoutingSettings>();
    for (int waitingMax : List.of(6, 25)) {
      settings.add(
          new RoutingSettings(
              Duration.ofSeconds(5),
              Duration.ofSeconds(15),
              Duration.ofMinutes(3),
              Duration.ofSeconds(20),
              OVERTAKING_MAX,
              waitingMax,
              waitingMax == 6 ? Map.of() : Map.of(Channel.CALL, Set.of(Channel.CHAT)),
              bonuses,
              waitingMax == 6 ? longest : least,
              Map.of(new TopicId("topic-1"), waitingMax == 6 ? least : longest)));
    }
    return settings;
  }
}
