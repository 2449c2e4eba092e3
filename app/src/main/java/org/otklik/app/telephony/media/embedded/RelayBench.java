package org.otklik.app.telephony.media.embedded;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.otklik.app.telephony.media.LegId;
import org.otklik.app.telephony.media.LegListener;
import org.otklik.app.telephony.media.MediaGroup;
import org.otklik.app.telephony.media.Negotiated;
import org.otklik.wire.rtp.G711;
import org.otklik.wire.rtp.RtpPacket;
import org.springframework.modulith.NamedInterface;

/// Measures what it costs to carry bridged calls between plain telephones: loss, delay, CPU time of
/// the media threads. Telephones are sockets of one further thread, whose time is not counted; each
/// packet carries the time at which it was sent, so a late telephone is no delay of the relay.
@NamedInterface("benchmark")
public final class RelayBench {

  /// What was measured.
  ///
  /// @param delayMicrosP50 from a telephone's sending to the other's receiving
  /// @param jitterMicrosP99 delay above the median, in 99 of 100 packets no more
  /// @param cpuMicrosPerPacket of the media threads
  /// @param cores that the media threads kept busy
  public record Result(
      int calls,
      long sent,
      long received,
      double lossPercent,
      double delayMicrosP50,
      double jitterMicrosP99,
      double cpuMicrosPerPacket,
      double cores) {}

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final MediaGroup GROUP = new MediaGroup("bench");

  /// Wall-clock time matters to nothing that is measured.
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private static final long FRAME_NANOS = 20_000_000;
  private static final int FRAME = 160;
  private static final int FIRST_PORT = 20_000;
  private static final long PAUSE_NANOS = 100_000;
  private static final long DELAY_NANOS_MAX = 10_000_000_000L;
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration LAST_PACKETS = Duration.ofMillis(500);

  private final EmbeddedMediaPlane plane;
  private final Selector selector;
  private final List<Telephone> telephones = new ArrayList<>();
  private final Histogram delays = new Histogram(DELAY_NANOS_MAX, 3);
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(2_048);
  private long received;
  private long receivedFrom;

  private RelayBench(EmbeddedMediaPlane plane, Selector selector) {
    this.plane = plane;
    this.selector = selector;
  }

  /// Prints one line for each number of calls: `RelayBench [seconds [calls …]]`.
  public static void main(String[] arguments) throws IOException {
    var seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
    var calls =
        arguments.length > 1
            ? List.of(arguments).subList(1, arguments.length)
            : List.of("100", "300");
    for (var count : calls) {
      System.out.println(run(Integer.parseInt(count), Duration.ofSeconds(seconds)));
    }
  }

  /// Carries so many calls for so long, after a warm-up of 5 s.
  public static Result run(int calls, Duration length) throws IOException {
    var setup =
        new EmbeddedMediaPlane.Setup(
            LOOPBACK,
            LOOPBACK,
            FIRST_PORT,
            FIRST_PORT + 6 * calls - 1,
            1,
            Duration.ofMinutes(1),
            Duration.ofMinutes(1));
    try (var plane = new EmbeddedMediaPlane(setup, new SecureRandom(), CLOCK, System::nanoTime);
        var selector = Selector.open()) {
      plane.start();
      var bench = new RelayBench(plane, selector);
      try {
        for (var i = 0; i < calls; i++) {
          plane.connect(bench.dial(), bench.dial());
        }
        bench.speak(WARM_UP);
        return bench.measure(calls, length);
      } finally {
        bench.hangUp();
      }
    }
  }

  private Result measure(int calls, Duration length) throws IOException {
    delays.reset();
    received = 0;
    receivedFrom = System.nanoTime();
    var cpuBefore = cpuNanos();
    var sent = speak(length);
    var cpu = cpuNanos() - cpuBefore;
    return new Result(
        calls,
        sent,
        received,
        100.0 * (sent - received) / sent,
        delays.getValueAtPercentile(50) / 1e3,
        (delays.getValueAtPercentile(99) - delays.getValueAtPercentile(50)) / 1e3,
        cpu / 1e3 / sent,
        (double) cpu / length.toNanos());
  }

  private LegId dial() throws IOException {
    var telephone = new Telephone(telephones.size());
    telephones.add(telephone);
    var opened = plane.openPlain(GROUP, telephone.offer(), LOOPBACK, new LegListener() {});
    if (opened instanceof Negotiated.Agreed(var leg, var sdp, _)) {
      plane.begin(leg);
      telephone.speakTo(sdp);
      return leg;
    }
    throw new IllegalStateException("The bench cannot open a leg: " + opened);
  }

  /// Lets all telephones speak in turn, each 50 times a second.
  ///
  /// @return packets sent
  private long speak(Duration length) throws IOException {
    var start = System.nanoTime();
    var step = FRAME_NANOS / telephones.size();
    var total = length.toNanos() / step;
    for (var sent = 0L; sent < total; ) {
      while (sent < total && System.nanoTime() - start >= sent * step) {
        telephones.get((int) (sent % telephones.size())).speak();
        sent++;
      }
      hear();
    }
    var end = System.nanoTime() + LAST_PACKETS.toNanos();
    while (System.nanoTime() - end < 0) {
      hear();
    }
    return total;
  }

  private void hear() throws IOException {
    if (selector.selectNow(this::hear) == 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void hear(SelectionKey key) {
    try {
      while (((DatagramChannel) key.channel()).receive(buffer.clear()) != null) {
        var sentAt = buffer.flip().limit() < 20 ? 0 : buffer.getLong(RtpPacket.HEADER_BYTES);
        var now = System.nanoTime();
        if (sentAt - receivedFrom >= 0 && now - sentAt < DELAY_NANOS_MAX) {
          received++;
          delays.recordValue(Math.max(0, now - sentAt));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("A telephone of the bench cannot hear.", e);
    }
  }

  private void hangUp() throws IOException {
    for (var telephone : telephones) {
      telephone.socket.close();
    }
  }

  private long cpuNanos() {
    var threads = ManagementFactory.getThreadMXBean();
    var total = 0L;
    for (var id : plane.threadIds()) {
      total += threads.getThreadCpuTime(id);
    }
    return total;
  }

  /// One end of a call.
  private final class Telephone {

    private final DatagramChannel socket;
    private final ByteBuffer out = ByteBuffer.allocateDirect(RtpPacket.HEADER_BYTES + FRAME);
    private final int ssrc;
    private InetSocketAddress remote = new InetSocketAddress(LOOPBACK, 9);
    private int packets;

    Telephone(int ssrc) throws IOException {
      this.ssrc = ssrc;
      this.socket = DatagramChannel.open().bind(new InetSocketAddress(LOOPBACK, 0));
      socket.configureBlocking(false);
      socket.register(selector, SelectionKey.OP_READ);
    }

    String offer() {
      return """
          v=0\r
          o=- 1 1 IN IP4 127.0.0.1\r
          s=-\r
          c=IN IP4 127.0.0.1\r
          t=0 0\r
          m=audio %d RTP/AVP 8\r
          """
          .formatted(socket.socket().getLocalPort());
    }

    void speakTo(String sdp) {
      var port = sdp.replaceAll("(?s).*m=audio (\\d+) .*", "$1");
      remote = new InetSocketAddress(LOOPBACK, Integer.parseInt(port));
    }

    void speak() throws IOException {
      out.clear();
      RtpPacket.writeHeader(
          out, packets == 0, G711.A_LAW.payloadType(), packets & 0xFFFF, packets * FRAME, ssrc);
      out.putLong(System.nanoTime());
      packets++;
      socket.send(out.clear(), remote);
    }
  }
}
