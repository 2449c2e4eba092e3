package org.otklik.wire.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class G711Test {

  @Test
  void decodesTheValuesOfTheRecommendation() {
    assertThat(G711.A_LAW.decode((byte) 0xD5)).isEqualTo((short) 8);
    assertThat(G711.A_LAW.decode((byte) 0x55)).isEqualTo((short) -8);
    assertThat(G711.A_LAW.decode((byte) 0xAA)).isEqualTo((short) 32_256);
    assertThat(G711.A_LAW.decode((byte) 0x2A)).isEqualTo((short) -32_256);
    assertThat(G711.MU_LAW.decode((byte) 0xFF)).isZero();
    assertThat(G711.MU_LAW.decode((byte) 0x80)).isEqualTo((short) 32_124);
    assertThat(G711.MU_LAW.decode((byte) 0x00)).isEqualTo((short) -32_124);
  }

  @EnumSource
  @ParameterizedTest
  void encodesWhatItDecoded(G711 law) {
    for (var code = 0; code < 256; code++) {
      var linear = law.decode((byte) code);

      assertThat(law.decode(law.encode(linear))).isEqualTo(linear);
    }
  }

  @EnumSource
  @ParameterizedTest
  void isNearEverywhere(G711 law) {
    for (var linear = -32_000; linear <= 32_000; linear++) {
      var error = Math.abs(law.decode(law.encode((short) linear)) - linear);

      assertThat(error).isLessThanOrEqualTo(16 + Math.abs(linear) / 16);
    }
  }

  @EnumSource
  @ParameterizedTest
  void isNearInTheOtherLawToo(G711 law) {
    var other = law == G711.A_LAW ? G711.MU_LAW : G711.A_LAW;
    for (var code = 0; code < 256; code++) {
      var linear = law.decode((byte) code);

      var error = Math.abs(other.decode(law.toOther((byte) code)) - linear);

      assertThat(error).isLessThanOrEqualTo(16 + Math.abs(linear) / 16);
    }
    assertThat(law.toOther(law.silence())).isIn(other.silence(), (byte) 0xFE);
  }
}
