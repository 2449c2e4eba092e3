package org.otklik.app.telephony.media.embedded;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.otklik.app.telephony.media.LegListener;
import org.otklik.app.telephony.media.MediaGroup;
import org.otklik.app.telephony.media.Negotiated;
import org.otklik.app.telephony.media.Telephone;

/// The product's own media plane, for [RelayBench].
final class EmbeddedRelay implements RelayBench.Relay {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final MediaGroup GROUP = new MediaGroup("bench");
  private static final int PORTS_PER_CALL = 6;

  /// Wall-clock time matters to nothing that is measured.
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private final EmbeddedMediaPlane plane;

  private EmbeddedRelay(EmbeddedMediaPlane plane) {
    this.plane = plane;
  }

  static EmbeddedRelay start(int calls) {
    var setup =
        new EmbeddedMediaPlane.Setup(
            LOOPBACK,
            LOOPBACK,
            RelayBench.FIRST_PORT,
            RelayBench.FIRST_PORT + PORTS_PER_CALL * calls - 1,
            1,
            Duration.ofMinutes(1),
            Duration.ofMinutes(1));
    var plane = new EmbeddedMediaPlane(setup, new SecureRandom(), CLOCK, System::nanoTime);
    plane.start();
    return new EmbeddedRelay(plane);
  }

  @Override
  public Bridge bridge(String first, String second) {
    var one = open(first);
    var other = open(second);
    plane.connect(one.leg(), other.leg());
    return new Bridge(one.sdp(), other.sdp());
  }

  private Negotiated.Agreed open(String offer) {
    return switch (plane.openPlain(GROUP, offer, Telephone.plain(LOOPBACK), new LegListener() {})) {
      case Negotiated.Agreed agreed -> {
        plane.begin(agreed.leg());
        yield agreed;
      }
      case Negotiated refused ->
          throw new IllegalStateException("The bench cannot open a leg: " + refused);
    };
  }

  /// Of the media threads.
  @Override
  public long cpuNanos() {
    var threads = ManagementFactory.getThreadMXBean();
    var total = 0L;
    for (var id : plane.threadIds()) {
      total += threads.getThreadCpuTime(id);
    }
    return total;
  }

  @Override
  public void close() throws IOException {
    plane.close();
  }
}
