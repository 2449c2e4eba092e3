package org.otklik.wire.dtls;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.DatagramTransport;
import org.jspecify.annotations.Nullable;

/// Lets Bouncy Castle, which blocks, live on datagrams that others receive and send. Any thread may
/// use it.
final class DatagramBridge implements DatagramTransport {

  /// Datagrams that wait to be read; further ones are dropped, as if lost on the way.
  static final int INBOX_MAX = 32;

  /// Longest datagram taken, in bytes.
  static final int RECEIVE_MAX = 2048;

  /// Longest datagram sent, in bytes: passes through tunnels.
  private static final int SEND_MAX = 1200;

  private static final byte[] END = {};

  private final BlockingQueue<byte[]> inbox = new ArrayBlockingQueue<>(INBOX_MAX);
  private final Consumer<ByteBuffer> out;
  private volatile boolean closed;

  /// @param out sends a datagram, whose buffer is reused afterwards
  DatagramBridge(Consumer<ByteBuffer> out) {
    this.out = out;
  }

  /// Takes a datagram, which is copied, for the side that blocks.
  void received(ByteBuffer datagram) {
    var copy = new byte[datagram.remaining()];
    datagram.get(datagram.position(), copy);
    inbox.offer(copy);
  }

  @Override
  public int getReceiveLimit() {
    return RECEIVE_MAX;
  }

  @Override
  public int getSendLimit() {
    return SEND_MAX;
  }

  /// @param waitMillis 0 for ever
  /// @return -1 if nothing came
  @Override
  public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
    var datagram = next(waitMillis);
    if (closed) {
      throw new EOFException("The association is closed");
    }
    if (datagram == null || datagram.length > length) {
      return -1;
    }
    System.arraycopy(datagram, 0, buffer, offset, datagram.length);
    return datagram.length;
  }

  @Override
  public void send(byte[] buffer, int offset, int length) {
    out.accept(ByteBuffer.wrap(buffer, offset, length));
  }

  /// Wakes the side that blocks, for ever.
  @Override
  public void close() {
    closed = true;
    inbox.clear();
    inbox.offer(END);
  }

  private byte @Nullable [] next(int waitMillis) throws InterruptedIOException {
    try {
      return waitMillis == 0 ? inbox.take() : inbox.poll(waitMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(e.getMessage());
    }
  }
}
