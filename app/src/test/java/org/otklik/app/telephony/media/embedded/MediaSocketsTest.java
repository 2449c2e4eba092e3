package org.otklik.app.telephony.media.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.otklik.app.telephony.media.Party;

final class MediaSocketsTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final PortPool ports = new PortPool(39_000, 39_009);

  @Test
  void givesUpAtOnceWhenThereAreNoMoreSockets() {
    var attempts = new AtomicInteger();
    var sockets =
        new MediaSockets(
            ports,
            LOOPBACK,
            () -> {
              attempts.incrementAndGet();
              throw new IOException("Too many open files");
            });

    assertThat(sockets.openPair(Party.CITIZEN)).isEmpty();
    assertThat(sockets.openOne(Party.OPERATOR)).isEmpty();

    assertThat(attempts).hasValue(2);
    assertThat(ports.available()).isEqualTo(10);
  }

  @Test
  void passesOverAPortThatOthersHold() throws IOException {
    try (var held = DatagramChannel.open().bind(new InetSocketAddress(LOOPBACK, 0))) {
      var port = held.socket().getLocalPort() & ~1;
      var pool = new PortPool(port, port + 19);

      var opened = new MediaSockets(pool, LOOPBACK).openPair(Party.CITIZEN).orElseThrow();

      assertThat(opened.rtp().socket().getLocalPort()).isGreaterThan(port + 1);
      assertThat(pool.available()).isEqualTo(18);
      opened.close();
      assertThat(pool.available()).isEqualTo(20);
    }
  }
}
