package org.otklik.engine.waittime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.otklik.engine.waittime.Telling.News;

class TellingTest {

  private static final Instant NOW = Instant.parse("2026-03-02T06:00:00Z");

  @Test
  void bindsToTheEndOfTheRangeThatWasTold() {
    var first = Telling.of(estimate(5), null, NOW).orElseThrow();

    assertThat(first.news()).isEqualTo(News.FIRST);
    assertThat(first.by()).isEqualTo(NOW.plus(first.range().to()));
  }

  @Test
  void holdsAsPromisedAndNeverTellsALaterEndByRounding() {
    var first = Telling.of(estimate(5), null, NOW).orElseThrow();
    var before = first;
    for (int seconds = 30; seconds <= 240; seconds += 30) {
      var now = NOW.plusSeconds(seconds);
      var next = Telling.of(estimate(5 - seconds / 60.0), before, now).orElseThrow();

      assertThat(next.news()).as("after %d s", seconds).isEqualTo(News.AS_PROMISED);
      assertThat(next.by()).isEqualTo(first.by());
      assertThat(now.plus(next.range().to())).isBeforeOrEqualTo(first.by().plusSeconds(59));
      assertThat(next.range().from()).isLessThan(next.range().to());
      before = next;
    }
  }

  @Test
  void ownsUpToAWaitThatGrows() {
    var first = Telling.of(estimate(5), null, NOW).orElseThrow();
    var now = NOW.plusSeconds(120);

    var longer = Telling.of(estimate(12), first, now).orElseThrow();

    assertThat(longer.news()).isEqualTo(News.LONGER);
    assertThat(longer.by()).isEqualTo(now.plus(longer.range().to())).isAfter(first.by());
    assertThat(Telling.of(estimate(11.5), longer, now.plusSeconds(30)).orElseThrow().news())
        .as("from now on the new promise holds")
        .isEqualTo(News.AS_PROMISED);
  }

  @Test
  void ownsUpWhenThePromisedTimeIsOver() {
    var first = Telling.of(estimate(5), null, NOW).orElseThrow();

    var late = Telling.of(estimate(4), first, first.by().plusSeconds(10)).orElseThrow();

    assertThat(late.news()).isEqualTo(News.LONGER);
  }

  @Test
  void goodNewsNeedNoWords() {
    var first = Telling.of(estimate(25), null, NOW).orElseThrow();

    var sooner = Telling.of(estimate(6), first, NOW.plusSeconds(60)).orElseThrow();

    assertThat(sooner.news()).isEqualTo(News.AS_PROMISED);
    assertThat(sooner.range().to()).isLessThan(first.range().to());
  }

  @Test
  void saysNothingRatherThanMoreThanFourHours() {
    assertThat(Telling.of(estimate(239), null, NOW)).isEmpty();
  }

  private static WaitEstimate estimate(double minutes) {
    return WaitEstimate.of(new WaitGround(30, 10, Duration.ofMinutes(3), 0, null))
        .withMean(minutes * 60);
  }
}
