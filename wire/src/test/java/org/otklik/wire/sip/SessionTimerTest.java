package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SessionTimerTest {
  private static WireMessage message(String headers) {
    byte[] octets =
        ("INVITE sip:1@h SIP/2.0\n" + headers + "\n\n")
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.UTF_8);
    return WireMessage.read(octets, octets.length).orElseThrow();
  }

  @Test
  void leavesTheRefreshToTheCallerUnlessItAsksUs() {
    assertThat(SessionTimer.accepted(message("x: 1800\nk: timer")))
        .contains(new SessionTimer(Duration.ofMinutes(30), false));
    assertThat(
            SessionTimer.accepted(
                message("Session-Expires: 90 ; refresher = uas\nSupported: 100rel, timer")))
        .contains(new SessionTimer(Duration.ofSeconds(90), true));
  }

  @Test
  void needsACallerThatKnowsTimers() {
    assertThat(SessionTimer.accepted(message("Session-Expires: 1800"))).isEmpty();
    assertThat(SessionTimer.tooShort(message("Session-Expires: 30"))).isFalse();
    assertThat(SessionTimer.tooShort(message("Session-Expires: 30\nRequire: timer"))).isTrue();
  }

  @Test
  void asksCallersThatKnowTimersForOne() {
    assertThat(SessionTimer.accepted(message("Supported: timer")))
        .contains(new SessionTimer(SessionTimer.WANTED, false));
    assertThat(SessionTimer.accepted(message("Supported: timer\nMin-SE: 3600")))
        .contains(new SessionTimer(Duration.ofHours(1), false));
    assertThat(SessionTimer.accepted(message("Supported: 100rel"))).isEmpty();
  }

  @Test
  void refreshesAtHalfAndGivesUpBeforeTheEnd() {
    assertThat(new SessionTimer(Duration.ofMinutes(30), true).due())
        .isEqualTo(Duration.ofMinutes(15));
    assertThat(new SessionTimer(Duration.ofMinutes(30), false).due())
        .isEqualTo(Duration.ofSeconds(1_768));
    assertThat(new SessionTimer(Duration.ofSeconds(90), false).due())
        .isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void doesWhatTheCalledSideSays() {
    assertThat(SessionTimer.told(message("Session-Expires: 600;refresher=uac")))
        .contains(new SessionTimer(Duration.ofMinutes(10), true));
    assertThat(SessionTimer.told(message("Session-Expires: 600;refresher=uas")))
        .contains(new SessionTimer(Duration.ofMinutes(10), false));
    assertThat(SessionTimer.told(message("Supported: timer"))).isEmpty();
  }

  @Test
  void refreshesNotWithoutPauseWhateverTheCalledSideSays() {
    assertThat(SessionTimer.told(message("Session-Expires: 0;refresher=uac")))
        .contains(new SessionTimer(Duration.ofSeconds(90), true));
  }
}
