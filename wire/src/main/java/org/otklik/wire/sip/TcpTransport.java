package org.otklik.wire.sip;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// SIP over TCP (RFC 3261 18): each connection has a virtual thread that reads and one that writes.
final class TcpTransport extends MessageProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(TcpTransport.class);

  /// Connections at once; a further one is closed.
  static final int CONNECTIONS_MAX = 2_000;

  /// Connections at once from one address; a further one is closed.
  static final int CONNECTIONS_PER_SOURCE_MAX = 200;

  private final ServerSocket server;
  private final Intake intake;
  private final SipCounters counters;
  private final Map<InetSocketAddress, TcpConnection> connections = new ConcurrentHashMap<>();

  TcpTransport(
      SIPTransactionStack stack,
      ServerSocket server,
      InetAddress bind,
      Intake intake,
      SipCounters counters) {
    super(bind, server.getLocalPort(), "tcp", stack);
    this.server = server;
    this.intake = intake;
    this.counters = counters;
  }

  @Override
  public void start() {
    Thread.ofVirtual().name("sip-tcp-accept").start(this::accept);
  }

  @Override
  public void stop() {
    try {
      server.close();
    } catch (IOException fault) {
      LOG.debug("The SIP server socket did not close: {}", fault.getClass().getName());
    }
    connections.values().forEach(TcpConnection::close);
  }

  @Override
  public SIPTransactionStack getSIPStack() {
    return sipStack;
  }

  @Override
  public MessageChannel createMessageChannel(HostPort to) throws IOException {
    return createMessageChannel(to.getInetAddress(), to.getPort());
  }

  @Override
  public MessageChannel createMessageChannel(InetAddress to, int port) {
    return way(new InetSocketAddress(to, port < 0 ? SipSettings.DEFAULT_PORT : port));
  }

  @Override
  public int getDefaultTargetPort() {
    return SipSettings.DEFAULT_PORT;
  }

  @Override
  public boolean isSecure() {
    return false;
  }

  @Override
  public int getMaximumMessageSize() {
    return Intake.MESSAGE_MAX;
  }

  @Override
  public boolean inUse() {
    return !connections.isEmpty();
  }

  /// The way back to a peer: its connection while that lives, else a new one.
  Way way(InetSocketAddress peer) {
    return new Way(sipStack, this, Transport.TCP, peer, this::send, intake::lost);
  }

  void closed(TcpConnection connection) {
    connections.remove(connection.remote(), connection);
  }

  private void send(byte[] message, InetSocketAddress to, Runnable lost) throws IOException {
    if (!connections.containsKey(to) && connections.size() >= CONNECTIONS_MAX) {
      throw new IOException("Too many SIP connections");
    }
    connections
        .computeIfAbsent(to, peer -> TcpConnection.to(peer, this, intake))
        .send(message, lost);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        admit(server.accept());
      } catch (IOException fault) {
        if (!server.isClosed()) {
          LOG.warn("A SIP connection was not accepted: {}", fault.getClass().getName());
          pause();
        }
      }
    }
  }

  /// Out of file descriptors, accepting fails at once and again: try ten times a second.
  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void admit(Socket socket) throws IOException {
    var remote = (InetSocketAddress) socket.getRemoteSocketAddress();
    long same =
        connections.keySet().stream()
            .filter(other -> other.getAddress().equals(remote.getAddress()))
            .count();
    if (connections.size() >= CONNECTIONS_MAX || same >= CONNECTIONS_PER_SOURCE_MAX) {
      counters.connectionsRefused.increment();
      socket.close();
      return;
    }
    connections.put(remote, TcpConnection.from(socket, remote, this, intake));
  }
}
