package org.otklik.app.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// A telephone network where every number rings and nobody answers, but for those that end in 99,
/// which answer and say nothing: it says 180 to an INVITE, and 200 to all else.
final class RingingNumber implements AutoCloseable {
  private final DatagramSocket socket;
  private final DatagramSocket sound;

  RingingNumber() {
    try {
      socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      sound = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("ringing-number").start(this::answer);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void answer() {
    var packet = new DatagramPacket(new byte[8_192], 8_192);
    try {
      while (true) {
        packet.setLength(8_192);
        socket.receive(packet);
        var request = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        if (request.matches("(?s)INVITE sip:[+0-9]*99@.*")) {
          send(packet, "200 OK", request, description());
        } else if (request.startsWith("INVITE ")) {
          send(packet, "180 Ringing", request);
        } else if (request.startsWith("CANCEL ")) {
          send(packet, "200 OK", request);
          send(packet, "487 Request Terminated", request.replace(" CANCEL\r\n", " INVITE\r\n"));
        } else if (!request.startsWith("ACK ")) {
          send(packet, "200 OK", request);
        }
      }
    } catch (IOException _) {
      // Closed: the test is over.
    }
  }

  private String description() {
    return """
        v=0
        o=- 1 1 IN IP4 127.0.0.1
        s=-
        c=IN IP4 127.0.0.1
        t=0 0
        m=audio %d RTP/AVP 8
        a=rtpmap:8 PCMA/8000
        """
        .formatted(sound.getLocalPort())
        .replace("\n", "\r\n");
  }

  private void send(DatagramPacket to, String status, String request) throws IOException {
    send(to, status, request, "");
  }

  /// What is repeated of the request (RFC 3261, 8.2.6.2), and a tag of its own.
  private void send(DatagramPacket to, String status, String request, String body)
      throws IOException {
    var repeated =
        request
            .lines()
            .filter(line -> line.matches("(?i)(via|from|to|call-id|cseq):.*"))
            .map(line -> line.matches("(?i)to:.*") ? line + ";tag=rings" : line)
            .collect(Collectors.joining("\r\n"));
    var answer =
        "SIP/2.0 %s\r\n%s\r\nContact: <sip:rings@127.0.0.1:%d>\r\nContent-Type: application/sdp\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(status, repeated, port(), body.length(), body)
            .getBytes(StandardCharsets.UTF_8);
    socket.send(new DatagramPacket(answer, answer.length, to.getSocketAddress()));
  }

  @Override
  public void close() {
    socket.close();
    sound.close();
  }
}
