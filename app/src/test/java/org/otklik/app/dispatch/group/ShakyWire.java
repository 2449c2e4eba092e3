package org.otklik.app.dispatch.group;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The wire between the product and its database, which a test can cut (as when the server is
/// killed) or clog (as when it is frozen).
final class ShakyWire implements AutoCloseable {
  private final ServerSocket door;
  private final InetSocketAddress server;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;
  private volatile boolean clogged;

  ShakyWire(InetSocketAddress server) {
    this.server = server;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::listen);
  }

  int port() {
    return door.getLocalPort();
  }

  void cut() {
    cut = true;
    ends.forEach(ShakyWire::closeQuietly);
    ends.clear();
  }

  void clog() {
    clogged = true;
  }

  void mend() {
    cut = false;
    clogged = false;
  }

  @Override
  public void close() {
    cut();
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen() {
    while (!door.isClosed()) {
      try {
        var near = door.accept();
        if (cut) {
          near.close();
          continue;
        }
        var far = new Socket();
        far.connect(server);
        ends.add(near);
        ends.add(far);
        Thread.ofVirtual().start(() -> carry(near, far));
        Thread.ofVirtual().start(() -> carry(far, near));
      } catch (IOException e) {
        if (door.isClosed()) {
          return;
        }
      }
    }
  }

  private void carry(Socket from, Socket to) {
    try {
      var buffer = new byte[65_536];
      for (int n = from.getInputStream().read(buffer);
          n >= 0;
          n = from.getInputStream().read(buffer)) {
        while (clogged) {
          Thread.sleep(5);
        }
        to.getOutputStream().write(buffer, 0, n);
      }
    } catch (IOException | InterruptedException e) {
      closeQuietly(from);
    } finally {
      closeQuietly(to);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
