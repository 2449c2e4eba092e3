package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BodiesTest {
  private static WireMessage message(String type, String body) {
    byte[] octets =
        ("INFO sip:1@h SIP/2.0\nContent-Type: %s\n\n".formatted(type) + body)
            .replace("\r\n", "\n")
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.UTF_8);
    return WireMessage.read(octets, octets.length).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "application/dtmf-relay, 'Signal=5\nDuration=240\n', 5, 240",
    "application/dtmf-relay, 'Signal= *\n', *, 160",
    "application/dtmf-relay; charset=x, 'signal=11\nduration=99999', #, 5000",
    "application/dtmf, a, A, 160"
  })
  void findsKeys(String type, String body, char key, int millis) {
    assertThat(Bodies.digit(message(type, body)))
        .contains(new Bodies.Digit(key, Duration.ofMillis(millis)));
  }

  @ParameterizedTest
  @CsvSource({
    "application/dtmf-relay, Signal=Z",
    "application/dtmf-relay, Duration=100",
    "application/dtmf, 55",
    "text/plain, 5"
  })
  void findsNoKeyWhereThereIsNone(String type, String body) {
    assertThat(Bodies.digit(message(type, body))).isEmpty();
  }

  @Test
  void findsNoKeyInABodyThatIsTooLong() {
    String body = "Signal=5" + "\n".repeat(Bodies.DIGIT_BODY_MAX);

    assertThat(Bodies.digit(message(Bodies.DTMF_RELAY, body))).isEmpty();
  }

  @Test
  @Timeout(2)
  void looksForABoundaryOnlyOnce() {
    String type = "multipart/mixed" + ";boundary=x".repeat(5_000) + "\u0085";

    assertThat(Bodies.sdp(message(type, "--x"))).isEmpty();
  }

  @Test
  void readsBackTheKeyItWrites() {
    String body = Bodies.relay('#', Duration.ofMillis(80));

    assertThat(Bodies.digit(message(Bodies.DTMF_RELAY, body)))
        .contains(new Bodies.Digit('#', Duration.ofMillis(80)));
  }

  @Test
  void findsTheSessionAmongSeveralParts() {
    String body =
        """
        --b
        Content-Type: text/plain

        x
        --b
        content-type:  application/sdp

        v=0
        s=-
        --b--
        """;

    assertThat(Bodies.sdp(message("multipart/mixed; boundary=\"b\"", body)))
        .hasValueSatisfying(sdp -> assertThat(sdp).startsWith("v=0\r\ns=-"));
    assertThat(Bodies.sdp(message("multipart/mixed", body))).isEmpty();
    assertThat(Bodies.sdp(message("text/plain", "v=0"))).isEmpty();
  }
}
