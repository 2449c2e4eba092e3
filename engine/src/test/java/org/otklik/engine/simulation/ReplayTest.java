package org.otklik.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.otklik.engine.routing.Capability;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.PersonKey;
import org.otklik.engine.routing.Priority;
import org.otklik.engine.routing.Requirement;
import org.otklik.engine.routing.RoutingSettings;
import org.otklik.engine.routing.TopicId;
import org.otklik.engine.simulation.Replay.Arrival;
import org.otklik.engine.simulation.Replay.Interval;
import org.otklik.engine.simulation.Replay.Shift;
import org.otklik.engine.staffing.Load;

class ReplayTest {

  private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
  private static final Duration IN_TIME = Duration.ofSeconds(20);
  private static final TopicId PASSPORT = new TopicId("passport");
  private static final Language RUSSIAN = new Language("ru");

  @Test
  void reportsHowThoseFaredWhoCameInEachInterval() {
    var arrivals =
        List.of(
            arrival(0, Channel.CALL, 60, null),
            arrival(1, Channel.CALL, 60, null),
            arrival(2, Channel.CALL, 60, 10),
            arrival(1800, Channel.CALLBACK, 60, null));

    var intervals = play(arrivals, shifts(1, 3600), RoutingSettings.defaults());

    assertThat(intervals)
        .containsExactly(
            new Interval(NINE, 3, 2, 1, 1, 0, ofMillis(34_000), ofMillis(65_000)),
            new Interval(NINE.plus(HALF_AN_HOUR), 1, 1, 1, 0, 0, Replay.PICK_UP, Replay.PICK_UP));
    assertThat(intervals.getFirst().serviceLevel()).isCloseTo(1 / 3.0, within(1e-9));
  }

  @Test
  void showsWhatAnotherSettingWouldHaveDone() {
    var arrivals = new ArrayList<Arrival>();
    for (int i = 0; i < 10; i++) {
      arrivals.add(arrival(i, Channel.CALL, 300, null));
    }
    var usual = RoutingSettings.defaults();
    var smaller =
        new RoutingSettings(
            usual.offerDeadline(),
            usual.placeKept(),
            usual.declinedAgainAfter(),
            usual.overtakingMax(),
            4,
            usual.bonuses(),
            usual.anyTopic(),
            usual.topics());

    assertThat(play(arrivals, shifts(1, 7200), usual).getFirst().overflowed()).isZero();
    assertThat(play(arrivals, shifts(1, 7200), smaller).getFirst().overflowed()).isEqualTo(5);
  }

  @Test
  void whoComesAfterTheLastShiftIsNotTaken() {
    var intervals =
        play(
            List.of(arrival(4000, Channel.CALL, 60, null)),
            shifts(1, 3600),
            RoutingSettings.defaults());

    assertThat(intervals).singleElement().matches(interval -> interval.taken() == 0);
  }

  /// The operators' three seconds to answer are part of what a contact takes them.
  @Test
  void agreesWithErlangAOverManyDays() {
    var handling = Duration.ofMinutes(3);
    var patience = Duration.ofMinutes(5);
    var random = new SplittableRandom(3);
    var arrivals = new ArrayList<Arrival>();
    double at = 0;
    while (at < 400 * 3600) {
      at += 18 * random.nextExponential();
      arrivals.add(
          new Arrival(
              NINE.plus(ofMillis((long) (at * 1000))),
              new PersonKey("person-" + arrivals.size()),
              need(Channel.CALL),
              Priority.NORMAL,
              ofMillis((long) (random.nextExponential() * 177_000)),
              ofMillis((long) (random.nextExponential() * 300_000) + 3_000)));
    }

    var intervals = play(arrivals, shifts(11, 500 * 3600), RoutingSettings.defaults());

    double came = intervals.stream().mapToInt(Interval::came).sum();
    double gaveUp = intervals.stream().mapToInt(Interval::gaveUp).sum();
    var theory = new Load(100, HALF_AN_HOUR, handling, patience).servedBy(11);
    assertThat(came).isGreaterThan(70_000);
    assertThat(gaveUp / came).isCloseTo(theory.abandonedShare(), within(0.006));
    assertThat(intervals.stream().mapToInt(Interval::taken).sum() + gaveUp).isEqualTo(came);
  }

  private static List<Interval> play(
      List<Arrival> arrivals, List<Shift> shifts, RoutingSettings settings) {
    return Replay.play(arrivals, shifts, settings, HALF_AN_HOUR, IN_TIME);
  }

  private static Arrival arrival(
      int second, Channel channel, int handling, @Nullable Integer patience) {
    return new Arrival(
        NINE.plusSeconds(second),
        new PersonKey("person-" + second),
        need(channel),
        Priority.NORMAL,
        Duration.ofSeconds(handling),
        patience == null ? null : Duration.ofSeconds(patience));
  }

  private static Requirement need(Channel channel) {
    return new Requirement(PASSPORT, RUSSIAN, channel, 1, Set.of());
  }

  private static List<Shift> shifts(int operators, int seconds) {
    var capability =
        new Capability(
            Map.of(PASSPORT, 3),
            Set.of(RUSSIAN),
            Set.of(),
            Map.of(Channel.CALL, 1, Channel.CALLBACK, 1));
    var shifts = new ArrayList<Shift>();
    for (int i = 0; i < operators; i++) {
      shifts.add(
          new Shift(new OperatorId(new UUID(1, i)), capability, NINE, NINE.plusSeconds(seconds)));
    }
    return shifts;
  }

  private static Duration ofMillis(long millis) {
    return Duration.ofMillis(millis);
  }
}
