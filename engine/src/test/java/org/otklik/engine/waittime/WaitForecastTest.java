package org.otklik.engine.waittime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.otklik.engine.waittime.QueueModel.BY_THE_CLOCK;
import static org.otklik.engine.waittime.QueueModel.ENDLESS;
import static org.otklik.engine.waittime.QueueModel.EXPONENTIAL;
import static org.otklik.engine.waittime.QueueModel.LOGNORMAL;
import static org.otklik.engine.waittime.QueueModel.MIXED;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.otklik.engine.waittime.Played.End;

/// Against what theory says about mean squared errors (ASE), of those who wait and are taken, in
/// mean services.
class WaitForecastTest {

  private static final Instant NOW = Instant.parse("2026-03-02T06:00:00Z");
  private static final WaitGround TENTH_OF_TEN =
      new WaitGround(10, 10, Duration.ofMinutes(3), 0, null);

  /// Theory's mean wait, and the least error that anything can have.
  @ParameterizedTest
  @CsvSource({
    "10, 0.95, ENDLESS, 2.0, 0.2000, 0.25",
    "20, 1.4, EXPONENTIAL, 0.34286971, 0.01372283, 0.03",
    "100, 1.4, EXPONENTIAL, 0.33156211, 0.002782246, 0.03"
  })
  void errsAsLittleAsAnythingCanWhereAllIsRandom(
      int servers, double load, String patience, double wait, double floor, double noise) {
    checkMarkovian(servers, load, patience, wait, floor, noise, 400_000);
  }

  @ParameterizedTest
  @CsvSource({
    "100, 0.95, ENDLESS, 0.2, 0.002000, 0.1",
    "10, 0.95, ENDLESS, 2.0, 0.2000, 0.1",
    "20, 1.4, EXPONENTIAL, 0.34286971, 0.01372283, 0.01",
    "100, 1.4, EXPONENTIAL, 0.33156211, 0.002782246, 0.01"
  })
  @Tag("long")
  void errsAsLittleAsAnythingCanWhereAllIsRandomInTheLongRun(
      int servers, double load, String patience, double wait, double floor, double noise) {
    checkMarkovian(servers, load, patience, wait, floor, noise, 6_000_000);
  }

  /// What the table of estimators says of the simple ones, as a check on the model.
  @ParameterizedTest
  @CsvSource({
    "100, 1.4, QUEUE_LENGTH, 8.63e-3",
    "100, 1.4, MARKOVIAN, 2.790499e-3",
    "100, 1.4, MARKOVIAN_TAKEN, 2.782246e-3",
    "100, 1.4, LAST, 5.68e-3",
    "20, 1.4, QUEUE_LENGTH, 2.90e-2",
    "20, 1.4, MARKOVIAN_TAKEN, 1.372283e-2",
    "20, 1.4, LAST, 3.02e-2"
  })
  void simpleEstimatorsErrAsTheorySays(
      int servers, double load, Estimator estimator, double expected) {
    var model = new QueueModel(5, servers, load, EXPONENTIAL, EXPONENTIAL);

    var ends = settled(Played.known(model, servers, 1.0, 400_000));

    assertThat(error(ends, estimator)).isCloseTo(expected, within(0.03 * expected));
  }

  static Stream<Arguments> worlds() {
    return Stream.of(
        Arguments.of("patience by the clock", 100, 1.4, EXPONENTIAL, BY_THE_CLOCK),
        Arguments.of("mixed patience", 100, 1.4, EXPONENTIAL, MIXED),
        Arguments.of("mixed patience, few operators", 10, 1.4, EXPONENTIAL, MIXED),
        Arguments.of("long talks among short ones", 20, 1.2, LOGNORMAL, EXPONENTIAL),
        Arguments.of("both", 50, 1.3, LOGNORMAL, MIXED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("worlds")
  void errsHardlyMoreThanTheBestElsewhere(
      String world,
      int servers,
      double load,
      ToDoubleFunction<RandomGenerator> services,
      ToDoubleFunction<RandomGenerator> patiences) {
    var model = new QueueModel(17, servers, load, services, patiences);

    var ends = settled(Played.known(model, servers, 1.0, 400_000));

    double best =
        Arrays.stream(Estimator.values()).mapToDouble(e -> error(ends, e)).min().orElseThrow();
    assertThat(error(ends) / best).as(world).isLessThanOrEqualTo(1.05);
    assertThat(covered(ends)).as(world).isBetween(0.78, 0.82);
  }

  @Test
  void fourOfFiveWaitsEndInTheRangeOverFiftyDays() {
    long covered = 0;
    long all = 0;
    for (long seed = 0; seed < 50; seed++) {
      var patience = seed % 2 == 0 ? EXPONENTIAL : MIXED;
      int servers = 5 + (int) (seed % 5) * 10;
      var model = new QueueModel(seed, servers, 1.1, LOGNORMAL, patience);
      var ends = Played.learnt(model, servers, 120 * servers);
      covered += ends.stream().filter(End::covered).count();
      all += ends.size();
    }

    assertThat((double) covered / all).isBetween(0.78, 0.82);
  }

  @Test
  void saysNothingWhereNobodyServes() {
    var ground = new WaitGround(1, 0, Duration.ofMinutes(3), 0, null);

    assertThat(new WaitForecast().promise(ground, Duration.ZERO, NOW)).isEmpty();
  }

  @Test
  void beginsWithTheMarkovianEstimate() {
    var promise = new WaitForecast().promise(TENTH_OF_TEN, Duration.ZERO, NOW).orElseThrow();

    assertThat(promise.estimate()).isEqualTo(WaitEstimate.of(TENTH_OF_TEN));
    assertThat(promise.range()).isEqualTo(WaitEstimate.rangeOf(TENTH_OF_TEN));
  }

  @Test
  void keepsToThePositionWhilePromisesAreWrongAndSpeaksAgainWhenTheyAreRight() {
    var forecast = new WaitForecast();
    var wrong = forecast.promise(TENTH_OF_TEN, Duration.ZERO, NOW).orElseThrow();
    var hourLater = NOW.plus(Duration.ofHours(1));
    for (int ends = 1; ends <= 25; ends++) {
      forecast.taken(wrong, hourLater);

      var promise = forecast.promise(TENTH_OF_TEN, Duration.ZERO, hourLater).orElseThrow();
      assertThat(forecast.tell(promise, null).isPresent()).isEqualTo(ends < 20);
    }

    var later = hourLater.plus(Duration.ofHours(12));

    var promise = forecast.promise(TENTH_OF_TEN, Duration.ZERO, later).orElseThrow();
    assertThat(forecast.tell(promise, null)).isPresent();
  }

  @Test
  void answersWithinTwoMicroseconds() {
    var forecast = new WaitForecast();
    var ground = new WaitGround(500, 40, Duration.ofMinutes(3), 0.1, Duration.ofMinutes(4));
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 40; round++) {
      long begin = System.nanoTime();
      for (int i = 0; i < 2_000; i++) {
        forecast.promise(ground, Duration.ZERO, NOW);
      }
      best = Math.min(best, (System.nanoTime() - begin) / 2_000.0);
    }

    assertThat(best).as("nanoseconds").isLessThan(2_000);
  }

  private static void checkMarkovian(
      int servers,
      double load,
      String patience,
      double wait,
      double floor,
      double noise,
      int arrivals) {
    boolean endless = patience.equals("ENDLESS");
    var model = new QueueModel(11, servers, load, EXPONENTIAL, endless ? ENDLESS : EXPONENTIAL);

    var ends = settled(Played.known(model, servers, endless ? null : 1.0, arrivals));

    var mean = ends.stream().mapToDouble(End::waited).average().orElseThrow();
    assertThat(mean).isCloseTo(wait, within(wait * noise));
    double least = error(ends, Estimator.MARKOVIAN_TAKEN);
    assertThat(least).as("floor").isCloseTo(floor, within(floor * 2 * noise));
    assertThat(error(ends) / least).isLessThanOrEqualTo(1.01);
    assertThat(covered(ends)).isBetween(0.78, 0.82);
  }

  private static List<End> settled(List<End> ends) {
    return ends.subList(5_000, ends.size());
  }

  private static double error(List<End> ends) {
    return ends.stream()
        .mapToDouble(end -> Math.pow(end.estimated() - end.waited(), 2))
        .average()
        .orElseThrow();
  }

  private static double error(List<End> ends, Estimator estimator) {
    return ends.stream()
        .mapToDouble(end -> Math.pow(end.guessed(estimator) - end.waited(), 2))
        .average()
        .orElseThrow();
  }

  private static double covered(List<End> ends) {
    return (double) ends.stream().filter(End::covered).count() / ends.size();
  }
}
