package org.otklik.app.endtoend;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// A call to 115 reduced to its signalling, so that thousands cost nothing: INVITE, repeated as RFC
/// 3261 17.1.1.2 says, the final answer, and BYE after a while.
///
/// @param status of the final answer; 0 if none came within [#PATIENCE]
/// @param after time from the first INVITE to the final answer
record QuickCall(int status, Duration after) {
  static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final int REPEAT_MILLIS = 500;
  private static final Pattern TO = Pattern.compile("(?m)^To: (.*)$");

  /// Whether it was answered within this time.
  boolean answeredWithin(Duration max) {
    return status == 200 && after.compareTo(max) <= 0;
  }

  /// Calls and hangs up.
  ///
  /// @param from loopback address of the caller
  /// @param talk time from the answer to the end
  static QuickCall make(String from, int sipPort, Duration talk) {
    try (var socket = new DatagramSocket(new InetSocketAddress(from, 0))) {
      socket.connect(InetAddress.getLoopbackAddress(), sipPort);
      var id = UUID.randomUUID().toString();
      var begin = System.nanoTime();
      var answer = answer(socket, id);
      var call = new QuickCall(status(answer), Duration.ofNanos(System.nanoTime() - begin));
      if (call.status() != 0) {
        send(socket, message("ACK", id, 1, socket, to(answer), ""));
      }
      if (call.status() == 200) {
        LockSupport.parkNanos(talk.toNanos());
        send(socket, message("BYE", id, 2, socket, to(answer), ""));
      }
      return call;
    } catch (IOException refused) {
      return new QuickCall(0, PATIENCE);
    }
  }

  /// An INVITE with an offer of sound.
  static byte[] invite(String id, DatagramSocket socket) {
    var host = socket.getLocalAddress().getHostAddress();
    var sdp =
        """
        v=0
        o=quick 1 1 IN IP4 %1$s
        s=-
        c=IN IP4 %1$s
        t=0 0
        m=audio 9 RTP/AVP 8
        a=rtpmap:8 PCMA/8000
        """
            .formatted(host);
    return message("INVITE", id, 1, socket, "<sip:115@127.0.0.1>", sdp);
  }

  private static String answer(DatagramSocket socket, String id) throws IOException {
    var invite = invite(id, socket);
    var packet = new DatagramPacket(new byte[4_096], 4_096);
    var begin = System.nanoTime();
    var repeat = REPEAT_MILLIS;
    send(socket, invite);
    while (System.nanoTime() - begin < PATIENCE.toNanos()) {
      socket.setSoTimeout(repeat);
      try {
        socket.receive(packet);
        var text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        if (status(text) >= 200 && text.contains(id)) {
          return text;
        }
      } catch (SocketTimeoutException nothing) {
        repeat = Math.min(2 * repeat, 4_000);
        send(socket, invite);
      }
    }
    return "";
  }

  private static String to(String answer) {
    var to = TO.matcher(answer);
    if (!to.find()) {
      throw new AssertionError("An answer without To: " + answer);
    }
    return to.group(1);
  }

  private static int status(String answer) {
    return answer.startsWith("SIP/2.0 ") ? Integer.parseInt(answer.substring(8, 11)) : 0;
  }

  private static void send(DatagramSocket socket, byte[] message) throws IOException {
    socket.send(new DatagramPacket(message, message.length));
  }

  private static byte[] message(
      String method, String id, int cseq, DatagramSocket socket, String to, String body) {
    var content = body.replace("\n", "\r\n");
    var here = socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
    return """
        %1$s sip:115@127.0.0.1 SIP/2.0
        Via: SIP/2.0/UDP %2$s;branch=z9hG4bK%3$s%1$s
        From: <sip:+74951230000@%2$s>;tag=%3$s
        To: %4$s
        Call-ID: %3$s
        CSeq: %5$d %1$s
        Contact: <sip:quick@%2$s>
        Max-Forwards: 70
        Content-Type: application/sdp
        Content-Length: %6$d

        """
        .formatted(method, here, id, to, cseq, content.length())
        .replace("\n", "\r\n")
        .concat(content)
        .getBytes(StandardCharsets.UTF_8);
  }
}
