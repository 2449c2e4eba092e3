package org.otklik.wire.sip;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// SIP over TCP, plain or in TLS (RFC 3261 18): each connection has a virtual thread that reads and
/// one that writes; one more for all closes those whose time is up.
final class StreamTransport extends MessageProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(StreamTransport.class);

  /// Connections at once; a further one is closed.
  static final int CONNECTIONS_MAX = 2_000;

  /// Connections at once from one address; a further one is closed.
  static final int CONNECTIONS_PER_SOURCE_MAX = 200;

  /// How often it is looked whose time is up.
  static final Duration WATCH = Duration.ofSeconds(1);

  /// Out of file descriptors, accepting fails at once and again: then it is tried so often.
  private static final Duration ACCEPT_AGAIN = Duration.ofMillis(100);

  private final SentBy sentBy;
  private final Transport carrier;
  private final ServerSocket server;
  private final Stream stream;
  private final Intake intake;
  private final SipCounters counters;
  private final LongSupplier nanos;
  private final Map<InetSocketAddress, StreamConnection> connections = new ConcurrentHashMap<>();

  StreamTransport(
      SIPTransactionStack stack,
      SentBy sentBy,
      ServerSocket server,
      Stream stream,
      InetAddress bind,
      Intake intake,
      SipCounters counters,
      LongSupplier nanos) {
    super(bind, server.getLocalPort(), sentBy.transport().name().toLowerCase(Locale.ROOT), stack);
    this.sentBy = sentBy;
    this.carrier = sentBy.transport();
    this.server = server;
    this.stream = stream;
    this.intake = intake;
    this.counters = counters;
    this.nanos = nanos;
  }

  @Override
  public void start() {
    Thread.ofVirtual().name("sip-accept").start(this::accept);
    Thread.ofVirtual().name("sip-watch").start(this::watch);
  }

  @Override
  public void stop() {
    try {
      server.close();
    } catch (IOException fault) {
      LOG.debug("The SIP server socket did not close: {}", fault.getClass().getName());
    }
    connections.values().forEach(StreamConnection::close);
  }

  @Override
  public Via getViaHeader() {
    return sentBy.via();
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
    return way(new InetSocketAddress(to, port < 0 ? carrier.defaultPort() : port));
  }

  @Override
  public int getDefaultTargetPort() {
    return carrier.defaultPort();
  }

  @Override
  public boolean isSecure() {
    return carrier == Transport.TLS;
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
    return new Way(sipStack, this, carrier, peer, this::send, intake::lost);
  }

  Transport carrier() {
    return carrier;
  }

  Stream stream() {
    return stream;
  }

  /// Monotonic time, in nanoseconds.
  long now() {
    return nanos.getAsLong();
  }

  void closed(StreamConnection connection) {
    if (connections.remove(connection.remote(), connection)) {
      intake.disconnected(connection);
    }
  }

  private void send(byte[] message, InetSocketAddress to, Runnable lost) throws IOException {
    if (!connections.containsKey(to) && connections.size() >= CONNECTIONS_MAX) {
      throw new IOException("Too many SIP connections");
    }
    connections.computeIfAbsent(to, this::connecting).send(message, lost);
  }

  /// The map is locked meanwhile: the connection cannot be taken out before it is in.
  private StreamConnection connecting(InetSocketAddress peer) {
    var connection = StreamConnection.to(peer, this, intake);
    connection.run();
    return connection;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        admit(server.accept());
      } catch (IOException fault) {
        if (!server.isClosed()) {
          LOG.warn("A SIP connection was not accepted: {}", fault.getClass().getName());
          pause(ACCEPT_AGAIN);
        }
      }
    }
  }

  private void watch() {
    while (!server.isClosed()) {
      pause(WATCH);
      long now = now();
      connections.values().forEach(connection -> connection.closeIfDue(now));
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
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
    var connection = StreamConnection.from(socket, remote, this, intake);
    connections.put(remote, connection);
    connection.run();
  }
}
