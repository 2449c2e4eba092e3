package org.otklik.app.telephony.media.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.otklik.wire.rtp.G711;
import org.otklik.wire.rtp.RtpPacket;
import org.springframework.modulith.NamedInterface;

/// Measures what it costs to carry bridged calls between plain telephones: loss, delay, CPU time of
/// the relay, which is the product's media plane or, on the same calls, rtpengine. Telephones are
/// sockets of one further thread, whose time is not counted; each packet carries the time at which
/// it was sent, so a late telephone is no delay of the relay.
@NamedInterface("benchmark")
public final class RelayBench {

  /// What was measured.
  ///
  /// @param delayMicrosP50 from a telephone's sending to the other's receiving
  /// @param jitterMicrosP99 delay above the median, in 99 of 100 packets no more
  /// @param cpuMicrosPerPacket of the relay
  /// @param cores that the relay kept busy
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
  private static final long FRAME_NANOS = 20_000_000;
  private static final int FRAME = 160;

  /// The lowest port of a relay under test.
  static final int FIRST_PORT = 20_000;

  private static final long PAUSE_NANOS = 100_000;
  private static final long DELAY_NANOS_MAX = 10_000_000_000L;
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration LAST_PACKETS = Duration.ofMillis(500);

  private final Relay relay;
  private final Selector selector;
  private final List<Telephone> telephones = new ArrayList<>();
  private final Histogram delays = new Histogram(DELAY_NANOS_MAX, 3);
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(2_048);
  private long received;
  private long receivedFrom;

  private RelayBench(Relay relay, Selector selector) {
    this.relay = relay;
    this.selector = selector;
  }

  /// Who carries the calls.
  interface Relay extends AutoCloseable {

    /// What two telephones are answered when they are bridged.
    record Bridge(String toFirst, String toSecond) {}

    /// Bridges the telephones that made these SDP offers.
    Bridge bridge(String first, String second) throws IOException;

    /// CPU time that it has used.
    long cpuNanos() throws IOException;

    @Override
    void close() throws IOException;
  }

  /// The product carries so many calls for so long, after a warm-up of 5 s.
  public static Result run(int calls, Duration length) throws IOException {
    try (var relay = EmbeddedRelay.start(calls)) {
      return run(relay, calls, length);
    }
  }

  /// rtpengine carries the same.
  ///
  /// @param program such as `/usr/bin/rtpengine`
  public static Result runRtpengine(Path program, int calls, Duration length) throws IOException {
    try (var relay = RtpengineRelay.start(program)) {
      return run(relay, calls, length);
    }
  }

  private static Result run(Relay relay, int calls, Duration length) throws IOException {
    try (var selector = Selector.open()) {
      var bench = new RelayBench(relay, selector);
      try {
        for (var i = 0; i < calls; i++) {
          bench.dial();
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
    var cpuBefore = relay.cpuNanos();
    var sent = speak(length);
    var cpu = relay.cpuNanos() - cpuBefore;
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

  private void dial() throws IOException {
    var first = new Telephone(telephones.size());
    telephones.add(first);
    var second = new Telephone(telephones.size());
    telephones.add(second);
    var bridge = relay.bridge(first.offer(), second.offer());
    first.speakTo(bridge.toFirst());
    second.speakTo(bridge.toSecond());
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
