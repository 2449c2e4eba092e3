package org.otklik.wire.sip;

import gov.nist.javax.sip.stack.MessageChannel;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection: cuts the stream into messages (RFC 3261 18.3) and never makes a writer wait.
final class StreamConnection implements Origin {
  private static final Logger LOG = LoggerFactory.getLogger(StreamConnection.class);

  /// Messages that wait to be written; a peer that does not read them loses the connection.
  static final int OUTBOUND_MAX = 256;

  /// A message must be complete so long after its first octet, and the first one, with the keys of
  /// TLS before it, so long after the connection: a place is not held by silence. Else the
  /// connection is closed, at most [StreamTransport#WATCH] later.
  static final Duration MESSAGE_TIME = Duration.ofSeconds(10);

  /// A connection that was silent so long is closed: a little longer than telephones are registered
  /// for, which lose their registration with it.
  static final Duration IDLE_TIME = SipRegistrar.DEFAULT_EXPIRY_MAX.plusMinutes(5);

  static final Duration CONNECT_TIME = Duration.ofSeconds(5);

  private record Parcel(ByteBuffer message, Runnable lost) {}

  /// How long a peer may go on sending after a last answer.
  private static final Duration FAREWELL_TIME = Duration.ofSeconds(1);

  private static final byte[] PONG = "\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int CHUNK = 8_192;

  private final InetSocketAddress remote;
  private final StreamTransport transport;
  private final Intake intake;
  private final ArrayBlockingQueue<Parcel> outbound = new ArrayBlockingQueue<>(OUTBOUND_MAX);
  private final Socket socket;
  private final boolean called;
  private volatile long due;
  private volatile @Nullable Thread writer;
  private byte[] buffer = new byte[CHUNK];
  private int filled;

  /// Whether the other side has sent a message, or was called.
  private boolean met;

  private StreamConnection(
      InetSocketAddress remote, Socket socket, StreamTransport transport, Intake intake) {
    this.remote = remote;
    this.socket = socket;
    this.called = socket.isConnected();
    this.transport = transport;
    this.intake = intake;
    this.met = !called;
    this.due = transport.now() + MESSAGE_TIME.toNanos();
  }

  /// A connection that the other side opened.
  static StreamConnection from(
      Socket socket, InetSocketAddress remote, StreamTransport transport, Intake intake) {
    return new StreamConnection(remote, socket, transport, intake);
  }

  /// A connection that is opened while its first message waits.
  static StreamConnection to(InetSocketAddress remote, StreamTransport transport, Intake intake) {
    return new StreamConnection(remote, new Socket(), transport, intake);
  }

  @Override
  public Transport transport() {
    return transport.carrier();
  }

  @Override
  public InetSocketAddress remote() {
    return remote;
  }

  @Override
  public void answer(byte[] response, int port) throws IOException {
    send(response, () -> {});
  }

  @Override
  public boolean lives() {
    return !socket.isClosed();
  }

  @Override
  public MessageChannel channel() {
    return transport.way(remote);
  }

  /// Queues octets to be written.
  ///
  /// @param lost run when the connection breaks before they are written
  /// @throws IOException when the connection is closed, or too much waits; then it is closed
  void send(byte[] message, Runnable lost) throws IOException {
    if (socket.isClosed()) {
      throw new IOException("The SIP connection is closed");
    }
    if (!outbound.offer(new Parcel(ByteBuffer.wrap(message), lost))) {
      close();
      throw new IOException("The peer of a SIP connection does not read");
    }
    if (socket.isClosed()) {
      drain();
    }
  }

  /// Closes when what is waited for did not come in time.
  void closeIfDue(long now) {
    if (now - due > 0) {
      LOG.debug("A SIP connection was too slow");
      close();
    }
  }

  void close() {
    transport.closed(this);
    try {
      socket.close();
    } catch (IOException fault) {
      LOG.debug("A SIP connection did not close: {}", fault.getClass().getName());
    }
    Thread writing = writer;
    if (writing != null) {
      writing.interrupt();
    }
  }

  /// Begins to read and write; only when the transport knows the connection, so that it also hears
  /// of its end.
  void run() {
    writer = Thread.ofVirtual().name("sip-write").start(this::write);
  }

  private void write() {
    try {
      if (!called) {
        socket.connect(remote, (int) CONNECT_TIME.toMillis());
      }
      socket.setTcpNoDelay(true);
      Socket stream = transport.stream().over(socket, remote, called);
      Thread.ofVirtual().name("sip-read").start(() -> read(stream));
      while (!stream.isOutputShutdown()) {
        stream.getOutputStream().write(outbound.take().message().array());
      }
    } catch (IOException fault) {
      LOG.debug("A SIP connection broke: {}", fault.getClass().getName());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      close();
      drain();
    }
  }

  /// Tells those whose messages will not be written.
  private void drain() {
    for (Parcel unsent = outbound.poll(); unsent != null; unsent = outbound.poll()) {
      unsent.lost().run();
    }
  }

  private void read(Socket stream) {
    try {
      InputStream in = stream.getInputStream();
      while (oneMessage(stream, in)) {
        // The next one.
      }
    } catch (IOException fault) {
      LOG.debug("A SIP connection ended: {}", fault.getClass().getName());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  /// Reads a message and hands it on; false when the stream has ended or cannot be followed
  /// further.
  private boolean oneMessage(Socket stream, InputStream in)
      throws IOException, InterruptedException {
    expectWithin(IDLE_TIME);
    if (filled == 0 && !more(in)) {
      return false;
    }
    expectWithin(MESSAGE_TIME);
    skipLineEnds();
    int head;
    while ((head = WireMessage.headEnd(buffer, 0, filled)) < 0) {
      if (filled == 0) {
        return true;
      }
      if (filled >= Intake.MESSAGE_MAX || !more(in)) {
        return false;
      }
    }
    int length = head + intake.bodyLength(buffer, head);
    if (length < head || length > Intake.MESSAGE_MAX) {
      Optional<byte[]> answer = intake.farewell(Arrays.copyOf(buffer, head), length < head, this);
      if (answer.isPresent()) {
        leave(stream, in, answer.get());
      }
      return false;
    }
    while (filled < length) {
      if (!more(in)) {
        return false;
      }
    }
    met = true;
    intake.streamed(Arrays.copyOf(buffer, length), this);
    drop(length);
    return true;
  }

  /// Writes a last answer and reads on for a moment: a socket that is closed with octets unread
  /// takes the answer back.
  private void leave(Socket stream, InputStream in, byte[] answer) throws IOException {
    expectWithin(FAREWELL_TIME);
    stream.getOutputStream().write(answer);
    stream.shutdownOutput();
    do {
      filled = 0;
    } while (more(in));
  }

  /// Line ends between messages are keep-alives; a double one is answered (RFC 5626 4.4.1).
  private void skipLineEnds() throws IOException {
    int ends = 0;
    while (ends < filled && (buffer[ends] == '\r' || buffer[ends] == '\n')) {
      ends++;
    }
    if (ends >= 2 * PONG.length) {
      send(PONG, () -> {});
    }
    drop(ends);
  }

  private void drop(int octets) {
    filled -= octets;
    System.arraycopy(buffer, octets, buffer, 0, filled);
    if (filled == 0 && buffer.length > CHUNK) {
      buffer = new byte[CHUNK];
    }
  }

  private boolean more(InputStream in) throws IOException {
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, Intake.MESSAGE_MAX + CHUNK));
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    filled += Math.max(0, read);
    return read > 0;
  }

  /// Gives time for what comes next; before the first message nothing gives more.
  private void expectWithin(Duration time) {
    if (met) {
      due = transport.now() + time.toNanos();
    }
  }
}
