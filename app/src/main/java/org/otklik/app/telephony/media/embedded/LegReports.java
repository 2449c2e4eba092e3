package org.otklik.app.telephony.media.embedded;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import org.otklik.wire.rtp.OutStream;
import org.otklik.wire.rtp.ReceptionStatistics;
import org.otklik.wire.rtp.ReportBlock;
import org.otklik.wire.rtp.RtcpCompound;
import org.otklik.wire.rtp.RtcpPacket;

/// Exchanges RTCP reports with the other end of a leg (RFC 3550 section 6). One media thread owns
/// it.
final class LegReports {

  /// Time between two reports of ours: 5 s.
  static final long INTERVAL_NANOS = 5_000_000_000L;

  private static final String CNAME = "otklik";
  private static final long NTP_EPOCH_SECONDS = 2_208_988_800L;
  private static final double PER_SECOND = 65_536;

  private final Clock clock;

  private int lastSenderReport;
  private long lastSenderReportNanos;
  private double remoteLossPercent;
  private double roundTripMillis;

  LegReports(Clock clock) {
    this.clock = clock;
  }

  /// Takes what the other end reports.
  ///
  /// @return false if it is no RTCP
  boolean received(ByteBuffer packet, int ourSsrc, long nowNanos) {
    var parts = RtcpCompound.parse(packet);
    for (var part : parts) {
      switch (part) {
        case RtcpPacket.SenderReport report -> {
          lastSenderReport = (int) (report.ntpTimestamp() >>> 16);
          lastSenderReportNanos = nowNanos;
          learn(report.reports(), ourSsrc);
        }
        case RtcpPacket.ReceiverReport report -> learn(report.reports(), ourSsrc);
        case RtcpPacket.SourceDescription _, RtcpPacket.Goodbye _, RtcpPacket.Other _ -> {
          // Signalling says who is there and who has left.
        }
      }
    }
    return !parts.isEmpty();
  }

  /// Writes a report of what we have sent and received.
  void write(ByteBuffer out, OutStream stream, ReceptionStatistics statistics, long nowNanos) {
    var delay =
        lastSenderReport == 0
            ? 0
            : (int) ((nowNanos - lastSenderReportNanos) * PER_SECOND / 1_000_000_000);
    var reports =
        statistics.started()
            ? List.of(statistics.report(lastSenderReport, delay))
            : List.<ReportBlock>of();
    RtcpCompound.write(
        out,
        stream.started()
            ? new RtcpPacket.SenderReport(
                stream.ssrc(),
                ntpNow(),
                stream.timestampAt(nowNanos),
                stream.packets(),
                stream.octets(),
                reports)
            : new RtcpPacket.ReceiverReport(stream.ssrc(), reports));
    RtcpCompound.write(out, new RtcpPacket.SourceDescription(stream.ssrc(), CNAME));
  }

  /// Writes that the stream ends.
  static void writeGoodbye(ByteBuffer out, OutStream stream) {
    RtcpCompound.write(out, new RtcpPacket.ReceiverReport(stream.ssrc(), List.of()));
    RtcpCompound.write(out, new RtcpPacket.SourceDescription(stream.ssrc(), CNAME));
    RtcpCompound.write(out, new RtcpPacket.Goodbye(List.of(stream.ssrc())));
  }

  double remoteLossPercent() {
    return remoteLossPercent;
  }

  double roundTripMillis() {
    return roundTripMillis;
  }

  private void learn(List<ReportBlock> reports, int ourSsrc) {
    for (var report : reports) {
      if (report.ssrc() == ourSsrc) {
        remoteLossPercent = report.fractionLost() / 2.56;
        if (report.lastSenderReport() != 0) {
          var now = (int) (ntpNow() >>> 16);
          var trip = now - report.lastSenderReport() - report.delaySinceLastSenderReport();
          roundTripMillis = Math.max(0, trip / PER_SECOND * 1_000);
        }
      }
    }
  }

  private long ntpNow() {
    var now = clock.instant();
    var fraction = ((long) now.getNano() << 32) / 1_000_000_000;
    return (now.getEpochSecond() + NTP_EPOCH_SECONDS) << 32 | fraction;
  }
}
