package org.otklik.app.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Far more comes than is usual: from one stranger, and from everybody.
@Tag("long")
class FloodDrillIT {
  private static final int MESSAGES_PER_SECOND = 5_000;
  private static final int USUAL_PER_SECOND = 5;
  private static final int BURST = 7;
  private static final Duration FLOOD = Duration.ofSeconds(60);
  private static final Duration BURSTS_FOR = Duration.ofMinutes(5);
  private static final Duration QUIET = Duration.ofSeconds(15);
  private static final Duration TALK = Duration.ofSeconds(2);
  private static final Duration AT_ONCE = Duration.ofMillis(500);
  private static final double ANSWERED_MIN = 0.95;
  private static final double AMPLIFICATION_MAX = 12;
  private static final long MEMORY_GROWTH_MAX_MB = 100;
  private static final Duration REPEATS = Duration.ofSeconds(36);

  @TempDir private Path folder;

  /// What came of many calls.
  private record Sum(int calls, int inTime, long medianMillis) {
    double share() {
      return (double) inTime / calls;
    }
  }

  @Test
  void aFloodFromOneStrangerLeavesOthersAlone() throws Exception {
    var drill =
        new Drill(
            "Один источник шлёт 5 000 сообщений SIP в секунду, пока другие звонят.",
            "One source sends 5,000 SIP messages a second while others call.");
    try (var centre = centre()) {
      flooded(drill, centre, QUIET);
      tell(drill, "до: принято", "before: answered", calls(centre, USUAL_PER_SECOND, QUIET));
      var memory = megabytes(centre);
      var during = flooded(drill, centre, FLOOD);
      promised(drill, "во время потока", "during the flood", during);
      promised(drill, "сразу после", "right after it", calls(centre, USUAL_PER_SECOND, QUIET));
      var growth = megabytes(centre) - memory;
      drill.promised(
          growth < MEMORY_GROWTH_MAX_MB,
          "память выросла на %d МБ".formatted(growth),
          "memory grew by %d MB".formatted(growth));
    }
    drill.end();
  }

  @Test
  void aBurstOfCallersIsServed() throws Exception {
    var drill =
        new Drill(
            "Пять минут звонков в семь раз больше обычного.",
            "For five minutes there are seven times as many calls as usual.");
    try (var centre = centre()) {
      tell(drill, "до: принято", "before: answered", calls(centre, USUAL_PER_SECOND, QUIET));
      promised(
          drill,
          "во время всплеска",
          "during the burst",
          calls(centre, BURST * USUAL_PER_SECOND, BURSTS_FOR));
      promised(drill, "сразу после", "right after it", calls(centre, USUAL_PER_SECOND, QUIET));
    }
    drill.end();
  }

  @Test
  void aForgedAddressIsNotFlooded() throws Exception {
    var drill =
        new Drill(
            "Чужой адрес подставлен отправителем: сколько придёт на него.",
            "Somebody else's address is forged as the sender: how much is sent to it.");
    try (var centre = centre();
        var victim = new DatagramSocket(new InetSocketAddress("127.0.9.9", 0))) {
      var invite = QuickCall.invite("forged-once", victim);
      send(victim, invite, centre);
      var received = received(victim, REPEATS);
      var factor = (double) received / invite.length;
      drill.promised(
          factor <= AMPLIFICATION_MAX,
          "на %d байт пришло %d, в %.1f раза больше".formatted(invite.length, received, factor),
          "for %d bytes %d came, %.1f times as many".formatted(invite.length, received, factor));
    }
    drill.end();
  }

  /// Calls during a flood. The first, short one is for the process to grow to its size.
  private static Sum flooded(Drill drill, Centre centre, Duration time) throws Exception {
    var sent = new AtomicLong();
    var stop = new AtomicBoolean();
    var flood = Thread.ofPlatform().start(() -> flood(centre, stop, sent));
    var during = calls(centre, USUAL_PER_SECOND, time);
    stop.set(true);
    flood.join();
    var perSecond = sent.get() / time.toSeconds();
    drill.tell(
        "послано %d сообщений в секунду".formatted(perSecond),
        "%d messages a second were sent".formatted(perSecond));
    return during;
  }

  private Centre centre() {
    return Centre.start(folder.resolve("data"), Map.of("OTKLIK_MEDIA_PORTS", "30000-31999"));
  }

  private static void promised(Drill drill, String russian, String english, Sum sum) {
    drill.promised(
        sum.share() >= ANSWERED_MIN,
        "%s принято до 500 мс %.1f %% из %d, обычно за %d мс"
            .formatted(russian, 100 * sum.share(), sum.calls(), sum.medianMillis()),
        "%s %.1f %% of %d were answered within 500 ms, half within %d ms"
            .formatted(english, 100 * sum.share(), sum.calls(), sum.medianMillis()));
  }

  private static void tell(Drill drill, String russian, String english, Sum sum) {
    drill.tell(
        "%s %d из %d, обычно за %d мс"
            .formatted(russian, sum.inTime(), sum.calls(), sum.medianMillis()),
        "%s %d of %d, half within %d ms"
            .formatted(english, sum.inTime(), sum.calls(), sum.medianMillis()));
  }

  /// Calls from many addresses at a steady rate.
  private static Sum calls(Centre centre, int perSecond, Duration time)
      throws InterruptedException, ExecutionException {
    var calls = new ArrayList<Future<QuickCall>>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var due = System.nanoTime();
      for (int i = 0; i < perSecond * time.toSeconds(); i++) {
        var from = "127.0.1." + (1 + i % 200);
        Callable<QuickCall> calling = () -> QuickCall.make(from, centre.sipPort(), TALK);
        calls.add(callers.submit(calling));
        due += 1_000_000_000L / perSecond;
        LockSupport.parkNanos(due - System.nanoTime());
      }
    }
    var millis = new ArrayList<Long>();
    int inTime = 0;
    for (var call : calls) {
      millis.add(call.get().after().toMillis());
      inTime += call.get().answeredWithin(AT_ONCE) ? 1 : 0;
    }
    millis.sort(null);
    return new Sum(calls.size(), inTime, millis.get(millis.size() / 2));
  }

  /// Questions, calls that nobody acknowledges, and nonsense.
  private static void flood(Centre centre, AtomicBoolean stop, AtomicLong sent) {
    try (var socket = new DatagramSocket(new InetSocketAddress("127.0.0.9", 0))) {
      socket.connect(InetAddress.getLoopbackAddress(), centre.sipPort());
      var nonsense = "OPTIONS nonsense\r\nVia: ;;\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      var due = System.nanoTime();
      for (long i = 0; !stop.get(); i++) {
        var id = "flood" + i;
        var message =
            switch ((int) (i % 3)) {
              case 0 -> QuickCall.invite(id, socket);
              case 1 ->
                  new String(QuickCall.invite(id, socket), StandardCharsets.UTF_8)
                      .replace("INVITE", "OPTIONS")
                      .getBytes(StandardCharsets.UTF_8);
              default -> nonsense;
            };
        socket.send(new DatagramPacket(message, message.length));
        sent.incrementAndGet();
        due += 1_000_000_000L / MESSAGES_PER_SECOND;
        LockSupport.parkNanos(due - System.nanoTime());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(DatagramSocket socket, byte[] message, Centre centre)
      throws IOException {
    socket.send(
        new DatagramPacket(
            message, message.length, InetAddress.getLoopbackAddress(), centre.sipPort()));
  }

  /// Bytes that come within a time.
  private static long received(DatagramSocket socket, Duration time) throws IOException {
    var packet = new DatagramPacket(new byte[4_096], 4_096);
    var end = System.nanoTime() + time.toNanos();
    long bytes = 0;
    while (System.nanoTime() < end) {
      socket.setSoTimeout(1_000);
      try {
        socket.receive(packet);
        bytes += packet.getLength();
      } catch (SocketTimeoutException nothing) {
        // Until the time is over.
      }
    }
    return bytes;
  }

  private static long megabytes(Centre centre) throws IOException {
    return rss(Files.readAllLines(Path.of("/proc", "" + centre.process().pid(), "status")));
  }

  private static long rss(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
        .findFirst()
        .orElseThrow();
  }
}
