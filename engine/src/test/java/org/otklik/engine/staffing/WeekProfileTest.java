package org.otklik.engine.staffing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.otklik.engine.staffing.WeekProfile.Count;

class WeekProfileTest {

  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

  @Test
  void expectsWhatWasUsualOnThatWeekdayAtThatTime() {
    var mondays = weeksBefore(MONDAY, 8);
    var counts = mondays.stream().map(day -> new Count(day.atTime(9, 0), 40)).toList();

    var profile = WeekProfile.of(HALF_AN_HOUR, mondays, counts, MONDAY);

    assertThat(profile.expected(MONDAY.atTime(9, 29))).isCloseTo(40, within(1e-9));
    assertThat(profile.expected(MONDAY.atTime(9, 30))).isZero();
    assertThat(profile.expected(MONDAY.plusDays(1).atTime(9, 0)))
        .as("a weekday never seen is like the others")
        .isCloseTo(40, within(1e-9));
  }

  @Test
  void recentWeeksCountMore() {
    var days = Set.of(MONDAY.minusWeeks(8), MONDAY.minusWeeks(4), MONDAY);
    var counts = List.of(new Count(MONDAY.atTime(9, 0), 70));

    var profile = WeekProfile.of(HALF_AN_HOUR, days, counts, MONDAY);

    assertThat(profile.expected(MONDAY.atTime(9, 0))).isCloseTo(40, within(1e-9));
  }

  @Test
  void addsUpIntervalsAndPartsOfThem() {
    var counts = List.of(new Count(MONDAY.atTime(9, 0), 30), new Count(MONDAY.atTime(9, 30), 60));
    var profile = WeekProfile.of(HALF_AN_HOUR, Set.of(MONDAY), counts, MONDAY);

    assertThat(profile.expected(MONDAY.atTime(9, 20), Duration.ofMinutes(20)))
        .isCloseTo(10 + 20, within(1e-9));
    assertThat(profile.expected(MONDAY.atTime(0, 0), Duration.ofDays(1)))
        .isCloseTo(90, within(1e-9));
  }

  @Test
  void withoutHistoryNobodyIsExpected() {
    var profile = WeekProfile.of(HALF_AN_HOUR, Set.of(), List.of(), MONDAY);

    assertThat(profile.expected(MONDAY.atTime(9, 0))).isZero();
  }

  @Test
  void refusesAnIntervalThatDoesNotDivideADay() {
    assertThatThrownBy(() -> WeekProfile.of(Duration.ofMinutes(7), Set.of(), List.of(), MONDAY))
        .hasMessageContaining("PT7M");
    assertThatThrownBy(() -> WeekProfile.of(Duration.ofSeconds(90), Set.of(), List.of(), MONDAY))
        .hasMessageContaining("PT1M30S");
  }

  private static Set<LocalDate> weeksBefore(LocalDate day, int weeks) {
    return IntStream.range(0, weeks).mapToObj(day::minusWeeks).collect(Collectors.toSet());
  }
}
