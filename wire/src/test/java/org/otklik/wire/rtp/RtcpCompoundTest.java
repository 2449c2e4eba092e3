package org.otklik.wire.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RtcpCompoundTest {

  private static final ReportBlock BLOCK =
      new ReportBlock(7, 255, -3, 0x1_0005, 40, 0xABCD, 65_536);
  private static final List<RtcpPacket> COMPOUND =
      List.of(
          new RtcpPacket.SenderReport(
              1, 0x8000_0000_0000_0001L, -5, 0xFFFF_FFFFL, 12, List.of(BLOCK)),
          new RtcpPacket.ReceiverReport(2, List.of(BLOCK, BLOCK)),
          new RtcpPacket.SourceDescription(1, "otklik"),
          new RtcpPacket.Goodbye(List.of(1, 2)));

  @Test
  void readsWhatWasWritten() {
    assertThat(RtcpCompound.parse(written())).isEqualTo(COMPOUND);
  }

  @Test
  void refusesTheWholeWhenAPartIsCutShort() {
    var packet = written();

    for (var length = 1; length < packet.limit(); length++) {
      var cut = RtcpCompound.parse(packet.slice(0, length));
      assertThat(cut).isEqualTo(COMPOUND.subList(0, cut.size())).hasSizeLessThan(COMPOUND.size());
    }
  }

  @Test
  void isToldFromSoundOnASharedPort() {
    var rtp = ByteBuffer.allocate(20);
    RtpPacket.writeHeader(rtp, true, 8, 1, 1, 1);

    assertThat(RtcpCompound.looksLikeRtcp(rtp.rewind())).isFalse();
    assertThat(RtcpCompound.looksLikeRtcp(written())).isTrue();
    assertThat(RtcpCompound.looksLikeRtcp(ByteBuffer.allocate(3))).isFalse();
  }

  @MethodSource("seeds")
  @ParameterizedTest
  void survivesJunk(long seed) {
    var random = new Random(seed);
    for (var i = 0; i < 2_000; i++) {
      var packet = written();
      for (var flips = random.nextInt(8); flips >= 0; flips--) {
        packet.put(random.nextInt(packet.limit()), (byte) random.nextInt());
      }
      var junk = packet.slice(0, random.nextInt(packet.limit() + 1));

      var parts = RtcpCompound.parse(junk);

      assertThat(parts.size()).isLessThanOrEqualTo(junk.limit() / 4);
      assertThat(junk.position()).isZero();
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  private static ByteBuffer written() {
    var out = ByteBuffer.allocate(512);
    COMPOUND.forEach(part -> RtcpCompound.write(out, part));
    return out.flip();
  }
}
