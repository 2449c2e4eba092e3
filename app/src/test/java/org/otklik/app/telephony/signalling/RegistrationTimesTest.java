package org.otklik.app.telephony.signalling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.app.telephony.signalling.RegistrationTimes.EXPIRES;
import static org.otklik.app.telephony.signalling.RegistrationTimes.RETRY_MAX;
import static org.otklik.app.telephony.signalling.RegistrationTimes.RETRY_MIN;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.wire.sip.RegistrationAnswer;
import org.otklik.wire.sip.RegistrationAnswer.Refused;
import org.otklik.wire.sip.RegistrationAnswer.Registered;
import org.otklik.wire.sip.RegistrationAnswer.TooBrief;

/// When we register.
final class RegistrationTimesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Refused SILENT = new Refused(408, Duration.ZERO);

  private long now = Long.MAX_VALUE - Duration.ofMinutes(7).toNanos(); // nanoTime may overflow
  private final RegistrationTimes times = new RegistrationTimes(now, new Random(7));

  @Test
  void registersAtOnceAndAgainAtHalfTheTimeGranted() {
    assertThat(times.registered(now)).isFalse();
    assertThat(waited()).isZero();

    times.answered(new Registered(Duration.ofMinutes(30)), now);

    assertThat(times.registered(now)).isTrue();
    assertThat(waited()).isEqualTo(Duration.ofMinutes(15));
    now += Duration.ofMinutes(16).toNanos();
    assertThat(times.registered(now)).isFalse();
  }

  @Test
  void asksOnceAtATime() {
    assertThat(times.begin(now)).isTrue();
    assertThat(times.begin(now + Duration.ofDays(1).toNanos())).isFalse();
  }

  @Test
  void doesNotHurryWhereNextToNothingIsGranted() {
    answered(new Registered(SECOND));

    assertThat(waited()).isEqualTo(RegistrationTimes.REFRESH_MIN);
  }

  @Test
  void staysRegisteredThroughARefusalUntilTheTimeIsOver() {
    answered(new Registered(Duration.ofMinutes(1)));
    assertThat(waited()).isEqualTo(Duration.ofSeconds(30));

    times.answered(SILENT, now);

    assertThat(times.registered(now)).isTrue();
    assertThat(waited()).isBetween(RETRY_MIN, most(RETRY_MIN));
  }

  @Test
  void asksForLongerWhereThatIsWantedAndNotForEver() {
    answered(new TooBrief(Duration.ofHours(1)));
    assertThat(times.expires()).isEqualTo(Duration.ofHours(1));
    assertThat(waited()).isZero();

    times.answered(new TooBrief(Duration.ofHours(2)), now);

    assertThat(waited()).isGreaterThanOrEqualTo(RETRY_MIN);
  }

  @Test
  void asksForNoMoreThanADay() {
    answered(new TooBrief(Duration.ofDays(2)));

    assertThat(times.expires()).isEqualTo(EXPIRES);
    assertThat(waited()).isGreaterThanOrEqualTo(RETRY_MIN);
  }

  @Test
  void waitsLongerEachTimeNobodyAnswersButNotForEver() {
    answered(SILENT);
    for (var least = RETRY_MIN; least.compareTo(RETRY_MAX) < 0; least = least.multipliedBy(2)) {
      assertThat(waited()).isBetween(least, most(least));
      times.answered(SILENT, now);
    }
    assertThat(waited()).isBetween(RETRY_MAX, most(RETRY_MAX));

    times.answered(new Registered(EXPIRES), now);
    assertThat(waited()).isEqualTo(EXPIRES.dividedBy(2));
    times.answered(SILENT, now);

    assertThat(waited()).isBetween(RETRY_MIN, most(RETRY_MIN));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 407})
  void doesNotTryAWrongPasswordAgainAndAgain(int code) {
    answered(new Refused(code, Duration.ZERO));

    assertThat(waited()).isGreaterThanOrEqualTo(RETRY_MAX);
  }

  @Test
  void waitsAsLongAsTheRegistrarAsksButNotForEver() {
    answered(new Refused(503, Duration.ofMinutes(20)));
    assertThat(waited()).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(27));

    times.answered(new Refused(503, Duration.ofDays(9)), now);
    assertThat(waited()).isLessThanOrEqualTo(Duration.ofMinutes(80));
  }

  /// With what is added by chance, in whole seconds.
  private static Duration most(Duration wait) {
    return wait.multipliedBy(4).dividedBy(3).plus(SECOND);
  }

  private void answered(RegistrationAnswer answer) {
    assertThat(times.begin(now)).isTrue();
    times.answered(answer, now);
  }

  /// Waits until it is time, in steps of a second, and begins.
  private Duration waited() {
    var waited = Duration.ZERO;
    while (!times.begin(now)) {
      now += SECOND.toNanos();
      waited = waited.plus(SECOND);
    }
    return waited;
  }
}
