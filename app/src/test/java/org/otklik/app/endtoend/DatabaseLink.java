package org.otklik.app.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// The network between the product and a database of somebody else's: it may be slow, and it may be
/// gone.
final class DatabaseLink implements AutoCloseable {
  private static final int CHUNK = 1 << 16;

  private final int server;
  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean cut;

  /// @param server port of the database on this machine
  DatabaseLink(int server) {
    this.server = server;
    try {
      door = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("database-link").start(this::accept);
  }

  /// Where the product finds the database.
  int port() {
    return door.getLocalPort();
  }

  /// Holds back everything that the product says, so that each question takes so much longer.
  void slow(Duration by) {
    delay = by;
  }

  /// Breaks all connections and accepts no more.
  void cut() {
    cut = true;
    open.forEach(this::hangUp);
  }

  /// Leads to the database again.
  void mend() {
    cut = false;
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        lead(door.accept());
      } catch (IOException _) {
        // The link is closed.
      }
    }
  }

  private void lead(Socket product) {
    try {
      if (cut) {
        hangUp(product);
      } else {
        join(product, new Socket(InetAddress.getLoopbackAddress(), server));
      }
    } catch (IOException refused) {
      hangUp(product);
    }
  }

  private void join(Socket product, Socket database) {
    open.add(product);
    open.add(database);
    Thread.ofVirtual().start(() -> pass(product, database, true));
    Thread.ofVirtual().start(() -> pass(database, product, false));
  }

  private void pass(Socket from, Socket to, boolean held) {
    var chunk = new byte[CHUNK];
    try {
      from.setTcpNoDelay(true);
      int read = from.getInputStream().read(chunk);
      while (read >= 0) {
        LockSupport.parkNanos(held ? delay.toNanos() : 0);
        to.getOutputStream().write(chunk, 0, read);
        read = from.getInputStream().read(chunk);
      }
    } catch (IOException _) {
      // One side has hung up: so does the other.
    }
    hangUp(from);
    hangUp(to);
  }

  private void hangUp(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone.
    }
  }
}
