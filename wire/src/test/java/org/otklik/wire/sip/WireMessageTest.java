package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WireMessageTest {
  private static WireMessage read(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    return WireMessage.read(octets, octets.length).orElseThrow();
  }

  @Test
  void joinsLinesAndSpellsNamesOut() {
    WireMessage message =
        read(
            "\r\nOPTIONS sip:1@h SIP/2.0\r\nv :\r\n SIP/2.0/UDP\r\n\th\r\nK: a,b;x , c\r\nK: d\r\n\r\nbody");

    assertThat(message.firstWord()).isEqualTo("OPTIONS");
    assertThat(message.first("via")).isEqualTo("SIP/2.0/UDP h");
    assertThat(message.tokens("supported")).containsExactly("a", "b", "c", "d");
    assertThat(message.body()).asString(StandardCharsets.UTF_8).isEqualTo("body");
    assertThat(message.fault()).isNull();
    assertThat(message.withBodyOf(2).body()).hasSize(2);
  }

  @Test
  void findsNothingInAKeepAlive() {
    assertThat(WireMessage.read(new byte[] {'\r', '\n', '\r', '\n'}, 4)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OPTIONS sip:1@h SIP/2.0\r\nVia: x\r\n",
        "OPTIONS sip:1@h SIP/2.0\r\nno colon\r\n\r\n",
        "OPTIONS sip:1@h SIP/2.0\r\n: no name\r\n\r\n",
        "OPTIONS sip:1@h SIP/2.0\r\nspace in name: x\r\n\r\n"
      })
  void notesWhatIsWrong(String text) {
    assertThat(read(text).fault()).isNotNull();
  }

  @Test
  void keepsNoMoreHeadersThanTheLimit() {
    WireMessage message =
        read("A b c\r\n" + "X: y\r\n".repeat(WireMessage.HEADERS_MAX + 1) + "\r\n");

    assertThat(message.headers()).hasSize(WireMessage.HEADERS_MAX);
    assertThat(message.fault()).isNotNull();
  }

  @Test
  void followsALineNoFurtherThanTheLimits() {
    String head = "A b c\r\nY: y\r\n";

    WireMessage often = read(head + " z\r\n".repeat(WireMessage.CONTINUATIONS_MAX) + "\r\n");
    WireMessage tooOften = read(head + " z\r\n".repeat(WireMessage.CONTINUATIONS_MAX + 1) + "\r\n");
    WireMessage tooLong = read("A b c\r\nX: " + "y".repeat(WireMessage.LINE_MAX) + "\r\n\r\n");

    assertThat(often.fault()).isNull();
    assertThat(often.first("y")).hasSize(1 + 2 * WireMessage.CONTINUATIONS_MAX);
    assertThat(tooOften.fault()).isNotNull();
    assertThat(tooLong.fault()).isNotNull();
  }

  @Test
  @Timeout(5)
  void readsFoldedLinesAsFastAsOthers() {
    byte[] folded =
        ("A b c\nX: y\n" + " a\n".repeat(21_000) + "\n").getBytes(StandardCharsets.US_ASCII);

    for (int i = 0; i < 200; i++) {
      assertThat(WireMessage.read(folded, folded.length).orElseThrow().fault()).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void neverFailsOnDamagedMessages(long seed) {
    var random = new Random(seed);
    byte[] proper =
        """
        INVITE sip:1@h SIP/2.0
        Via: SIP/2.0/UDP h:5060;branch=z9hG4bK1;rport
        From: "a" <sip:1@h>;tag=1
        To: <sip:2@h>
        Call-ID: 1
        CSeq: 1 INVITE
        Session-Expires: 90
        Supported: timer
        Content-Type: multipart/mixed;boundary=x
        Content-Length: 3

        abc"""
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = proper.clone();
      for (int i = random.nextInt(8); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(damaged.length + 1);
      WireMessage.read(damaged, length)
          .ifPresent(
              message -> {
                if (Guard.request(message).isEmpty()) {
                  Rules.check(message, false);
                }
                Guard.response(message);
                Branch.key(message);
                Bodies.sdp(message);
              });
    }
  }
}
