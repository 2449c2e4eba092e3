package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Sessions that are refreshed, and some that are not (RFC 4028); takes a minute.
@Execution(ExecutionMode.CONCURRENT) // waits, and does nothing else
final class SessionTimerIT {

  /// The shortest time is over 30 s before its end.
  private static final Duration EXPIRED =
      Duration.ofSeconds(Rules.SESSION_MIN_SECONDS - 30L).plusSeconds(5);

  private static String next(Wire wire, String method) throws Exception {
    long until = System.nanoTime() + EXPIRED.toNanos();
    while (System.nanoTime() < until) {
      String message = wire.next(Duration.ofSeconds(1));
      if (message.startsWith(method)) {
        return message;
      }
    }
    throw new AssertionError("No " + method + " within " + EXPIRED);
  }

  @Test
  void endsTheCallOfWhoVanished() throws Exception {
    var desk = Desk.answering();
    var settings =
        SipSettings.on(InetAddress.getLoopbackAddress(), 0).probingEvery(Duration.ofSeconds(1));
    try (var server = SipEndpoint.start(settings, desk)) {
      try (var wire = new Wire(server.port())) {
        wire.call(Wire.unique());
      }
      assertThat(desk.nextNote()).isEqualTo("answered");

      Eventually.that("no call is left", Duration.ofSeconds(40), () -> server.callsActive() == 0);

      assertThat(desk.nextNote()).isEqualTo("failed GONE");
    }
  }

  @Test
  void refreshesWhenAskedToAndHangsUpOnWhoDoesNot() throws Exception {
    var desk = Desk.answering();
    var settings =
        SipSettings.on(InetAddress.getLoopbackAddress(), 0).probingEvery(Duration.ofSeconds(2));
    try (var server = SipEndpoint.start(settings, desk);
        var silent = new Wire(server.port());
        var served = new Wire(server.port())) {
      String name = Wire.unique();
      silent.send(silent.invite(name, "Supported: timer\nSession-Expires: 90\n"));
      String ok = silent.answer("1 INVITE");
      silent.send(silent.request("ACK", name, 1, Wire.tag(ok)));
      String other = Wire.unique();
      served.send(served.invite(other, "Supported: timer\nSession-Expires: 90;refresher=uas\n"));
      String answer = served.answer("1 INVITE");
      assertThat(Wire.header(answer, "Session-Expires")).isEqualTo("90;refresher=uas");
      served.send(served.request("ACK", other, 1, Wire.tag(answer)));

      String refresh = next(served, "INVITE");
      assertThat(Wire.header(refresh, "Session-Expires")).isEqualTo("90;refresher=uac");
      assertThat(Wire.header(refresh, "Min-SE")).isEqualTo("90");
      assertThat(refresh).contains("m=audio");
      served.respond(refresh, "500 Later");
      assertThat(next(served, "ACK")).contains("Call-ID: " + other);
      assertThat(next(served, "INVITE")).contains("Call-ID: " + other);

      assertThat(next(silent, "BYE")).contains("Call-ID: " + name);
      assertThat(desk.nextNote()).isEqualTo("answered");
      assertThat(desk.nextNote()).isEqualTo("answered");
      assertThat(desk.nextNote()).isEqualTo("reoffer refused 500");
      assertThat(desk.nextNote()).isEqualTo("failed SESSION_EXPIRED");
    }
  }
}
