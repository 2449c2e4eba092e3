package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NameAddrTest {
  private static NameAddr read(String text) {
    String octets = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return NameAddr.read(octets).orElseThrow();
  }

  @Test
  void readsNamesOfPeople() {
    NameAddr address = read("\"Иванова \\\"А\\\" <b>\" <sip:1@h;lr>;tag=x;y = z");

    assertThat(address.displayName()).isEqualTo("Иванова \"А\" <b>");
    assertThat(address.uri()).isEqualTo("sip:1@h;lr");
    assertThat(address.parameter("TAG")).contains("x");
    assertThat(address.parameter("y")).contains("z");
    assertThat(address.parameter("lr")).isEmpty();
  }

  @Test
  void takesControlCharactersOutOfNames() {
    assertThat(read("\"a\u0000\u0007\u001b[31mb\u202e\" <sip:1@h>").displayName())
        .isEqualTo("a[31mb");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0085", "\u009b", "\u2028", "\u2029", "\u202e", "\u2066", "\u200f"})
  void takesLineEndsAndSteeringOfTextOutOfNamesAndNumbers(String sign) {
    String escaped = URLEncoder.encode(sign, StandardCharsets.UTF_8);

    assertThat(read("\"a%sb\" <sip:1@h>".formatted(sign)).displayName()).isEqualTo("ab");
    assertThat(NameAddr.userOf("sip:7%s9@h".formatted(escaped))).isEqualTo("79");
  }

  @Test
  void cutsNamesThatAreTooLong() {
    String name = "😀".repeat(NameAddr.TEXT_MAX);

    String cut = read("\"" + name + "\" <sip:1@h>").displayName();

    assertThat(cut).hasSizeLessThanOrEqualTo(NameAddr.TEXT_MAX).isNotEmpty();
    assertThat(name).startsWith(cut);
  }

  @ParameterizedTest
  @CsvSource({
    "sip:115@h, 115",
    "sip:%2B7999@h, +7999",
    "sip:u:secret@h;x=1, u",
    "sip:a%zz%4@h, a%zz%4",
    "tel:+7-495;ext=1, +7-495",
    "sip:h, ''",
    "SIPS:Bob@h, Bob"
  })
  void findsTheUser(String uri, String user) {
    assertThat(NameAddr.userOf(uri)).isEqualTo(user);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"a <sip:1@h>", "<sip:1@h", "a \"b\" c <sip:1@h>", "<sip:1@h> x", "", "x"})
  void refusesWhatIsNoAddress(String text) {
    assertThat(NameAddr.read(text)).isEmpty();
  }

  @Test
  void readsAddressesWithoutBrackets() {
    assertThat(NameAddr.tagOf("sip:1@h;tag=abc")).isEqualTo("abc");
    assertThat(NameAddr.tagOf("sip:1@h")).isEmpty();
  }
}
