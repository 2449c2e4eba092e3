package org.otklik.wire.ice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StunMessageTest {

  private static final String PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";

  /// RFC 5769 section 2.1.
  private static final ByteBuffer REQUEST =
      hex(
          """
          00010058 2112a442 b7e7a701 bc34d686 fa87dfae
          80220010 5354554e 20746573 7420636c 69656e74
          00240004 6e0001ff 80290008 932ff9b1 51263b36
          00060009 6576746a 3a683676 59202020
          00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2
          80280004 e57a3bcf
          """);

  /// RFC 5769 section 2.2.
  private static final ByteBuffer RESPONSE_IPV4 =
      hex(
          """
          0101003c 2112a442 b7e7a701 bc34d686 fa87dfae
          8022000b 74657374 20766563 746f7220
          00200008 0001a147 e112a643
          00080014 2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7
          80280004 c07d4c96
          """);

  /// RFC 5769 section 2.3.
  private static final ByteBuffer RESPONSE_IPV6 =
      hex(
          """
          01010048 2112a442 b7e7a701 bc34d686 fa87dfae
          8022000b 74657374 20766563 746f7220
          00200014 0002a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9
          00080014 a382954e 4be67bf1 1784c97c 8292c275 bfe3ed41
          80280004 c8fb0b4c
          """);

  @Test
  void readsTheSampleRequest() {
    var message = parsed(REQUEST);

    assertThat(message.type()).isEqualTo(StunMessage.REQUEST);
    assertThat(message.username()).isEqualTo("evtj:h6vY");
    assertThat(message.has(StunMessage.ICE_CONTROLLED)).isTrue();
    assertThat(message.has(StunMessage.USE_CANDIDATE)).isFalse();
    assertThat(message.unknownAttributes()).isEmpty();
    assertThat(message.isAuthentic(PASSWORD)).isTrue();
    assertThat(message.isAuthentic("VOkJxbRl1RmTxUk/WvJxBs")).isFalse();
  }

  @Test
  void readsTheSampleResponses() {
    var four = parsed(RESPONSE_IPV4);
    var six = parsed(RESPONSE_IPV6);

    assertThat(four.isAuthentic(PASSWORD)).isTrue();
    assertThat(four.mappedAddress()).isEqualTo(new InetSocketAddress("192.0.2.1", 32853));
    assertThat(six.isAuthentic(PASSWORD)).isTrue();
    assertThat(six.mappedAddress())
        .isEqualTo(new InetSocketAddress("2001:db8:1234:5678:11:2233:4455:6677", 32853));
  }

  @Test
  void writesTheMappedAddressOfTheSamples() {
    var transaction = parsed(REQUEST).transaction();
    var address = new InetSocketAddress("2001:db8:1234:5678:11:2233:4455:6677", 32853);

    var written =
        new StunMessage.Writer(StunMessage.SUCCESS, transaction)
            .mappedAddress(address)
            .sign(PASSWORD);

    assertThat(HexFormat.of().formatHex(bytes(written)))
        .contains("002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9");
    assertThat(parsed(written).mappedAddress()).isEqualTo(address);
    assertThat(parsed(written).transaction()).isEqualTo(transaction);
  }

  @Test
  void signsAsTheSampleRequestIsSigned() {
    var samples = HexFormat.of();
    var written =
        new StunMessage.Writer(StunMessage.REQUEST, parsed(REQUEST).transaction())
            .attribute(0x8022, samples.parseHex("5354554e207465737420636c69656e74"))
            .attribute(StunMessage.PRIORITY, samples.parseHex("6e0001ff"))
            .attribute(StunMessage.ICE_CONTROLLED, samples.parseHex("932ff9b151263b36"))
            .username("evtj:h6vY")
            .sign(PASSWORD);

    assertThat(written.remaining()).isEqualTo(REQUEST.remaining());
    assertThat(parsed(written).isAuthentic(PASSWORD)).isTrue();
  }

  @Test
  void refusesEveryFlippedBit() {
    for (var bit = 0; bit < REQUEST.limit() * 8; bit++) {
      var changed = bytes(REQUEST);
      changed[bit / 8] ^= (byte) (1 << bit % 8);

      assertThat(StunMessage.parse(ByteBuffer.wrap(changed))).as("bit %d", bit).isNull();
    }
  }

  @Test
  void believesNothingAfterTheIntegrity() {
    var signed =
        new StunMessage.Writer(StunMessage.REQUEST, new byte[StunMessage.TRANSACTION_LENGTH])
            .username("a:b")
            .sign(PASSWORD);
    var cut = bytes(signed.limit(signed.limit() - 8));
    var forged = ByteBuffer.allocate(200).put(cut);
    forged.putShort((short) StunMessage.USE_CANDIDATE).putShort((short) 0);
    forged.putShort(2, (short) (forged.position() - 20 + 8));
    var crc = new java.util.zip.CRC32();
    crc.update(forged.array(), 0, forged.position());
    forged.putInt(0x80280004).putInt((int) crc.getValue() ^ 0x5354554E);

    var message = parsed(forged.flip());

    assertThat(message.isAuthentic(PASSWORD)).isTrue();
    assertThat(message.has(StunMessage.USE_CANDIDATE)).isFalse();
  }

  @Test
  void namesWhatItMustUnderstandAndDoesNot() {
    var message =
        parsed(
            new StunMessage.Writer(StunMessage.REQUEST, new byte[StunMessage.TRANSACTION_LENGTH])
                .attribute(0x7FFF)
                .attribute(0xC057, (byte) 1)
                .attribute(0x0003, (byte) 1)
                .sign(PASSWORD));

    assertThat(message.unknownAttributes()).isEqualTo(List.of(0x0003, 0x7FFF));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void survivesMutilatedMessages(long seed) {
    var random = new Random(seed);
    for (var i = 0; i < 50_000; i++) {
      var bytes = bytes(REQUEST);
      for (var changes = random.nextInt(6); changes >= 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      var junk = ByteBuffer.wrap(bytes, 0, random.nextInt(bytes.length + 1));

      var message = StunMessage.parse(junk);

      assertThat(message == null || message.isAuthentic(PASSWORD)).isTrue();
    }
  }

  private static StunMessage parsed(ByteBuffer bytes) {
    return requireNonNull(StunMessage.parse(bytes));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.get(buffer.position(), bytes);
    return bytes;
  }

  private static ByteBuffer hex(String text) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(text.replaceAll("\\s", "")));
  }
}
