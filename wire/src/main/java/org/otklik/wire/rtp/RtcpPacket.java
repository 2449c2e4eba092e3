package org.otklik.wire.rtp;

import java.util.List;

/// One part of an RTCP compound packet (RFC 3550 section 6).
public sealed interface RtcpPacket {

  /// From one who sends sound.
  ///
  /// @param ntpTimestamp wall-clock time, seconds since 1900 in the upper 32 bits
  /// @param rtpTimestamp the same moment in the stream's own time
  record SenderReport(
      int ssrc,
      long ntpTimestamp,
      int rtpTimestamp,
      long packets,
      long octets,
      List<ReportBlock> reports)
      implements RtcpPacket {

    public SenderReport {
      reports = List.copyOf(reports);
    }
  }

  /// From one who only listens.
  record ReceiverReport(int ssrc, List<ReportBlock> reports) implements RtcpPacket {

    public ReceiverReport {
      reports = List.copyOf(reports);
    }
  }

  /// The canonical name of a source; other items are left out.
  record SourceDescription(int ssrc, String cname) implements RtcpPacket {}

  /// The sources are gone.
  record Goodbye(List<Integer> ssrcs) implements RtcpPacket {

    public Goodbye {
      ssrcs = List.copyOf(ssrcs);
    }
  }

  /// Well-formed, but of no use to us (feedback, extended reports, application data).
  record Other(int packetType) implements RtcpPacket {}
}
