package org.otklik.wire.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A network between two endpoints that loses, doubles and delays datagrams.
///
/// Each side sees the other at an address of this network; the ports in the messages are changed,
/// so that everything of a call passes here.
final class BadNetwork implements AutoCloseable {
  private static final int LOST_PERCENT = 10;
  private static final int DOUBLED_PERCENT = 10;
  private static final int DELAYED_PERCENT = 20;
  private static final Duration DELAY_MAX = Duration.ofMillis(120);

  private final Random random;
  private final DatagramSocket towardsCalled = open();
  private final DatagramSocket towardsCaller = open();
  private final int called;
  private final int caller;

  BadNetwork(long seed, int caller, int called) throws IOException {
    this.random = new Random(seed);
    this.caller = caller;
    this.called = called;
    Thread.ofVirtual().start(() -> pass(towardsCaller, towardsCalled, called));
    Thread.ofVirtual().start(() -> pass(towardsCalled, towardsCaller, caller));
  }

  /// Where the caller finds the called side.
  int port() {
    return towardsCaller.getLocalPort();
  }

  @Override
  public void close() {
    towardsCalled.close();
    towardsCaller.close();
  }

  private static DatagramSocket open() throws IOException {
    return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private void pass(DatagramSocket from, DatagramSocket to, int port) {
    var packet = new DatagramPacket(new byte[65_536], 65_536);
    while (!from.isClosed()) {
      try {
        packet.setLength(65_536);
        from.receive(packet);
        String text =
            new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1)
                .replace(
                    "Contact: <sip:127.0.0.1:" + caller,
                    "Contact: <sip:127.0.0.1:" + towardsCalled.getLocalPort())
                .replace(
                    "Contact: <sip:127.0.0.1:" + called,
                    "Contact: <sip:127.0.0.1:" + towardsCaller.getLocalPort());
        treat(text.getBytes(StandardCharsets.ISO_8859_1), to, port);
      } catch (IOException closed) {
        return;
      }
    }
  }

  private synchronized void treat(byte[] message, DatagramSocket by, int port) throws IOException {
    int fate = random.nextInt(100);
    if (fate < LOST_PERCENT) {
      return;
    }
    if (fate < LOST_PERCENT + DOUBLED_PERCENT) {
      send(message, by, port);
    }
    if (fate >= 100 - DELAYED_PERCENT) {
      long delay = random.nextLong(DELAY_MAX.toMillis());
      CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS)
          .execute(() -> sendLate(message, by, port));
    } else {
      send(message, by, port);
    }
  }

  private static void sendLate(byte[] message, DatagramSocket by, int port) {
    try {
      send(message, by, port);
    } catch (IOException closed) {
      // Lost, as datagrams are.
    }
  }

  private static void send(byte[] message, DatagramSocket by, int port) throws IOException {
    by.send(new DatagramPacket(message, message.length, InetAddress.getLoopbackAddress(), port));
  }
}
