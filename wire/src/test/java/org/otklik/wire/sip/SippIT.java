package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SIPp calls: INVITE, 180, 200, ACK, a moment, BYE.
final class SippIT {
  private static final int CALLS = 200;
  private static final int PER_SECOND = 50;

  @TempDir private Path folder = Path.of("");

  private static SipEndpoint endpoint() {
    return SipEndpoint.start(
        SipSettings.on(InetAddress.getLoopbackAddress(), 0)
            .acknowledgedWithin(Duration.ofSeconds(8)),
        call -> {
          call.ringing();
          call.answer(Desk.SDP);
        });
  }

  private int calls(SipEndpoint server, String... more) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(
            "sipp",
            "-sn",
            "uac",
            "127.0.0.1:" + server.port(),
            "-i",
            "127.0.0.1",
            "-m",
            Integer.toString(CALLS),
            "-r",
            Integer.toString(PER_SECOND),
            "-d",
            "200",
            "-nostdin",
            "-timeout",
            "60s",
            "-timeout_error");
    builder.command().addAll(List.of(more));
    Process sipp =
        builder
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sipp.log").toFile())
            .start();
    assertThat(sipp.waitFor(90, TimeUnit.SECONDS)).isTrue();
    return sipp.exitValue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"u1", "t1"})
  void allCallsOfSippSucceed(String transport) throws Exception {
    try (var server = endpoint()) {
      int exit = calls(server, "-t", transport);

      assertThat(exit).as(Files.readString(folder.resolve("sipp.log"))).isZero();
      Eventually.that("no call is left", () -> server.callsActive() == 0);
      assertThat(server.counters().callsIn()).isEqualTo(CALLS);
      assertThat(server.counters().faults()).isZero();
      assertThat(server.counters().refusedByCode()).isEmpty();
    }
  }

  @Test
  void leavesNoCallBehindThoughTheCallerLosesMessages() throws Exception {
    try (var server = endpoint()) {
      int exit = calls(server, "-lost", "10");

      assertThat(exit).as(Files.readString(folder.resolve("sipp.log"))).isZero();
      Eventually.that("no call is left", () -> server.callsActive() == 0);
      assertThat(server.counters().callsIn()).isEqualTo(CALLS);
    }
  }
}
