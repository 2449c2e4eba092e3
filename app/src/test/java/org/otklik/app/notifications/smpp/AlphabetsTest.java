package org.otklik.app.notifications.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlphabetsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Plain @ text, $5_",
        "Äé\n[{|}]~^\\€",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 %&'()*"
      })
  void latinTextIsCarriedInTheDefaultAlphabet(String text) {
    assertThat(Alphabets.coding(text)).isEqualTo(Alphabets.DEFAULT);
    assertThat(Alphabets.text(Alphabets.DEFAULT, Alphabets.octets(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ёлка", "18:30–19:00", "word РЯБИНА", "🙂"})
  void everythingElseInUcs2(String text) {
    assertThat(Alphabets.coding(text)).isEqualTo(Alphabets.UCS2);
    assertThat(Alphabets.text(Alphabets.UCS2, Alphabets.octets(text))).isEqualTo(text);
  }

  /// 3GPP TS 23.038, 6.2.1: the table has 128 places.
  @Test
  void everyOctetIsACharacter() {
    for (int octet = 0; octet < 256; octet++) {
      assertThat(Alphabets.text(Alphabets.DEFAULT, new byte[] {(byte) octet})).hasSize(1);
    }
    assertThat(Alphabets.text(Alphabets.DEFAULT, new byte[] {0, 0x1b, 0x65, 0x7f}))
        .isEqualTo("@€à");
  }
}
