package org.otklik.wire.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever comes to a port of sound is a packet within its bounds or none.
final class RtpFuzzTest {

  static Stream<byte[]> packets() {
    var plain = ByteBuffer.allocate(RtpPacket.HEADER_BYTES + 160);
    RtpPacket.writeHeader(plain, true, 8, 65_535, -1, 1);
    var extended = plain.array().clone();
    extended[0] = (byte) 0xB2; // padding, extension, two sources
    extended[22] = 0;
    extended[23] = 4;
    extended[extended.length - 1] = 9;
    return Stream.of(plain.array(), extended);
  }

  @MethodSource("packets")
  @FuzzTest(maxDuration = "3m")
  void anyDatagramIsAPacketWithinItsBoundsOrNone(byte[] bytes) {
    var packet = new RtpPacket();
    if (!packet.parse(ByteBuffer.wrap(bytes))) {
      return;
    }
    assertThat(packet.payloadOffset()).isBetween(RtpPacket.HEADER_BYTES, bytes.length);
    assertThat(packet.payloadOffset() + packet.payloadLength()).isBetween(0, bytes.length);
    assertThat(packet.payloadType()).isBetween(0, 127);
    var event =
        TelephoneEvent.parse(
            ByteBuffer.wrap(bytes), packet.payloadOffset(), packet.payloadLength());
    if (event != null && event.isKey()) {
      assertThat("0123456789*#ABCD").contains(String.valueOf(event.key()));
    }
  }

  static Stream<byte[]> reports() {
    var out = ByteBuffer.allocate(256);
    var block = new ReportBlock(7, 255, -3, 0x1_0005, 40, 0xABCD, 65_536);
    RtcpCompound.write(out, new RtcpPacket.SenderReport(1, -1, -5, 1, 12, List.of(block)));
    RtcpCompound.write(out, new RtcpPacket.ReceiverReport(2, List.of(block, block)));
    RtcpCompound.write(out, new RtcpPacket.SourceDescription(1, "otklik"));
    RtcpCompound.write(out, new RtcpPacket.Goodbye(List.of(1, 2)));
    var all = new byte[out.flip().remaining()];
    out.get(all);
    return Stream.of(all);
  }

  @MethodSource("reports")
  @FuzzTest(maxDuration = "3m")
  void anyReportIsReadWhollyOrNotAtAll(byte[] bytes) {
    var parts = RtcpCompound.parse(ByteBuffer.wrap(bytes));
    RtcpCompound.looksLikeRtcp(ByteBuffer.wrap(bytes));

    for (var part : parts) {
      if (part instanceof RtcpPacket.Other
          || (part instanceof RtcpPacket.SourceDescription(_, var cname) && cname.length() > 80)) {
        continue;
      }
      var out = ByteBuffer.allocate(65_536);
      RtcpCompound.write(out, part);
      assertThat(RtcpCompound.parse(out.flip())).containsExactly(part);
    }
  }
}
