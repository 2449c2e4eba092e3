package org.otklik.engine.waittime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.otklik.engine.waittime.QueueModel.ENDLESS;
import static org.otklik.engine.waittime.QueueModel.EXPONENTIAL;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitEstimateTest {

  private static final Duration HANDLING = Duration.ofMinutes(3);

  @Test
  void saysNothingWhereNobodyServes() {
    assertThat(WaitEstimate.rangeOf(new WaitGround(1, 0, HANDLING, 0, null))).isEmpty();
  }

  @Test
  void saysNothingRatherThanMoreThanFourHours() {
    assertThat(WaitEstimate.rangeOf(new WaitGround(75, 1, HANDLING, 0, null))).isEmpty();
    assertThat(WaitEstimate.rangeOf(new WaitGround(60, 1, HANDLING, 0, null))).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 10, 0, 1", // 0.03 to 0.7 minutes: less than a minute
    "10, 10, 1, 5", // 1.9 to 4.3
    "40, 10, 9, 15", // 9.6 to 14.5
    "80, 10, 20, 30", // 20.6 to 27.5
    "140, 10, 30, 50", // 37.5 to 46.6
    "300, 10, 60, 120" // 83.3 to 96.7
  })
  void roundsTheWayPeopleSpeak(int position, int operators, int from, int to) {
    var ground = new WaitGround(position, operators, HANDLING, 0, null);

    var range = WaitEstimate.rangeOf(ground).orElseThrow();

    assertThat(range.from().toMinutes()).isEqualTo(from);
    assertThat(range.to().toMinutes()).isEqualTo(to);
  }

  @Test
  void roundingNeverNarrowsTheRange() {
    for (int position = 1; position < 700; position++) {
      var ground = new WaitGround(position, 10, HANDLING, 0.1, null);
      var estimate = WaitEstimate.of(ground);
      var range = WaitEstimate.rangeOf(ground).orElseThrow();

      assertThat(range.from().toSeconds()).isLessThanOrEqualTo((long) estimate.fromSeconds());
      assertThat((double) range.to().toSeconds()).isGreaterThanOrEqualTo(estimate.toSeconds());
      assertThat(range.from()).isLessThan(range.to());
    }
  }

  @Test
  void doubtWidensTheRangeAndPatienceShortensIt() {
    var sure = WaitEstimate.of(new WaitGround(20, 10, HANDLING, 0, null));
    var doubtful = WaitEstimate.of(new WaitGround(20, 10, HANDLING, 0.3, null));
    var impatient = WaitEstimate.of(new WaitGround(20, 10, HANDLING, 0, Duration.ofMinutes(5)));

    assertThat(doubtful.meanSeconds()).isEqualTo(sure.meanSeconds());
    assertThat(doubtful.fromSeconds()).isLessThan(sure.fromSeconds());
    assertThat(doubtful.toSeconds()).isGreaterThan(sure.toSeconds());
    assertThat(impatient.meanSeconds()).isLessThan(sure.meanSeconds());
  }

  @ParameterizedTest
  @CsvSource({"1", "63", "64", "65", "66", "500", "20000"})
  void longSumsEqualTheSumTermByTerm(int position) {
    double mean = 0;
    double variance = 0;
    for (int i = 0; i < position; i++) {
      double rate = 10 / 180.0 + i / 240.0;
      mean += 1 / rate;
      variance += 1 / (rate * rate);
    }

    var estimate =
        WaitEstimate.of(new WaitGround(position, 10, HANDLING, 0, Duration.ofMinutes(4)));

    assertThat(estimate.meanSeconds()).isCloseTo(mean, within(mean * 1e-6));
    assertThat(estimate.deviationSeconds())
        .isCloseTo(Math.sqrt(variance), within(Math.sqrt(variance) * 1e-6));
  }

  @ParameterizedTest
  @CsvSource({"10, 1", "10, 2", "100, 3", "3, 4"})
  void fourOfFiveWaitsEndInTheRangeWhereAllIsKnown(int servers, long seed) {
    var model = new QueueModel(seed, servers, 0.95, EXPONENTIAL, ENDLESS);

    assertThat(coverage(model, servers, null, null)).isBetween(0.78, 0.82);
  }

  @ParameterizedTest
  @CsvSource({"10, 11", "10, 12", "100, 13", "3, 14"})
  void threeQuartersOrMoreEndInTheRangeWhereHandlingIsLearnt(int servers, long seed) {
    var model = new QueueModel(seed, servers, 0.9, EXPONENTIAL, ENDLESS);
    var learnt = new HandlingTimes(Duration.ofSeconds(2), 5, 300);

    assertThat(coverage(model, servers, null, learnt)).isBetween(0.75, 0.90);
  }

  @Test
  void fourOfFiveWaitsEndInTheRangeWherePeopleGiveUp() {
    var model = new QueueModel(21, 100, 1.4, EXPONENTIAL, EXPONENTIAL);

    assertThat(coverage(model, 100, Duration.ofSeconds(1), null)).isBetween(0.78, 0.82);
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> new WaitGround(0, 1, HANDLING, 0, null))
        .hasMessageContaining("position (0)");
    assertThatThrownBy(() -> new WaitGround(1, 1, Duration.ZERO, 0, null))
        .hasMessageContaining("PT0S");
    assertThatThrownBy(() -> new WaitGround(1, 1, HANDLING, Double.NaN, null))
        .hasMessageContaining("NaN");
  }

  private static double coverage(
      QueueModel model, int servers, @Nullable Duration patience, @Nullable HandlingTimes learnt) {
    int inside = 0;
    int count = 0;
    while (count < 400_000) {
      var waiting = model.next();
      if (waiting == null) {
        continue;
      }
      if (learnt != null) {
        learnt.add(Duration.ofNanos((long) (waiting.lastService() * 1000e9)));
      }
      var handling = learnt == null ? Duration.ofSeconds(1) : learnt.mean().dividedBy(1000);
      double doubt = learnt == null ? 0 : learnt.doubt();
      var estimate =
          WaitEstimate.of(new WaitGround(waiting.ahead() + 1, servers, handling, doubt, patience));
      boolean hit =
          waiting.turnIn() >= estimate.fromSeconds() && waiting.turnIn() <= estimate.toSeconds();
      inside += hit ? 1 : 0;
      count++;
    }
    return (double) inside / count;
  }
}
