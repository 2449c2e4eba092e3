package org.otklik.app.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// A telephone network where every number rings and nobody answers: it says 180 to an INVITE, and
/// 200 to all else.
final class RingingNumber implements AutoCloseable {
  private final DatagramSocket socket;

  RingingNumber() {
    try {
      socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
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
        if (request.startsWith("INVITE ")) {
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

  /// What is repeated of the request (RFC 3261, 8.2.6.2), and a tag of its own.
  private void send(DatagramPacket to, String status, String request) throws IOException {
    var repeated =
        request
            .lines()
            .filter(line -> line.matches("(?i)(via|from|to|call-id|cseq):.*"))
            .map(line -> line.matches("(?i)to:.*") ? line + ";tag=rings" : line)
            .collect(Collectors.joining("\r\n"));
    var answer =
        "SIP/2.0 %s\r\n%s\r\nContact: <sip:rings@127.0.0.1:%d>\r\nContent-Length: 0\r\n\r\n"
            .formatted(status, repeated, port())
            .getBytes(StandardCharsets.UTF_8);
    socket.send(new DatagramPacket(answer, answer.length, to.getSocketAddress()));
  }

  @Override
  public void close() {
    socket.close();
  }
}
