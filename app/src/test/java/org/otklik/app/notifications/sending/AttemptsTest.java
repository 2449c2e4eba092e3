package org.otklik.app.notifications.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.app.notifications.NoticeId;
import org.otklik.app.notifications.NoticeStatus;
import org.otklik.app.notifications.NoticeTemplate;
import org.otklik.app.notifications.jdbc.NoticeRows.Claimed;
import org.otklik.app.pages.Language;

class AttemptsTest {
  private static final Instant NOW = Instant.parse("2026-03-10T09:00:00Z");
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Attempts attempts = new Attempts(new Backoff(FIRST, LONGEST, new Random(17)));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void pausesGrowToALimitAndDifferByAFifth(long seed) {
    var backoff = new Backoff(FIRST, LONGEST, new Random(seed));

    for (int attempt = 1; attempt <= 100; attempt++) {
      var wanted = Math.min(5_000 * Math.pow(2, attempt - 1), (double) LONGEST.toMillis());
      assertThat((double) backoff.after(attempt).toMillis())
          .isBetween(0.8 * wanted - 1, 1.2 * wanted);
    }
  }

  @Test
  void anAnswerThatMayChangeIsAskedForAgainUntilTheLastAttempt() {
    var notYet = attempts.of(attempt(9), new Outcome.NotNow("x"), NOW);
    var last = attempts.of(attempt(10), new Outcome.NotNow("x"), NOW);

    assertThat(notYet.status()).isEqualTo(NoticeStatus.WAITING);
    assertThat(notYet.dueAt()).isAfter(NOW.plus(Duration.ofMinutes(7)));
    assertThat(last.status()).isEqualTo(NoticeStatus.FAILED);
    assertThat(last.reason()).isEqualTo("x");
  }

  @Test
  void expiresWhereTheNextAttemptWouldComeTooLate() {
    var late =
        new Claimed(
            new NoticeId(new UUID(0, 1)),
            NoticeTemplate.DROP_CODE,
            Language.RU,
            NotificationParts.OLGA,
            "text",
            NOW.plusSeconds(1),
            1,
            false);

    assertThat(attempts.of(late, new Outcome.NotNow("x"), NOW).status())
        .isEqualTo(NoticeStatus.EXPIRED);
  }

  @Test
  void onlyAnAttemptWithoutAnswerLeavesTheEndUnknown() {
    assertThat(attempts.of(attempt(1), new Outcome.Unanswered("x"), NOW).answered()).isFalse();
    assertThat(attempts.of(attempt(1), new Outcome.NotNow("x"), NOW).answered()).isTrue();
    assertThat(attempts.of(attempt(1), new Outcome.Busy("x"), NOW).attempts()).isZero();
  }

  /// The life cycle is one table: nothing comes of an attempt that is not in it.
  @Test
  void everyOutcomeIsInTheTable() {
    for (var outcome :
        new Outcome[] {
          new Outcome.Taken("1"),
          new Outcome.Refused("x"),
          new Outcome.NotNow("x"),
          new Outcome.Unanswered("x")
        }) {
      for (int attempt = 1; attempt <= Attempts.ATTEMPTS_MAX; attempt++) {
        var status = attempts.of(attempt(attempt), outcome, NOW).status();
        assertThat(status == NoticeStatus.WAITING || NoticeStatus.WAITING.next().contains(status))
            .isTrue();
      }
    }
  }

  private static Claimed attempt(int attempts) {
    return new Claimed(
        new NoticeId(new UUID(0, 1)),
        NoticeTemplate.DROP_CODE,
        Language.RU,
        NotificationParts.OLGA,
        "text",
        NOW.plus(Duration.ofDays(1)),
        attempts,
        false);
  }
}
