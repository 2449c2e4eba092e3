package org.otklik.wire.ice;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever STUN message comes is read or dropped, and nobody without the password is believed.
final class StunFuzzTest {
  private static final String PASSWORD = "the password that nobody but the browser knows";
  private static final int CHECKED_MIN = 20 + 8;

  static Stream<byte[]> messages() {
    var written =
        new StunMessage.Writer(StunMessage.REQUEST, new byte[StunMessage.TRANSACTION_LENGTH])
            .username("us:them")
            .attribute(StunMessage.PRIORITY, (byte) 1, (byte) 2, (byte) 3, (byte) 4)
            .attribute(StunMessage.USE_CANDIDATE)
            .mappedAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 5_000))
            .sign("another password");
    var bytes = new byte[written.remaining()];
    written.get(bytes);
    return Stream.of(bytes);
  }

  /// The checksum at the end is put right: no chance would find it, and the rest would stay unseen.
  @MethodSource("messages")
  @FuzzTest(maxDuration = "3m")
  void readsOrDropsAnyMessageAndBelievesNone(byte[] bytes) {
    take(bytes);
    if (bytes.length >= CHECKED_MIN && bytes.length % 4 == 0) {
      take(checked(bytes));
    }
  }

  private static void take(byte[] bytes) {
    var message = StunMessage.parse(ByteBuffer.wrap(bytes));
    if (message != null) {
      assertThat(message.isAuthentic(PASSWORD)).isFalse();
      message.username();
      message.unknownAttributes();
      message.mappedAddress();
      message.transaction();
    }
  }

  private static byte[] checked(byte[] bytes) {
    var message = ByteBuffer.wrap(bytes.clone());
    var at = bytes.length - 8;
    message.putShort(2, (short) (bytes.length - 20)).putInt(4, 0x2112A442);
    message.putShort(at, (short) StunMessage.FINGERPRINT).putShort(at + 2, (short) 4);
    var crc = new CRC32();
    crc.update(message.array(), 0, at);
    message.putInt(at + 4, (int) crc.getValue() ^ 0x5354554E);
    return message.array();
  }
}
