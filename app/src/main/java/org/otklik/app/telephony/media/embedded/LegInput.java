package org.otklik.app.telephony.media.embedded;

import java.nio.ByteBuffer;
import org.otklik.wire.rtp.DigitReceiver;
import org.otklik.wire.rtp.G711;
import org.otklik.wire.rtp.ReceptionStatistics;
import org.otklik.wire.rtp.RtpPacket;

/// Knows what a leg says: which law a packet is in, whether a key is pressed anew, how loud it is
/// and how much of it is lost. One media thread owns it.
final class LegInput {

  /// Each new packet counts for 1/8 of the loudness.
  private static final int LEVEL_WEIGHT = 8;

  private static final double FULL_SCALE = 32_768;
  private static final double SILENT_DBOV = -127;

  private final ReceptionStatistics statistics = new ReceptionStatistics();
  private final DigitReceiver digits = new DigitReceiver();

  private long lastNanos;
  private double meanSquare;

  LegInput(long nowNanos) {
    lastNanos = nowNanos;
  }

  void sound(RtpPacket packet, G711 law, ByteBuffer buffer, long nowNanos) {
    lastNanos = nowNanos;
    statistics.accept(packet.ssrc(), packet.sequence(), packet.timestamp(), true, nowNanos);
    var sum = 0L;
    for (var i = 0; i < packet.payloadLength(); i++) {
      long sample = law.decode(buffer.get(packet.payloadOffset() + i));
      sum += sample * sample;
    }
    meanSquare += ((double) sum / packet.payloadLength() - meanSquare) / LEVEL_WEIGHT;
  }

  /// Counts a packet of a telephone event.
  ///
  /// @return true if it is the first one of a press
  boolean event(RtpPacket packet, long nowNanos) {
    lastNanos = nowNanos;
    statistics.accept(packet.ssrc(), packet.sequence(), packet.timestamp(), false, nowNanos);
    return digits.isNew(packet.ssrc(), packet.timestamp());
  }

  /// Takes any other sign of life.
  void alive(long nowNanos) {
    lastNanos = nowNanos;
  }

  long lastNanos() {
    return lastNanos;
  }

  ReceptionStatistics statistics() {
    return statistics;
  }

  double levelDbov() {
    return meanSquare < 1
        ? SILENT_DBOV
        : Math.max(SILENT_DBOV, 10 * Math.log10(meanSquare / (FULL_SCALE * FULL_SCALE)));
  }
}
