package org.otklik.wire.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class OutStreamTest {

  private static final long FRAME_NANOS = 20_000_000;

  private final OutStream stream = new OutStream(42, 65_530, -400);
  private final RtpPacket packet = new RtpPacket();

  @Test
  void goesOnWithoutAGapWhenTheSourceChanges() {
    send(1, 100, 1_000, 0);
    send(1, 101, 1_160, FRAME_NANOS);

    send(2, 9_000, 77, 2 * FRAME_NANOS);

    assertThat(packet.sequence()).isEqualTo(65_532);
    assertThat(packet.timestamp()).isEqualTo(-400 + 320);
    assertThat(packet.marker()).isTrue();
    assertThat(packet.ssrc()).isEqualTo(42);
  }

  @Test
  void keepsTheGapsOfASource() {
    send(1, 65_535, 0, 0);
    send(1, 2, 480, 3 * FRAME_NANOS);

    assertThat(packet.sequence()).isEqualTo(65_533);
    assertThat(packet.timestamp()).isEqualTo(80);
    assertThat(packet.marker()).isFalse();
  }

  @Test
  void countsSilenceBetweenSourcesInTime() {
    send(1, 0, 0, 0);

    send(2, 0, 0, 50 * FRAME_NANOS);

    assertThat(packet.sequence()).isEqualTo(65_531);
    assertThat(packet.timestamp()).isEqualTo(-400 + 8_000);
  }

  @Test
  void refusesAPacketOlderThanItsSource() {
    send(1, 0, 0, 0);
    send(2, 500, 0, FRAME_NANOS);

    assertThat(write(2, 499, -160, FRAME_NANOS)).isFalse();
    assertThat(write(2, 501, 160, FRAME_NANOS)).isTrue();
  }

  @Test
  void sendsALatePacketOfTheSameSourceInItsPlace() {
    send(1, 10, 0, 0);
    send(1, 12, 320, FRAME_NANOS);
    send(1, 11, 160, FRAME_NANOS);
    assertThat(packet.sequence()).isEqualTo(65_531);

    send(2, 0, 0, 2 * FRAME_NANOS);

    assertThat(packet.sequence()).isEqualTo(65_533);
  }

  @Test
  void relaysForLongerThanSequenceNumbersLast() {
    var last = -1;
    for (var i = 0; i < 200_000; i++) {
      send(1, i & 0xFFFF, i * 160, i * FRAME_NANOS);
      if (i > 0) {
        assertThat(packet.sequence()).isEqualTo(last + 1 & 0xFFFF);
      }
      last = packet.sequence();
    }
  }

  private void send(long source, int sequence, int timestamp, long nowNanos) {
    assertThat(write(source, sequence, timestamp, nowNanos)).isTrue();
  }

  private boolean write(long source, int sequence, int timestamp, long nowNanos) {
    var out = ByteBuffer.allocate(RtpPacket.HEADER_BYTES);
    var written = stream.write(out, source, sequence, timestamp, false, 8, 160, nowNanos);
    return written && packet.parse(out.flip());
  }
}
