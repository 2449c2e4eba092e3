package org.otklik.app.telephony.media.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MediaLoopTest {

  private final AtomicLong stoodStill = new AtomicLong();
  private final MediaLoop loop =
      new MediaLoop("media-test", () -> System.nanoTime() + stoodStill.get());

  @AfterEach
  void stop() {
    loop.close();
  }

  @Test
  void outlivesACommandThatExhaustsTheStack() {
    loop.start();
    loop.execute(MediaLoopTest::endless);

    assertThat(answers()).isTrue();
    assertThat(loop.isAlive()).isTrue();
  }

  @Test
  void outlivesAPacketThatFails() throws IOException {
    loop.start();
    var packets = new AtomicInteger();
    try (var socket =
        DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      socket.configureBlocking(false);
      var both = new CompletableFuture<Boolean>();
      loop.execute(
          () ->
              register(
                  socket,
                  () -> {
                    if (packets.incrementAndGet() == 1) {
                      throw new AssertionError("the first packet");
                    }
                    both.complete(true);
                  }));
      socket.send(ByteBuffer.allocate(1), socket.getLocalAddress());
      socket.send(ByteBuffer.allocate(1), socket.getLocalAddress());

      assertThat(both.orTimeout(5, SECONDS).join()).isTrue();
      assertThat(loop.isAlive()).isTrue();
    }
  }

  @Test
  void readsWhatCameWhileItStoodStillBeforeItGivesTheNextTurn() throws IOException {
    loop.start();
    try (var socket =
        DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      socket.configureBlocking(false);
      var read = new AtomicInteger();
      var readByTheTurn = new CompletableFuture<Integer>();
      loop.execute(
          () -> {
            register(socket, read::incrementAndGet);
            loop.add(
                _ -> {
                  if (stoodStill.get() > 0) {
                    readByTheTurn.complete(read.get());
                  }
                });
          });
      loop.execute(
          () -> {
            send(socket);
            send(socket);
            stoodStill.set(SECONDS.toNanos(60));
          });

      assertThat(readByTheTurn.orTimeout(5, SECONDS).join()).isEqualTo(2);
    }
  }

  @Test
  void isNotAliveBeforeItsStartAndAfterItsEnd() {
    assertThat(loop.isAlive()).isFalse();
    loop.start();
    assertThat(loop.isAlive()).isTrue();
    loop.close();
    assertThat(loop.isAlive()).isFalse();
  }

  private boolean answers() {
    return CompletableFuture.supplyAsync(() -> true, loop).orTimeout(5, SECONDS).join();
  }

  private void register(DatagramChannel socket, Runnable read) {
    try {
      loop.register(
          socket,
          (_, _) -> {
            socket.receive(loop.receiveBuffer());
            read.run();
          });
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void send(DatagramChannel socket) {
    try {
      socket.send(ByteBuffer.allocate(1), socket.getLocalAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("InfiniteRecursion") // what is tested
  private static void endless() {
    endless();
  }
}
