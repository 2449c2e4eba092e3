package org.otklik.wire.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// The test vectors of RFC 3711 appendix B.
final class SrtpVectorsTest {

  @Test
  void makesTheKeyStreamOfAppendixB2() {
    var key = hex("2B7E151628AED2A6ABF7158809CF4F3C");
    var salt = hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD");
    var data = new byte[0xFF02 * 16];

    new AesCounter(key, salt, data.length).crypt(data, 0, data.length, 0, 0);

    assertThat(HexFormat.of().withUpperCase().formatHex(data, 0, 48))
        .isEqualTo(
            "E03EAD0935C95E80E166B16DD92B4EB4"
                + "D23513162B02D0F72A43A2FE4A5F97AB"
                + "41E95B3BB0A2E8DD477901E4FCA894C0");
    assertThat(HexFormat.of().withUpperCase().formatHex(data, 0xFEFF * 16, 0xFF02 * 16))
        .isEqualTo(
            "EC8CDF7398607CB0F2D21675EA9EA1E4"
                + "362B7C3C6773516318A077D7FC5073AE"
                + "6A2CC3787889374FBEB4C81B17BA6C44");
  }

  @Test
  void derivesTheKeysOfAppendixB3() {
    var keys =
        new SrtpKeys(hex("E1F97A0D3E018BE0D64FA32C06DE4139"), hex("0EC675AD498AFEEBB6960B3AABE6"));

    assertThat(keys.derive(0, 16)).isEqualTo(hex("C61E7A93744F39EE10734AFE3FF7A087"));
    assertThat(keys.derive(2, 14)).isEqualTo(hex("30CBBC08863D8C85D49DB34A9AE1"));
    assertThat(keys.derive(1, 20)).isEqualTo(hex("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"));
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
