package org.otklik.wire.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever comes to a secured port: nothing forged is opened, and what can be protected is opened
/// as it was.
final class SrtpFuzzTest {
  private static final byte[] KEYING = new byte[SrtpSession.KEYING_LENGTH];

  static {
    new Random(1).nextBytes(KEYING);
  }

  static Stream<byte[]> packets() {
    var plain = new byte[60];
    plain[0] = (byte) 0x92; // an extension, two contributing sources
    plain[23] = 2;
    var report = new byte[28];
    report[0] = (byte) 0x81;
    report[1] = (byte) 200;
    return Stream.of(plain, report);
  }

  @MethodSource("packets")
  @FuzzTest(maxDuration = "3m")
  void opensNothingForgedAndAllThatWasProtected(byte[] bytes) {
    var us = SrtpSession.ofServer(KEYING);
    var browser = SrtpSession.ofClient(KEYING);
    var packet = ByteBuffer.wrap(bytes);

    assertThat(us.openRtp(packet)).isNull();
    assertThat(us.openRtcp(packet)).isNull();
    var sound = browser.protectRtp(packet);
    if (sound != null) {
      assertThat(us.openRtp(sound)).isEqualTo(packet);
    }
    var report = browser.protectRtcp(packet);
    if (report != null) {
      assertThat(us.openRtcp(report)).isEqualTo(packet);
    }
  }
}
