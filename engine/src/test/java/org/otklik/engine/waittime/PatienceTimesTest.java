package org.otklik.engine.waittime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PatienceTimesTest {

  @Test
  void learnsThePatienceOfThoseTooWhoAreTakenBeforeItEnds() {
    var random = new SplittableRandom(3);
    var times = new PatienceTimes(20_000);
    for (int i = 0; i < 100_000; i++) {
      double patience = 300 * random.nextExponential();
      double turn = 120 * random.nextExponential();
      var waited = Duration.ofMillis((long) (1_000 * Math.min(patience, turn)));
      if (patience < turn) {
        times.gaveUp(waited);
      } else {
        times.taken(waited);
      }
    }

    assertThat(times.mean().orElseThrow()).isCloseTo(Duration.ofMinutes(5), Duration.ofSeconds(15));
  }

  @Test
  void saysNothingUntilSomeHaveGivenUp() {
    var times = new PatienceTimes(100);
    for (int i = 0; i < 50; i++) {
      times.taken(Duration.ofMinutes(3));
    }

    assertThat(times.mean()).isEmpty();
  }
}
