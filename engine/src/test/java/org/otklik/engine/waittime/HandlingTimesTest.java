package org.otklik.engine.waittime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HandlingTimesTest {

  @Test
  void beginsAtThePrior() {
    var times = new HandlingTimes(Duration.ofMinutes(3), 10, 100);

    assertThat(times.mean()).isEqualTo(Duration.ofMinutes(3));
    assertThat(times.doubt()).isCloseTo(1 / Math.sqrt(10), within(1e-9));
  }

  @Test
  void forgetsThePriorAndFollowsAChange() {
    var times = new HandlingTimes(Duration.ofMinutes(3), 10, 50);
    for (int i = 0; i < 300; i++) {
      times.add(Duration.ofMinutes(5));
    }
    assertThat(times.mean()).isCloseTo(Duration.ofMinutes(5), Duration.ofSeconds(1));

    for (int i = 0; i < 300; i++) {
      times.add(Duration.ofMinutes(2));
    }

    assertThat(times.mean()).isCloseTo(Duration.ofMinutes(2), Duration.ofSeconds(1));
  }

  @Test
  void itsDoubtIsTheErrorItReallyMakes() {
    var random = new SplittableRandom(5);
    var times = new HandlingTimes(Duration.ofMinutes(3), 10, 100);
    double squared = 0;
    double doubt = 0;
    int count = 200_000;
    for (int i = 0; i < count; i++) {
      times.add(Duration.ofMillis((long) (random.nextExponential() * 180_000)));
      double miss = times.mean().toMillis() / 180_000.0 - 1;
      squared += miss * miss;
      doubt += times.doubt();
    }

    assertThat(doubt / count).isCloseTo(Math.sqrt(squared / count), within(0.01));
  }

  @Test
  void refusesAPriorOfNothing() {
    assertThatThrownBy(() -> new HandlingTimes(Duration.ZERO, 1, 10))
        .hasMessageContaining("prior (PT0S)");
  }
}
