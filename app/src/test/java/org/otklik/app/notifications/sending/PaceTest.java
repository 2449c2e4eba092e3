package org.otklik.app.notifications.sending;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long MILLI = 1_000_000;

  @Test
  void noMoreGoThanAgreedHoweverOftenItIsAsked() {
    var pace = new Pace(20, 0);
    int gone = 0;

    for (long now = 0; now <= 10_000 * MILLI; now += 3 * MILLI) {
      int free = pace.free(now);
      pace.take(free);
      gone += free;
    }

    assertThat(gone).isBetween(199, 202);
  }

  @Test
  void aLongSilenceIsNotMadeUpFor() {
    var pace = new Pace(20, 0);

    assertThat(pace.free(3_600_000 * MILLI)).isEqualTo(2);
  }

  @Test
  void saysWhenTheNextMayGo() {
    var pace = new Pace(1, 0);
    pace.take(pace.free(0));

    assertThat(pace.free(pace.nanosToFree())).isEqualTo(1);
  }
}
