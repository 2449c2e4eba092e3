package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls whose other side knows no session timers, and may be gone.
@Execution(ExecutionMode.CONCURRENT) // waits for timers of the protocol
final class SipProbeTest {
  private final Desk desk = Desk.answering();
  private final String name = Wire.unique();

  private SipEndpoint server() {
    return SipEndpoint.start(
        SipSettings.on(InetAddress.getLoopbackAddress(), 0).probingEvery(SipSettings.TICK), desk);
  }

  private static String question(Wire wire) throws IOException {
    return wire.receive(message -> message.startsWith("OPTIONS "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"200 OK", "501 Not Implemented"})
  void aCallGoesOnWhileTheOtherSideSaysAnything(String status) throws Exception {
    try (var server = server();
        var wire = new Wire(server.port())) {
      String tag = wire.call(name);
      assertThat(desk.nextNote()).isEqualTo("answered");

      for (int i = 0; i < 3; i++) {
        String question = question(wire);
        assertThat(question).contains("Call-ID: " + name, "tag=" + tag);
        wire.respond(question, status);
      }

      assertThat(server.callsActive()).isEqualTo(1);
      wire.hangUp(name, 2, tag);
      assertThat(desk.nextNote()).isEqualTo("hung up");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"481 Call/Transaction Does Not Exist", "408 Request Timeout"})
  void aCallThatTheOtherSideForgotEnds(String status) throws Exception {
    try (var server = server();
        var wire = new Wire(server.port())) {
      wire.call(name);
      assertThat(desk.nextNote()).isEqualTo("answered");

      wire.respond(question(wire), status);

      assertThat(desk.nextNote()).isEqualTo("failed GONE");
      assertThat(wire.receive(message -> message.startsWith("BYE "))).contains(name);
      Eventually.that("no call is left", () -> server.callsActive() == 0);
    }
  }

  @Test
  void aCallWithATimerIsNotAsked() throws Exception {
    try (var server = server();
        var wire = new Wire(server.port())) {
      wire.send(wire.invite(name, "Supported: timer\n"));
      String tag = Wire.tag(wire.answer("1 INVITE"));
      wire.send(wire.request("ACK", name, 1, tag));
      assertThat(desk.nextNote()).isEqualTo("answered");

      assertThat(wire.next(SipSettings.TICK.multipliedBy(4))).isEmpty();

      wire.hangUp(name, 2, tag);
    }
  }
}
