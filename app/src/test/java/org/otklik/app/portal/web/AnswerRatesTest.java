package org.otklik.app.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.otklik.app.access.AccountId;
import org.otklik.app.testing.TestClock;

class AnswerRatesTest {
  private static final AccountId OLGA = new AccountId(new UUID(0, 1));
  private static final AccountId GALINA = new AccountId(new UUID(0, 2));

  private final TestClock clock = TestClock.atNoon();
  private final AnswerRates rates = new AnswerRates(clock);

  @Test
  void refusesOneTooManyUntilTheTimeHasPassed() {
    for (int i = 0; i < AnswerRates.ANSWERS_MAX; i++) {
      assertThat(rates.take(OLGA)).isTrue();
    }
    assertThat(rates.take(OLGA)).isFalse();
    assertThat(rates.take(GALINA)).as("another account").isTrue();

    clock.advance(AnswerRates.WITHIN.minus(Duration.ofMillis(1)));
    assertThat(rates.take(OLGA)).isFalse();

    clock.advance(Duration.ofMillis(1));
    assertThat(rates.take(OLGA)).isTrue();
  }

  @Test
  void forgetsWhoBeganLongestAgo() {
    for (int i = 0; i < AnswerRates.ANSWERS_MAX; i++) {
      rates.take(OLGA);
    }
    for (int i = 0; i < AnswerRates.KNOWN_MAX; i++) {
      rates.take(new AccountId(new UUID(1, i)));
    }

    assertThat(rates.take(OLGA)).isTrue();
  }
}
