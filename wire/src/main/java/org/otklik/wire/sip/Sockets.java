package org.otklik.wire.sip;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// The two sockets of an endpoint, on one port.
record Sockets(DatagramSocket udp, ServerSocket tcp) {

  /// Room for datagrams that wait to be read: seconds of a busy centre. The kernel may give less
  /// (`net.core.rmem_max`).
  static final int UDP_BUFFER = 4 << 20;

  /// Connections that wait to be accepted.
  static final int BACKLOG = 128;

  /// Tries to find a port that is free for both.
  static final int TRIES_MAX = 50;

  /// @throws SipPortTaken when the port is in use
  /// @throws SipStartFailed when it cannot be opened for another reason
  static Sockets open(SipSettings settings) {
    for (int tries = 1; ; tries++) {
      try {
        return once(settings);
      } catch (BindException taken) {
        if (settings.port() != 0 || tries == TRIES_MAX) {
          throw new SipPortTaken(settings.port(), taken);
        }
      } catch (IOException fault) {
        throw new SipStartFailed(fault);
      }
    }
  }

  int port() {
    return udp.getLocalPort();
  }

  void close() throws IOException {
    udp.close();
    tcp.close();
  }

  private static Sockets once(SipSettings settings) throws IOException {
    var udp = new DatagramSocket(new InetSocketAddress(settings.bind(), settings.port()));
    var tcp = new ServerSocket();
    try {
      udp.setReceiveBufferSize(UDP_BUFFER);
      udp.setSendBufferSize(UDP_BUFFER);
      tcp.setReuseAddress(true);
      tcp.bind(new InetSocketAddress(settings.bind(), udp.getLocalPort()), BACKLOG);
      return new Sockets(udp, tcp);
    } catch (IOException fault) {
      udp.close();
      tcp.close();
      throw fault;
    }
  }
}
