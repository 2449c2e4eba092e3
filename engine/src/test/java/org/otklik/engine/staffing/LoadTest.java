package org.otklik.engine.staffing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadTest {

  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
  private static final Duration HANDLING = Duration.ofMinutes(3);
  private static final Duration TWENTY_SECONDS = Duration.ofSeconds(20);
  private static final Goal GOAL = new Goal(0.8, TWENTY_SECONDS);

  @ParameterizedTest
  @CsvSource({
    "14, .174131933595, 7.835937012, .888350019179",
    "12, .449388224298, 40.444940187, .640158040374"
  })
  void knowsErlangC(int operators, double waiting, double meanWait, double taken) {
    var service = load(100, null).servedBy(operators);

    assertThat(service.waitingShare()).isCloseTo(waiting, relative(waiting, 1e-9));
    assertThat(service.meanWaitSeconds()).isCloseTo(meanWait, relative(meanWait, 1e-9));
    assertThat(service.takenWithin(TWENTY_SECONDS)).isCloseTo(taken, relative(taken, 1e-9));
    assertThat(service.abandonedShare()).isZero();
  }

  @Test
  void knowsErlangA() {
    var service = load(100, Duration.ofMinutes(5)).servedBy(14);

    assertThat(service.waitingShare()).isCloseTo(.1452601142964, relative(.145, 1e-9));
    assertThat(service.abandonedShare()).isCloseTo(.0139837441224, relative(.0139, 1e-9));
    assertThat(service.takenWithin(TWENTY_SECONDS)).isCloseTo(.9167920918635, relative(.9, 1e-9));
    assertThat(service.meanWaitSeconds()).isCloseTo(.0139837441224 * 300, relative(4.195, 1e-9));
  }

  @Test
  void knowsErlangB() {
    assertThat(Erlang.b(2, 2)).isCloseTo(0.4, within(1e-15));
    assertThat(Erlang.b(10, 10)).isCloseTo(0.21458234310734395, within(1e-14));
  }

  /// With patience as long as a service, whoever is in the system leaves it at the same rate: their
  /// number is Poisson, and as many give up as all places to be had leave over.
  @ParameterizedTest
  @CsvSource({"5, 8", "50, 50", "140, 100", "100000, 99000", "99000, 100000", "300, 100000"})
  void isPoissonWherePatienceEqualsHandling(double erlangs, int operators) {
    var service = new Load(erlangs, HANDLING, HANDLING, HANDLING).servedBy(operators);

    double below = 0;
    double busy = 0;
    for (int n = 0; n < operators; n++) {
      double share = Math.exp(n * Math.log(erlangs) - erlangs - logFactorial(n));
      below += share;
      busy += n * share;
    }
    double abandoned = 1 - (busy + operators * (1 - below)) / erlangs;
    assertThat(service.waitingShare()).isCloseTo(1 - below, within(1e-8));
    assertThat(service.abandonedShare()).isCloseTo(abandoned, within(1e-8));
  }

  @Test
  void impatienceThatNeverComesIsErlangC() {
    var patient = load(100, Duration.ofDays(10_000)).servedBy(14);
    var endless = load(100, null).servedBy(14);

    assertThat(patient.waitingShare()).isCloseTo(endless.waitingShare(), within(1e-6));
    assertThat(patient.takenWithin(TWENTY_SECONDS))
        .isCloseTo(endless.takenWithin(TWENTY_SECONDS), within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 50_000, 99_000, 99_900, 99_999, 100_000, 101_000, 150_000, 1e6, 1e8})
  void neverOverflowsWithAHundredThousandOperators(double erlangs) {
    for (var patience : new Duration[] {Duration.ofSeconds(30), Duration.ofMinutes(5), null}) {
      var service = new Load(erlangs, HANDLING, HANDLING, patience).servedBy(100_000);

      assertThat(service.waitingShare()).isBetween(0.0, 1.0);
      assertThat(service.abandonedShare()).isBetween(0.0, 1.0);
      assertThat(service.takenWithin(Duration.ZERO))
          .isCloseTo(1 - service.waitingShare(), within(1e-12));
      assertThat(service.takenWithin(TWENTY_SECONDS)).isBetween(0.0, 1 + 1e-12);
      if (patience != null) {
        assertThat(service.takenWithin(Duration.ofHours(9)))
            .as("in the end everybody has been taken or has given up")
            .isCloseTo(1 - service.abandonedShare(), within(1e-9));
      }
    }
  }

  @Test
  void findsTheFewestOperatorsThatReachTheGoal() {
    for (double contacts : new double[] {0.1, 1, 7, 100, 1_000, 25_000}) {
      for (var patience : new Duration[] {Duration.ofMinutes(2), null}) {
        var load = load(contacts, patience);
        int operators = load.operatorsFor(GOAL).orElseThrow();

        assertThat(load.servedBy(operators).takenWithin(TWENTY_SECONDS))
            .isGreaterThanOrEqualTo(0.8);
        if (operators > 1) {
          assertThat(load.servedBy(operators - 1).takenWithin(TWENTY_SECONDS)).isLessThan(0.8);
        }
      }
    }
    assertThat(load(100, null).operatorsFor(GOAL)).hasValue(14);
    assertThat(load(1e9, null).operatorsFor(GOAL)).isEmpty();
    assertThat(load(0, null).operatorsFor(GOAL)).hasValue(1);
  }

  @Test
  void findsTheMostFurtherContactsThatStillReachTheGoal() {
    var load = load(80, Duration.ofMinutes(5));

    int room = load.room(14, GOAL);

    assertThat(room).isPositive();
    assertThat(load(80 + room, Duration.ofMinutes(5)).operatorsFor(GOAL)).hasValue(14);
    assertThat(load(80 + room + 1, Duration.ofMinutes(5)).operatorsFor(GOAL)).hasValue(15);
    assertThat(load.room(5, GOAL)).as("not reached as it is").isZero();
    assertThat(load.room(0, GOAL)).as("nobody works").isZero();
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> load(-1, null)).hasMessageContaining("-1");
    assertThatThrownBy(() -> load(Double.NaN, null)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> load(1, Duration.ZERO)).hasMessageContaining("PT0S");
    assertThatThrownBy(() -> load(1, null).servedBy(0)).hasMessageContaining("operators (0)");
    assertThatThrownBy(() -> new Goal(1, TWENTY_SECONDS)).hasMessageContaining("share (1");
  }

  private static Load load(double contacts, @Nullable Duration patience) {
    return new Load(contacts, HALF_AN_HOUR, HANDLING, patience);
  }

  private static Offset<Double> relative(double value, double error) {
    return within(value * error);
  }

  /// By Stirling's series; exact below 20.
  private static double logFactorial(int n) {
    if (n < 20) {
      double product = 1;
      for (int i = 2; i <= n; i++) {
        product *= i;
      }
      return Math.log(product);
    }
    double x = n + 1.0;
    return (x - 0.5) * Math.log(x)
        - x
        + 0.5 * Math.log(2 * Math.PI)
        + 1 / (12 * x)
        - 1 / (360 * x * x * x)
        + 1 / (1260 * Math.pow(x, 5));
  }
}
