package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When a trunk counts as down, and when it is asked.
final class TrunkHealthTest {
  private static final long PING = TrunkHealth.PING.toNanos();
  private static final long PING_DOWN = TrunkHealth.PING_DOWN.toNanos();

  @ParameterizedTest
  @CsvSource({"200,false", "404,false", "486,false", "603,false", "408,true", "503,true"})
  void tellsATrunkThatFailsFromANumberThatDoes(int code, boolean failed) {
    assertThat(TrunkHealth.failed(code)).isEqualTo(failed);
  }

  @Test
  void isDownAfterTwoFailuresInARowAndUpAfterOneAnswer() {
    var trunk = new TrunkHealth(0);

    trunk.heard(503, 1);
    assertThat(trunk.up()).isTrue();
    trunk.heard(486, 2);
    trunk.heard(408, 3);
    assertThat(trunk.up()).isTrue();
    trunk.heard(503, 4);
    assertThat(trunk.up()).isFalse();
    trunk.heard(200, 5);
    assertThat(trunk.up()).isTrue();
  }

  @Test
  void isAskedAtFirstWhenNothingIsHeardAndOftenerWhenItIsDown() {
    var trunk = new TrunkHealth(0);
    assertThat(trunk.pingDue(0)).isTrue();

    trunk.asked(0);
    assertThat(trunk.pingDue(PING - 1)).isFalse();
    trunk.heard(200, PING - 1);
    assertThat(trunk.pingDue(PING)).isFalse();
    assertThat(trunk.pingDue(2 * PING)).isTrue();

    trunk.heard(408, 0);
    trunk.heard(408, 0);
    assertThat(trunk.pingDue(PING_DOWN - 1)).isFalse();
    assertThat(trunk.pingDue(PING_DOWN)).isTrue();
  }
}
