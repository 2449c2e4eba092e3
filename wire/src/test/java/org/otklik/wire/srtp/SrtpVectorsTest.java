package org.otklik.wire.srtp;

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
        new SrtpKeys(
            SrtpSuite.AES_CM_128_HMAC_SHA1_80,
            hex("E1F97A0D3E018BE0D64FA32C06DE4139"),
            hex("0EC675AD498AFEEBB6960B3AABE6"));

    assertThat(keys.derive(0, 16)).isEqualTo(hex("C61E7A93744F39EE10734AFE3FF7A087"));
    assertThat(keys.derive(2, 14)).isEqualTo(hex("30CBBC08863D8C85D49DB34A9AE1"));
    assertThat(keys.derive(1, 20)).isEqualTo(hex("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"));
  }

  @Test
  void derivesTheKeysOfRfc6188() {
    var keys =
        new SrtpKeys(
            SrtpSuite.AES_256_CM_HMAC_SHA1_80,
            hex("F0F04914B513F2763A1B1FA130F10E2998F6F6E43E4309D1E622A0E332B9F1B6"),
            hex("3B04803DE51EE7C96423AB5B78D2"));

    assertThat(keys.derive(0, 32))
        .isEqualTo(hex("5BA1064E30EC51613CAD926C5A28EF731EC7FB397F70A960653CAF06554CD8C4"));
    assertThat(keys.derive(2, 14)).isEqualTo(hex("FA31791685CA444A9E07C6C64E93"));
    assertThat(keys.derive(1, 20)).isEqualTo(hex("FD9C32D39ED5FBB5A9DC96B30818454D1313DC05"));
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
