package org.otklik.wire.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever datagram comes in the place of DTLS is admitted or kept back, and left as it is.
final class DtlsGuardFuzzTest {

  static Stream<byte[]> datagrams() {
    var hello = new byte[13 + 12 + 4];
    hello[0] = 22;
    hello[1] = (byte) 0xFE;
    hello[2] = (byte) 0xFD;
    hello[12] = 16;
    hello[13] = 1;
    hello[16] = 4;
    hello[24] = 4;
    return Stream.of(hello);
  }

  @MethodSource("datagrams")
  @FuzzTest(maxDuration = "3m")
  void admitsOrKeepsBackAnyDatagram(byte[] bytes) {
    var datagram = ByteBuffer.wrap(bytes);
    var guard = new DtlsGuard();

    guard.admits(datagram);
    guard.admits(datagram);

    assertThat(datagram.remaining()).isEqualTo(bytes.length);
  }
}
