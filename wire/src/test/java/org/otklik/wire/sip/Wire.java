package org.otklik.wire.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// A telephone that says exactly what the test writes, by UDP.
final class Wire implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final DatagramSocket socket;
  private final InetSocketAddress to;
  private final List<String> kept = new ArrayList<>();

  Wire(int port) throws IOException {
    this("127.0.0.1", port);
  }

  /// @param from loopback address to send from, so that a test has several sources
  Wire(String from, int port) throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(from, 0));
    to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  int port() {
    return socket.getLocalPort();
  }

  /// A name that no other message has.
  static String unique() {
    return "u" + NUMBER.incrementAndGet();
  }

  void send(String message) throws IOException {
    send(message.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  void send(byte[] message) throws IOException {
    socket.send(new DatagramPacket(message, message.length, to));
  }

  /// Answers a request in a dialog without a body.
  void respond(String request, String status) throws IOException {
    send(
        """
        SIP/2.0 %s
        Via: %s
        From: %s
        To: %s
        Call-ID: %s
        CSeq: %s
        Content-Length: 0

        """
            .formatted(
                status,
                header(request, "Via"),
                header(request, "From"),
                header(request, "To"),
                header(request, "Call-ID"),
                header(request, "CSeq")));
  }

  /// The next message of a kind; others are kept for later.
  String receive(Predicate<String> wanted) throws IOException {
    long until = System.nanoTime() + Desk.PATIENCE.toNanos();
    for (int i = 0; i < kept.size(); i++) {
      if (wanted.test(kept.get(i))) {
        return kept.remove(i);
      }
    }
    while (true) {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError(
            "No such message within %s, but %s".formatted(Desk.PATIENCE, kept));
      }
      String message = next(Duration.ofMillis(left));
      if (wanted.test(message)) {
        return message;
      }
      if (!message.isEmpty()) {
        kept.add(message);
      }
    }
  }

  /// The final response to a CSeq.
  String answer(String cseq) throws IOException {
    return receive(
        message ->
            message.startsWith("SIP/2.0 ")
                && !message.startsWith("SIP/2.0 1")
                && header(message, "CSeq").equals(cseq));
  }

  /// Whatever comes within a time, empty when nothing does.
  String next(Duration within) throws IOException {
    var packet = new DatagramPacket(new byte[65_536], 65_536);
    socket.setSoTimeout((int) Math.max(1, within.toMillis()));
    try {
      socket.receive(packet);
      return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    } catch (SocketTimeoutException nothing) {
      return "";
    }
  }

  static int code(String response) {
    return Integer.parseInt(response.substring(8, 11));
  }

  static String header(String message, String name) {
    for (String line : message.split("\r\n", -1)) {
      if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
        return line.substring(name.length() + 1).strip();
      }
    }
    return "";
  }

  static String tag(String message) {
    String to = header(message, "To");
    int at = to.indexOf("tag=");
    return at < 0 ? "" : to.substring(at + 4);
  }

  /// A request of a dialog that has its Call-ID and our tag from a name.
  ///
  /// @param toTag theirs, empty before it is known
  /// @param more header lines, each ended by a line end
  String request(
      String method, String name, int cseq, String toTag, String branch, String more, String body) {
    return """
    %s sip:115@127.0.0.1:%d SIP/2.0
    Via: SIP/2.0/UDP 127.0.0.1:%d;rport;branch=z9hG4bK%s
    Max-Forwards: 70
    From: "Анна \\"А\\" Иванова" <sip:%%2B79990000000@127.0.0.1>;tag=f%s
    To: <sip:115@127.0.0.1>%s
    Call-ID: %s@test
    CSeq: %d %s
    Contact: <sip:1001@127.0.0.1:%d>
    %sContent-Length: %d

    %s"""
        .formatted(
            method,
            to.getPort(),
            port(),
            branch,
            name,
            toTag.isEmpty() ? "" : ";tag=" + toTag,
            name,
            cseq,
            method,
            port(),
            more,
            body.replace("\r\n", "\n")
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8)
                .length,
            body);
  }

  String invite(String name) {
    return invite(name, "");
  }

  String invite(String name, String more) {
    return request(
        "INVITE", name, 1, "", name + "i", more + "Content-Type: application/sdp\n", Desk.SDP);
  }

  String request(String method, String name, int cseq, String toTag) {
    return request(method, name, cseq, toTag, name + method + cseq, "", "");
  }

  /// Calls, acknowledges the answer, and says the tag of the other side.
  String call(String name) throws IOException {
    send(invite(name));
    String ok = answer("1 INVITE");
    if (code(ok) != 200) {
      throw new AssertionError("The call was not answered: " + ok);
    }
    send(request("ACK", name, 1, tag(ok)));
    return tag(ok);
  }

  /// Hangs up and waits until the other side agrees.
  void hangUp(String name, int cseq, String toTag) throws IOException {
    send(request("BYE", name, cseq, toTag));
    String ok = answer(cseq + " BYE");
    if (code(ok) != 200) {
      throw new AssertionError("Hanging up was refused: " + ok);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
