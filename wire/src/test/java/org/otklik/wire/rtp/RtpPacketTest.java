package org.otklik.wire.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RtpPacketTest {

  private final RtpPacket packet = new RtpPacket();

  @Test
  void readsWhatWasWritten() {
    var buffer = ByteBuffer.allocate(200);
    RtpPacket.writeHeader(buffer, true, 8, 65_535, -2, 0xCAFE_BABE);
    buffer.put(new byte[160]).flip();

    assertThat(packet.parse(buffer)).isTrue();

    assertThat(packet.marker()).isTrue();
    assertThat(packet.payloadType()).isEqualTo(8);
    assertThat(packet.sequence()).isEqualTo(65_535);
    assertThat(packet.timestamp()).isEqualTo(-2);
    assertThat(packet.ssrc()).isEqualTo(0xCAFE_BABE);
    assertThat(packet.payloadOffset()).isEqualTo(12);
    assertThat(packet.payloadLength()).isEqualTo(160);
  }

  @Test
  void leavesOutContributingSourcesExtensionAndPadding() {
    var bytes =
        HexFormat.of()
            .parseHex(
                "b2080001000000a000000001"
                    + "0000000a0000000b"
                    + "bede000110aa0000"
                    + "d5d5"
                    + "000002");

    assertThat(packet.parse(ByteBuffer.wrap(bytes))).isTrue();

    assertThat(packet.payloadOffset()).isEqualTo(28);
    assertThat(packet.payloadLength()).isEqualTo(3);
  }

  @Test
  void refusesHeadersThatReachPastTheEnd() {
    assertThat(parse("8008000100000000000000")).isFalse();
    assertThat(parse("8f08000100000000" + "00000001")).isFalse();
    assertThat(parse("9008000100000000" + "00000001" + "bede0005")).isFalse();
    assertThat(parse("a008000100000000" + "00000001" + "ff")).isFalse();
    assertThat(parse("a008000100000000" + "00000001" + "00")).isFalse();
    assertThat(parse("4008000100000000" + "00000001")).isFalse();
  }

  @MethodSource("seeds")
  @ParameterizedTest
  void neverReadsOutsideOfJunk(long seed) {
    var random = new Random(seed);
    for (var i = 0; i < 2_000; i++) {
      var junk = new byte[random.nextInt(64)];
      random.nextBytes(junk);
      if (junk.length > 0 && random.nextInt(4) > 0) {
        junk[0] = (byte) (0x80 | (junk[0] & 0x3F));
      }
      var buffer = ByteBuffer.wrap(junk);

      if (packet.parse(buffer)) {
        assertThat(packet.payloadOffset()).isGreaterThanOrEqualTo(12);
        assertThat(packet.payloadLength()).isNotNegative();
        assertThat(packet.payloadOffset() + packet.payloadLength())
            .isLessThanOrEqualTo(junk.length);
      }
      assertThat(buffer.remaining()).isEqualTo(junk.length);
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  private boolean parse(String hex) {
    return packet.parse(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
  }
}
