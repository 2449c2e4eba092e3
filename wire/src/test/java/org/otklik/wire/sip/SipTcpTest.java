package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Messages in a stream.
final class SipTcpTest {
  private final Desk desk = Desk.answering();
  private final SipEndpoint server =
      SipEndpoint.start(SipSettings.on(InetAddress.getLoopbackAddress(), 0), desk);
  private Socket socket = new Socket();

  @BeforeEach
  void connect() throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout((int) Desk.PATIENCE.toMillis());
    socket.setTcpNoDelay(true);
  }

  @AfterEach
  void stop() throws IOException {
    socket.close();
    server.close();
  }

  private static String options(String name, String length) {
    return """
    OPTIONS sip:115@127.0.0.1 SIP/2.0
    Via: SIP/2.0/TCP 127.0.0.1:9;branch=z9hG4bK%1$s
    From: <sip:1@127.0.0.1>;tag=%1$s
    To: <sip:115@127.0.0.1>
    i: %1$s
    CSeq: 1 OPTIONS
    %2$s
    """
        .formatted(name, length)
        .replace("\n", "\r\n");
  }

  private void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Reads until a text came, or the other side closed.
  private String read(String until) throws IOException {
    var text = new StringBuilder();
    InputStream in = socket.getInputStream();
    var buffer = new byte[4_096];
    for (int read; text.indexOf(until) < 0 && (read = in.read(buffer)) >= 0; ) {
      text.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  private boolean closed() throws IOException {
    try {
      return socket.getInputStream().read(new byte[4_096]) < 0;
    } catch (SocketTimeoutException open) {
      return false;
    }
  }

  /// Whether a new connection is served.
  private boolean served() {
    try (var other = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      other.setSoTimeout((int) Desk.PATIENCE.toMillis());
      other.getOutputStream().write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return other.getInputStream().read() == '\r';
    } catch (IOException refused) {
      return false;
    }
  }

  @Test
  void putsAMessageTogetherThatComesInPieces() throws Exception {
    String message = options("pieces", "l: 3\n") + "abc";
    for (String piece : message.split("(?<=\\G.{7})", -1)) {
      send(piece);
    }

    assertThat(read("\r\n\r\n")).startsWith("SIP/2.0 200 OK").contains("Call-ID: pieces");
  }

  @Test
  void takesMessagesThatComeTogetherApart() throws Exception {
    send(
        options("one", "l: 3\n")
            + "abc"
            + options("two", "\n").replace("\r\n\r\n\r\n", "\r\n\r\n"));

    String answers = read("\r\n\r\n");
    if (answers.split("\r\n\r\n").length < 2) {
      answers += read("\r\n\r\n");
    }
    // Two transactions have no order between them: either may be answered first.
    assertThat(answers).contains("Call-ID: one", "Call-ID: two");
  }

  @Test
  void hangsUpWhereTheCallerListensWhenTheConnectionOfTheCallIsGone() throws Exception {
    try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      listening.setSoTimeout((int) Desk.PATIENCE.toMillis());
      talk("gone", listening.getLocalPort());
      socket.shutdownOutput();
      assertThat(read("nothing more")).isEmpty();

      desk.nextCall().hangUp();

      socket = listening.accept();
      socket.setSoTimeout((int) Desk.PATIENCE.toMillis());
      assertThat(read("\r\n\r\n")).startsWith("BYE sip:1@127.0.0.1:");
    }
  }

  @Test
  void hangsUpByTheConnectionThatTheCallerOpenedLast() throws Exception {
    String to = talk("again", 9);
    try (var first = socket) {
      connect();
      send(inCall("INFO", "again", to, 2, 9, "\n"));
      assertThat(read("\r\n\r\n")).startsWith("SIP/2.0 200");

      desk.nextCall().hangUp();

      assertThat(read("\r\n\r\n")).startsWith("BYE sip:1@127.0.0.1:9");
      assertThat(first.isClosed()).isFalse();
    }
  }

  /// Calls, and says what the other side adds to `To`.
  private String talk(String name, int port) throws Exception {
    String sdp = "Content-Type: application/sdp\nl: %d\n\n".formatted(Desk.SDP.length());
    send(inCall("INVITE", name, "<sip:115@127.0.0.1>", 1, port, sdp) + Desk.SDP);
    String to = Wire.header(read("m=").replaceFirst("(?s).*SIP/2.0 200", ""), "To");
    send(inCall("ACK", name, to, 1, port, "\n"));
    assertThat(desk.nextNote()).isEqualTo("answered");
    return to;
  }

  /// @param port where the caller says that it listens
  private static String inCall(
      String method, String name, String to, int cseq, int port, String more) {
    return """
    %1$s sip:115@127.0.0.1 SIP/2.0
    Via: SIP/2.0/TCP 127.0.0.1:9;branch=z9hG4bK%2$s%1$s
    From: <sip:1@127.0.0.1>;tag=%2$s
    To: %3$s
    Call-ID: %2$s
    CSeq: %4$d %1$s
    Contact: <sip:1@127.0.0.1:%5$d;transport=tcp>
    %6$s"""
        .formatted(method, name, to, cseq, port, more)
        .replace("\n", "\r\n");
  }

  @Test
  void answersKeepAlives() throws Exception {
    send("\r\n\r\n");

    assertThat(read("\r\n")).isEqualTo("\r\n");
    send(options("after", "\n"));
    assertThat(read("Call-ID: after")).contains("200 OK");
  }

  @Test
  void refusesALengthThatIsNoneAndCloses() throws Exception {
    send(options("negative", "Content-Length: -999\n"));

    assertThat(read("\r\n\r\n")).startsWith("SIP/2.0 400");
    assertThat(closed()).isTrue();
  }

  @Test
  void refusesABodyThatIsTooLargeAndCloses() throws Exception {
    send(options("large", "Content-Length: 20000000\n"));

    assertThat(read("\r\n\r\n")).startsWith("SIP/2.0 513");
    assertThat(closed()).isTrue();
  }

  @Test
  void closesOnAHeaderThatNeverEnds() throws Exception {
    var endless = new char[Intake.MESSAGE_MAX + 10_000];
    Arrays.fill(endless, 'a');

    send("OPTIONS sip:1@127.0.0.1 SIP/2.0\r\nX: ");
    try {
      send(new String(endless));
      assertThat(closed()).isTrue();
    } catch (IOException reset) {
      assertThat(reset).isNotNull();
    }
    assertThat(server.counters().faults()).isZero();
  }

  @Test
  void connectionsThatCloseAtOnceLeaveTheirPlaces() throws Exception {
    for (int i = 0; i < 2 * StreamTransport.CONNECTIONS_PER_SOURCE_MAX; i++) {
      new Socket(InetAddress.getLoopbackAddress(), server.port()).close();
    }

    Eventually.that("a place is free", this::served);
  }

  @Test
  void aSilentConnectionLosesItsPlace() throws Exception {
    var now = new AtomicLong();
    var settings = SipSettings.on(InetAddress.getLoopbackAddress(), 0).timedBy(now::get);
    try (var timed = SipEndpoint.start(settings, desk);
        var silent = new Socket(InetAddress.getLoopbackAddress(), timed.port())) {
      socket.close();
      socket = new Socket(InetAddress.getLoopbackAddress(), timed.port());
      socket.setSoTimeout((int) Desk.PATIENCE.toMillis());
      send(options("spoken", "\n"));
      assertThat(read("\r\n\r\n")).startsWith("SIP/2.0 200");
      silent.setSoTimeout((int) Desk.PATIENCE.toMillis());
      silent.getOutputStream().write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(silent.getInputStream().readNBytes(2)).hasSize(2);

      now.addAndGet(StreamConnection.MESSAGE_TIME.plusSeconds(1).toNanos());

      assertThat(silent.getInputStream().read()).isNegative();
      send(options("again", "\n"));
      assertThat(read("\r\n\r\n")).startsWith("SIP/2.0 200");

      now.addAndGet(StreamConnection.IDLE_TIME.plusSeconds(1).toNanos());

      assertThat(closed()).isTrue();
    }
  }

  @Test
  void keepsConnectionsOfOneSourceFew() throws Exception {
    var many = new Socket[StreamTransport.CONNECTIONS_PER_SOURCE_MAX];
    for (int i = 0; i < many.length; i++) {
      many[i] = new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    Eventually.that("one is refused", () -> server.counters().connectionsRefused() > 0);

    for (Socket one : many) {
      one.close();
    }
  }
}
