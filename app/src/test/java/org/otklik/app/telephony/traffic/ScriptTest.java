package org.otklik.app.telephony.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ScriptTest {
  private static final int DRAWS = 20_000;
  private final Script script = new Script(new Random(1));

  @Test
  void callsComeAsOftenAsStatedAtTheQuietestAndTheBusiest() {
    var busiest = Script.WAVE.dividedBy(4);
    var quietest = Script.WAVE.multipliedBy(3).dividedBy(4);

    assertThat(perMinute(busiest)).isBetween(0.97 * 5, 1.03 * 5);
    assertThat(perMinute(quietest)).isBetween(0.97 * 2, 1.03 * 2);
  }

  private double perMinute(Duration sinceStart) {
    double millis =
        Stream.generate(() -> script.gap(sinceStart))
            .limit(DRAWS)
            .mapToLong(Duration::toMillis)
            .average()
            .orElseThrow();
    return 60_000 / millis;
  }

  /// Talks and notes of 50 s each: three operators manage 3.6 a minute, less than the busiest time.
  @Test
  void theLineIsTooBusyAtTimesAndManagesOnTheWhole() {
    double seconds =
        Stream.generate(() -> script.talk().plus(script.notes()).plus(script.ringing()))
            .limit(DRAWS)
            .mapToLong(Duration::toMillis)
            .average()
            .orElseThrow();
    double perMinute = TrafficSettings.OPERATORS.size() * 60_000 / seconds;

    assertThat(perMinute)
        .isGreaterThan((Script.CALLS_PER_MINUTE_MIN + Script.CALLS_PER_MINUTE_MAX) / 2 * 0.8)
        .isLessThan(Script.CALLS_PER_MINUTE_MAX);
  }

  @Test
  void everyNumberIsOneThatMayBeCalled() {
    var numbers = new InventedNumbers(new Random(1));
    var util = PhoneNumberUtil.getInstance();

    assertThat(IntStream.range(0, 500).mapToObj(_ -> "+" + numbers.next()))
        .allSatisfy(number -> assertThat(isValid(util, number)).isTrue())
        .allSatisfy(number -> assertThat(number).startsWith(InventedNumbers.PREFIX));
  }

  private static boolean isValid(PhoneNumberUtil util, String number) {
    try {
      return util.isValidNumber(util.parse(number, "RU"));
    } catch (NumberParseException e) {
      throw new AssertionError(number, e);
    }
  }
}
