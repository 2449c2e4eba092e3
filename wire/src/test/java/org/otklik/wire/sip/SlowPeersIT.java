package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Peers that begin and never end.
@Execution(ExecutionMode.CONCURRENT) // waits, and does nothing else
final class SlowPeersIT {
  private static final byte[] BEGUN = "OPTIONS sip:115@".getBytes(StandardCharsets.US_ASCII);
  private static final Duration LATEST =
      StreamConnection.MESSAGE_TIME.plus(StreamTransport.WATCH).plusSeconds(10);

  private static void begin(Socket socket) throws IOException {
    socket.setSoTimeout((int) LATEST.toMillis());
    socket.getOutputStream().write(BEGUN);
  }

  /// Octets come one by one, each in time: the whole is late.
  private static void trickle(Socket socket) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (!socket.isClosed()) {
                  Thread.sleep(Duration.ofSeconds(1));
                  socket.getOutputStream().write('a');
                }
              } catch (IOException | InterruptedException over) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private static boolean closed(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Test
  void whoRingsAndSaysNothingToOurCancelIsNotWaitedFor() throws Exception {
    var handler = new Caller();
    try (var server =
            SipEndpoint.start(
                SipSettings.on(InetAddress.getLoopbackAddress(), 0), Desk.answering());
        var dead = new Wire(server.port())) {
      var call = server.call("sip:1@127.0.0.1:" + dead.port(), "115", Desk.SDP, handler);
      dead.respond(dead.receive(message -> message.startsWith("INVITE ")), "180 Ringing");
      assertThat(handler.nextNote()).isEqualTo("provisional 180");

      call.cancel();
      String cancel = dead.receive(message -> message.startsWith("CANCEL "));
      dead.respond(cancel, "200 OK");

      Eventually.that(
          "it is over", OutgoingLeg.CANCEL_MAX.plus(Desk.PATIENCE), () -> !handler.quiet());
      assertThat(handler.nextNote()).isEqualTo("rejected 487");
    }
  }

  @Test
  void areCutOff() throws Exception {
    var certificates = Certificates.of("127.0.0.1");
    var loopback = InetAddress.getLoopbackAddress();
    try (var server =
            SipEndpoint.start(
                SipSettings.on(loopback, 0).securedBy(certificates.tls()), Desk.answering());
        var half = new Socket(loopback, server.port());
        var trickling = new Socket(loopback, server.port());
        var shakesNoHand = new Socket(loopback, server.tlsPort());
        var secured =
            certificates
                .tls()
                .context()
                .get()
                .getSocketFactory()
                .createSocket(loopback, server.tlsPort())) {
      begin(half);
      begin(trickling);
      trickle(trickling);
      shakesNoHand.setSoTimeout((int) LATEST.toMillis());
      shakesNoHand.getOutputStream().write(new byte[] {22, 3, 1, 2, 0});
      begin(secured);

      assertThat(closed(half)).isTrue();
      assertThat(closed(trickling)).isTrue();
      assertThat(closed(shakesNoHand)).isTrue();
      assertThat(closed(secured)).isTrue();
    }
  }
}
