package org.otklik.wire.sip;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sockets of an endpoint: UDP and TCP on one port, TLS on another if it is wanted.
///
/// @param port of UDP and TCP; known also when they are closed
/// @param tlsPort 0 without TLS
record Sockets(
    DatagramSocket udp, ServerSocket tcp, @Nullable ServerSocket tls, int port, int tlsPort) {

  private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

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
    Sockets plain = plain(settings);
    @Nullable SipTls secured = settings.tls();
    if (secured == null) {
      return plain;
    }
    try {
      ServerSocket tls = listening(settings, secured.port());
      return new Sockets(plain.udp, plain.tcp, tls, plain.port, tls.getLocalPort());
    } catch (IOException fault) {
      plain.close();
      throw fault instanceof BindException
          ? new SipPortTaken(secured.port(), fault)
          : new SipStartFailed(fault);
    }
  }

  /// The port that others find a transport at.
  int port(Transport transport) {
    return transport == Transport.TLS ? tlsPort : port;
  }

  void close() {
    udp.close();
    close(tcp);
    if (tls != null) {
      close(tls);
    }
  }

  private static Sockets plain(SipSettings settings) {
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

  private static Sockets once(SipSettings settings) throws IOException {
    var udp = new DatagramSocket(new InetSocketAddress(settings.bind(), settings.port()));
    try {
      udp.setReceiveBufferSize(UDP_BUFFER);
      udp.setSendBufferSize(UDP_BUFFER);
      int port = udp.getLocalPort();
      return new Sockets(udp, listening(settings, port), null, port, 0);
    } catch (IOException fault) {
      udp.close();
      throw fault;
    }
  }

  private static ServerSocket listening(SipSettings settings, int port) throws IOException {
    var socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(settings.bind(), port), BACKLOG);
      return socket;
    } catch (IOException fault) {
      close(socket);
      throw fault;
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException fault) {
      LOG.warn("A SIP socket did not close: {}", fault.getClass().getName());
    }
  }
}
