package org.otklik.wire.srtp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.utils.ByteArrayBuffer;
import org.jitsi.utils.logging2.Logger;
import org.jitsi.utils.logging2.LoggerImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SrtpSessionTest {

  private static final Logger JITSI_LOG = new LoggerImpl("jitsi");
  private static final int SSRC = 0xCAFEBABE;

  private final byte[] keying = keying();
  private final SrtpSession server = SrtpSession.ofServer(keying);
  private final SrtpSession client = SrtpSession.ofClient(keying);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void protectsRtpSoThatJitsiOpensIt(long seed) throws Exception {
    var jitsi =
        new SrtpCryptoContext(false, SSRC, 0, serverKey(), serverSalt(), policy(), JITSI_LOG);
    var random = new Random(seed);

    for (var sequence = 65_000; sequence < 68_000; sequence++) {
      var plain = rtp(random, sequence);
      var packet = new Bytes(requireNonNull(server.protectRtp(plain)));

      assertThat(jitsi.reverseTransformPacket(packet, false)).isEqualTo(SrtpErrorStatus.OK);
      assertThat(packet.view()).isEqualTo(plain);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void opensRtpThatJitsiProtected(long seed) throws Exception {
    var jitsi =
        new SrtpCryptoContext(true, SSRC, 0, clientKey(), clientSalt(), policy(), JITSI_LOG);
    var random = new Random(seed);

    for (var sequence = 65_000; sequence < 68_000; sequence++) {
      var plain = rtp(random, sequence);
      var packet = new Bytes(plain);
      assertThat(jitsi.transformPacket(packet)).isEqualTo(SrtpErrorStatus.OK);

      assertThat(server.openRtp(packet.view())).isEqualTo(plain);
    }
  }

  @Test
  void protectsRtcpSoThatJitsiOpensIt() throws Exception {
    var jitsi = new SrtcpCryptoContext(SSRC, serverKey(), serverSalt(), policy(), JITSI_LOG);

    for (var i = 0; i < 300; i++) {
      var plain = rtcp(i);
      var packet = new Bytes(requireNonNull(server.protectRtcp(plain)));

      assertThat(jitsi.reverseTransformPacket(packet)).isEqualTo(SrtpErrorStatus.OK);
      assertThat(packet.view()).isEqualTo(plain);
    }
  }

  @Test
  void opensRtcpThatJitsiProtected() throws Exception {
    var jitsi = new SrtcpCryptoContext(SSRC, clientKey(), clientSalt(), policy(), JITSI_LOG);

    for (var i = 0; i < 300; i++) {
      var plain = rtcp(i);
      var packet = new Bytes(plain);
      assertThat(jitsi.transformPacket(packet)).isEqualTo(SrtpErrorStatus.OK);

      assertThat(server.openRtcp(packet.view())).isEqualTo(plain);
    }
  }

  @Test
  void opensNoPacketTwice() {
    var rtp = copy(client.protectRtp(rtp(new Random(7), 5)));
    var rtcp = copy(client.protectRtcp(rtcp(7)));

    assertThat(server.openRtp(rtp)).isNotNull();
    assertThat(server.openRtcp(rtcp)).isNotNull();

    assertThat(server.openRtp(rtp)).isNull();
    assertThat(server.openRtcp(rtcp)).isNull();
  }

  @Test
  void opensPacketsThatWereOvertakenAndNoneFromBeforeTheWindow() {
    var random = new Random(8);
    var packets = new ByteBuffer[100];
    Arrays.setAll(packets, i -> copy(client.protectRtp(rtp(random, 65_480 + i))));

    assertThat(server.openRtp(packets[0])).isNotNull();
    assertThat(server.openRtp(packets[99])).isNotNull();

    assertThat(server.openRtp(packets[99 - PacketIndexes.WINDOW + 1])).isNotNull();
    assertThat(server.openRtp(packets[99 - PacketIndexes.WINDOW])).isNull();
  }

  @Test
  void refusesEveryFlippedBit() {
    var rtp = copy(client.protectRtp(rtp(new Random(9), 5)));
    var rtcp = copy(client.protectRtcp(rtcp(9)));

    for (var bit = 0; bit < rtp.limit() * 8; bit++) {
      assertThat(server.openRtp(flip(rtp, bit))).isNull();
    }
    for (var bit = 0; bit < rtcp.limit() * 8; bit++) {
      assertThat(server.openRtcp(flip(rtcp, bit))).isNull();
    }
    assertThat(server.openRtp(rtp)).isNotNull();
    assertThat(server.openRtcp(rtcp)).isNotNull();
  }

  @Test
  void sendsNoSequenceNumberTwice() {
    var plain = rtp(new Random(10), 5);

    assertThat(server.protectRtp(plain)).isNotNull();

    assertThat(server.protectRtp(plain)).isNull();
  }

  @Test
  void leavesThePacketAsItIs() {
    var plain = rtp(new Random(11), 5);
    var before = copy(plain);

    server.protectRtp(plain.asReadOnlyBuffer());
    server.protectRtp(plain);

    assertThat(plain).isEqualTo(before);
  }

  @Test
  void refusesFurtherSourcesAtTheLimitAndForgetsNone() {
    for (var ssrc = 0; ssrc < SrtpSession.SOURCES_MAX; ssrc++) {
      assertThat(client.protectRtp(packet(ssrc, 1))).isNotNull();
    }

    assertThat(client.protectRtp(packet(99, 1))).isNull();
    assertThat(client.protectRtp(packet(0, 1))).isNull();
    assertThat(client.protectRtp(packet(0, 2))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {12, 13, 14})
  void survivesJunk(long seed) {
    var random = new Random(seed);
    for (var i = 0; i < 20_000; i++) {
      var junk = new byte[random.nextInt(i % 10 == 0 ? 3_000 : 60)];
      random.nextBytes(junk);
      if (junk.length > 0) {
        junk[0] = (byte) (0x80 | (junk[0] & 0x3F));
      }

      assertThat(server.openRtp(ByteBuffer.wrap(junk))).isNull();
      assertThat(server.openRtcp(ByteBuffer.wrap(junk))).isNull();
    }
    assertThat(server.protectRtp(ByteBuffer.allocate(11))).isNull();
    assertThat(server.protectRtp(ByteBuffer.allocate(SrtpSession.PACKET_MAX))).isNull();
    assertThat(server.protectRtcp(ByteBuffer.allocate(7))).isNull();
  }

  @Test
  void refusesKeyingMaterialOfAnotherLength() {
    assertThatThrownBy(() -> SrtpSession.ofServer(new byte[59]))
        .hasMessage("The keying material (59 bytes) must have 60 bytes.");
  }

  private static byte[] keying() {
    var bytes = new byte[60];
    new Random(42).nextBytes(bytes);
    return bytes;
  }

  private byte[] clientKey() {
    return Arrays.copyOfRange(keying, 0, 16);
  }

  private static byte[] keyAndSalt(SrtpSuite suite, int seed) {
    var bytes = new byte[suite.keyAndSaltLength()];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static SrtpPolicy policy(SrtpSuite suite, int tagLength) {
    return new SrtpPolicy(
        SrtpPolicy.AESCM_ENCRYPTION,
        suite.keyLength(),
        SrtpPolicy.HMACSHA1_AUTHENTICATION,
        20,
        tagLength,
        14);
  }

  @ParameterizedTest
  @EnumSource
  void protectsByEachSuiteSoThatJitsiOpensIt(SrtpSuite suite) throws Exception {
    var ours = keyAndSalt(suite, 1);
    var key = Arrays.copyOf(ours, suite.keyLength());
    var salt = Arrays.copyOfRange(ours, suite.keyLength(), ours.length);
    var session = SrtpSession.of(suite, ours, keyAndSalt(suite, 2));
    var jitsi =
        new SrtpCryptoContext(
            false, SSRC, 0, key, salt, policy(suite, suite.tagLength()), JITSI_LOG);
    var jitsiReports = new SrtcpCryptoContext(SSRC, key, salt, policy(suite, 10), JITSI_LOG);
    var random = new Random(7);

    for (var i = 0; i < 300; i++) {
      var plain = rtp(random, 65_400 + i);
      var packet = new Bytes(requireNonNull(session.protectRtp(plain)));
      assertThat(packet.getLength()).isEqualTo(plain.remaining() + suite.tagLength());
      assertThat(jitsi.reverseTransformPacket(packet, false)).isEqualTo(SrtpErrorStatus.OK);
      assertThat(packet.view()).isEqualTo(plain);
      var report = new Bytes(requireNonNull(session.protectRtcp(rtcp(i))));
      assertThat(jitsiReports.reverseTransformPacket(report)).isEqualTo(SrtpErrorStatus.OK);
    }
  }

  @ParameterizedTest
  @EnumSource
  void opensWhatThePeerProtectsByEachSuite(SrtpSuite suite) {
    var ours = keyAndSalt(suite, 1);
    var theirs = keyAndSalt(suite, 2);
    var here = SrtpSession.of(suite, ours, theirs);
    var there = SrtpSession.of(suite, theirs, ours);
    var plain = rtp(new Random(3), 1);

    var packet = requireNonNull(there.protectRtp(plain));
    var forged = ByteBuffer.allocate(packet.remaining()).put(packet.duplicate()).flip();
    forged.put(forged.limit() - 1, (byte) (forged.get(forged.limit() - 1) + 1));

    assertThat(here.openRtp(forged)).isNull();
    assertThat(here.openRtp(packet)).isEqualTo(plain);
    assertThat(here.openRtcp(requireNonNull(there.protectRtcp(rtcp(1))))).isEqualTo(rtcp(1));
  }

  @Test
  void refusesKeysOfAnotherLength() {
    var keys = keyAndSalt(SrtpSuite.AES_CM_128_HMAC_SHA1_80, 1);

    assertThatThrownBy(() -> SrtpSession.of(SrtpSuite.AES_256_CM_HMAC_SHA1_80, keys, keys))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("46");
  }

  private byte[] serverKey() {
    return Arrays.copyOfRange(keying, 16, 32);
  }

  private byte[] clientSalt() {
    return Arrays.copyOfRange(keying, 32, 46);
  }

  private byte[] serverSalt() {
    return Arrays.copyOfRange(keying, 46, 60);
  }

  private static SrtpPolicy policy() {
    return new SrtpPolicy(
        SrtpPolicy.AESCM_ENCRYPTION, 16, SrtpPolicy.HMACSHA1_AUTHENTICATION, 20, 10, 14);
  }

  /// A packet with, at random, contributing sources and a header extension.
  private static ByteBuffer rtp(Random random, int sequence) {
    var sources = random.nextInt(3);
    var extended = random.nextBoolean();
    var payload = new byte[random.nextInt(200)];
    random.nextBytes(payload);
    var packet = ByteBuffer.allocate(12 + 4 * sources + (extended ? 12 : 0) + payload.length);
    packet.put((byte) (0x80 | sources | (extended ? 0x10 : 0))).put((byte) 8);
    packet.putShort((short) sequence).putInt(sequence * 160).putInt(SSRC);
    for (var i = 0; i < sources; i++) {
      packet.putInt(random.nextInt());
    }
    if (extended) {
      packet.putShort((short) 0x1234).putShort((short) 2).putLong(random.nextLong());
    }
    return packet.put(payload).flip();
  }

  private static ByteBuffer packet(int ssrc, int sequence) {
    return ByteBuffer.allocate(20)
        .put(0, (byte) 0x80)
        .putShort(2, (short) sequence)
        .putInt(8, ssrc);
  }

  private static ByteBuffer rtcp(int value) {
    return ByteBuffer.allocate(32)
        .putInt(0x80C90007)
        .putInt(SSRC)
        .putInt(value)
        .putLong(value * 31L)
        .rewind();
  }

  private static ByteBuffer copy(@Nullable ByteBuffer buffer) {
    return ByteBuffer.allocate(requireNonNull(buffer).remaining()).put(buffer.duplicate()).flip();
  }

  private static ByteBuffer flip(ByteBuffer packet, int bit) {
    var changed = copy(packet);
    return changed.put(bit / 8, (byte) (changed.get(bit / 8) ^ 1 << bit % 8));
  }

  /// What jitsi-srtp, our oracle, works on.
  private static final class Bytes implements ByteArrayBuffer {

    private final byte[] bytes = new byte[2_000];
    private int offset;
    private int length;

    Bytes(ByteBuffer packet) {
      length = packet.remaining();
      packet.get(packet.position(), bytes, 0, length);
    }

    ByteBuffer view() {
      return ByteBuffer.wrap(bytes, offset, length);
    }

    @Override
    public byte[] getBuffer() {
      return bytes;
    }

    @Override
    public int getOffset() {
      return offset;
    }

    @Override
    public int getLength() {
      return length;
    }

    @Override
    public void setLength(int length) {
      this.length = length;
    }

    @Override
    public void setOffset(int offset) {
      this.offset = offset;
    }

    @Override
    public boolean isInvalid() {
      return false;
    }

    @Override
    public void readRegionToBuff(int at, int count, byte[] out) {
      System.arraycopy(bytes, offset + at, out, 0, count);
    }

    @Override
    public void grow(int bytesMore) {}

    @Override
    public void append(byte[] data, int count) {
      System.arraycopy(data, 0, bytes, offset + length, count);
      length += count;
    }

    @Override
    public void shrink(int count) {
      length -= count;
    }
  }
}
