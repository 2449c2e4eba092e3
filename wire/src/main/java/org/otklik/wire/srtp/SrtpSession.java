package org.otklik.wire.srtp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Protects our RTP and RTCP and opens the peer's (RFC 3711), with keys from DTLS (RFC 5764) or
/// from the session descriptions (RFC 4568). One thread owns it.
///
/// Packets given are left as they are; packets returned lie in a buffer of this session and are
/// good until the next call of the same direction.
public final class SrtpSession {

  /// The one profile of DTLS: `SRTP_AES128_CM_HMAC_SHA1_80` (RFC 5764 section 4.1.2).
  private static final SrtpSuite DTLS = SrtpSuite.AES_CM_128_HMAC_SHA1_80;

  /// Longest packet in either form, in bytes; longer ones are refused.
  public static final int PACKET_MAX = 2048;

  /// Bytes of keying material to export from DTLS (RFC 5764 section 4.2).
  public static final int KEYING_LENGTH = 2 * DTLS.keyAndSaltLength();

  /// SSRCs remembered for each direction of RTP and RTCP; packets of further ones are refused,
  /// because to forget an old one would let its packets be replayed.
  static final int SOURCES_MAX = 16;

  private static final int RTP_HEADER = 12;
  private static final int RTCP_HEADER = 8;
  private static final int RTCP_INDEX_LENGTH = 4;
  private static final int RTCP_ENCRYPTED = 0x8000_0000;

  private final SrtpTransform rtpOut;
  private final SrtpTransform rtcpOut;
  private final SrtpTransform rtpIn;
  private final SrtpTransform rtcpIn;
  private final List<PacketIndexes> rtpSourcesOut = new ArrayList<>(1);
  private final List<PacketIndexes> rtpSourcesIn = new ArrayList<>(1);
  private final List<PacketIndexes> rtcpSourcesIn = new ArrayList<>(1);
  private final byte[] out = new byte[PACKET_MAX];
  private final ByteBuffer outView = ByteBuffer.wrap(out);
  private final byte[] in = new byte[PACKET_MAX];
  private final ByteBuffer inView = ByteBuffer.wrap(in);
  private int nextRtcpIndex;

  private SrtpSession(SrtpKeys ours, SrtpKeys theirs) {
    this.rtpOut = ours.rtp();
    this.rtcpOut = ours.rtcp();
    this.rtpIn = theirs.rtp();
    this.rtcpIn = theirs.rtcp();
  }

  /// The DTLS server's side.
  ///
  /// @param keying exported with the label `EXTRACTOR-dtls_srtp`: both keys, then both salts, the
  ///   client's first
  public static SrtpSession ofServer(byte[] keying) {
    return new SrtpSession(keys(keying, 1), keys(keying, 0));
  }

  /// The DTLS client's side.
  public static SrtpSession ofClient(byte[] keying) {
    return new SrtpSession(keys(keying, 0), keys(keying, 1));
  }

  /// A side of a session whose keys were told in the session descriptions (RFC 4568).
  ///
  /// @param ours key and salt that we told: what we send is protected by them
  /// @param theirs key and salt that the peer told
  public static SrtpSession of(SrtpSuite suite, byte[] ours, byte[] theirs) {
    return new SrtpSession(told(suite, ours), told(suite, theirs));
  }

  private static SrtpKeys told(SrtpSuite suite, byte[] keyAndSalt) {
    if (keyAndSalt.length != suite.keyAndSaltLength()) {
      throw new IllegalArgumentException(
          "The key and salt (%d bytes) must have %d bytes."
              .formatted(keyAndSalt.length, suite.keyAndSaltLength()));
    }
    return new SrtpKeys(
        suite,
        Arrays.copyOf(keyAndSalt, suite.keyLength()),
        Arrays.copyOfRange(keyAndSalt, suite.keyLength(), keyAndSalt.length));
  }

  private static SrtpKeys keys(byte[] keying, int side) {
    if (keying.length != KEYING_LENGTH) {
      throw new IllegalArgumentException(
          "The keying material (%d bytes) must have %d bytes."
              .formatted(keying.length, KEYING_LENGTH));
    }
    var key = side * DTLS.keyLength();
    var salt = 2 * DTLS.keyLength() + side * SrtpKeys.MASTER_SALT_LENGTH;
    return new SrtpKeys(
        DTLS,
        Arrays.copyOfRange(keying, key, key + DTLS.keyLength()),
        Arrays.copyOfRange(keying, salt, salt + SrtpKeys.MASTER_SALT_LENGTH));
  }

  /// Encrypts and signs an RTP packet (RFC 3711 section 3.3).
  ///
  /// @return null if it is no RTP packet, too long, or its sequence number was used before: the
  ///   same key stream twice would give both packets away
  public @Nullable ByteBuffer protectRtp(ByteBuffer packet) {
    var length = packet.remaining();
    if (length < RTP_HEADER || length > PACKET_MAX - rtpOut.tagLength()) {
      return null;
    }
    packet.get(packet.position(), out, 0, length);
    var header = rtpHeaderLength(out, length);
    var source = find(rtpSourcesOut, int32(out, 8));
    var index = source.guess(uint16(out, 2));
    if (header < 0 || !source.isFresh(index) || !keep(rtpSourcesOut, source)) {
      return null;
    }
    rtpOut.crypt(out, header, length, source.ssrc(), index);
    rtpOut.sign(out, length, (int) (index >> 16));
    source.accept(index);
    return outView.limit(length + rtpOut.tagLength()).position(0);
  }

  /// Verifies and decrypts an SRTP packet.
  ///
  /// @return null if it is malformed, forged, replayed or late by [PacketIndexes#WINDOW]
  public @Nullable ByteBuffer openRtp(ByteBuffer packet) {
    var length = packet.remaining() - rtpIn.tagLength();
    if (length < RTP_HEADER || packet.remaining() > PACKET_MAX) {
      return null;
    }
    packet.get(packet.position(), in, 0, packet.remaining());
    var header = rtpHeaderLength(in, length);
    var source = find(rtpSourcesIn, int32(in, 8));
    var index = source.guess(uint16(in, 2));
    if (header < 0
        || !source.isFresh(index)
        || !rtpIn.verify(in, length, (int) (index >> 16))
        || !keep(rtpSourcesIn, source)) {
      return null;
    }
    rtpIn.crypt(in, header, length, source.ssrc(), index);
    source.accept(index);
    return inView.limit(length).position(0);
  }

  /// Encrypts and signs an RTCP packet (RFC 3711 section 3.4). All our sources share one index.
  ///
  /// @return null if it is no RTCP packet or too long, or after 2³¹ packets
  public @Nullable ByteBuffer protectRtcp(ByteBuffer packet) {
    var length = packet.remaining();
    var trailer = RTCP_INDEX_LENGTH + rtcpOut.tagLength();
    if (length < RTCP_HEADER || length > PACKET_MAX - trailer || nextRtcpIndex < 0) {
      return null;
    }
    packet.get(packet.position(), out, 0, length);
    var index = nextRtcpIndex++;
    rtcpOut.crypt(out, RTCP_HEADER, length, int32(out, 4), index);
    outView.limit(length + trailer).putInt(length, index | RTCP_ENCRYPTED);
    rtcpOut.sign(out, length + RTCP_INDEX_LENGTH);
    return outView.position(0);
  }

  /// Verifies and decrypts an SRTCP packet.
  ///
  /// @return null if it is malformed, forged, replayed, late by [PacketIndexes#WINDOW] or not
  ///   encrypted
  public @Nullable ByteBuffer openRtcp(ByteBuffer packet) {
    var signed = packet.remaining() - rtcpIn.tagLength();
    var length = signed - RTCP_INDEX_LENGTH;
    if (length < RTCP_HEADER || packet.remaining() > PACKET_MAX) {
      return null;
    }
    packet.get(packet.position(), in, 0, packet.remaining());
    var source = find(rtcpSourcesIn, int32(in, 4));
    var word = int32(in, length);
    var index = word & ~RTCP_ENCRYPTED;
    if ((word & RTCP_ENCRYPTED) == 0
        || !source.isFresh(index)
        || !rtcpIn.verify(in, signed)
        || !keep(rtcpSourcesIn, source)) {
      return null;
    }
    rtcpIn.crypt(in, RTCP_HEADER, length, source.ssrc(), index);
    source.accept(index);
    return inView.limit(length).position(0);
  }

  /// Bytes before the payload, CSRCs and extension included; -1 if they exceed the packet.
  private static int rtpHeaderLength(byte[] packet, int length) {
    if ((packet[0] & 0xC0) != 0x80) {
      return -1;
    }
    var header = RTP_HEADER + 4 * (packet[0] & 0x0F);
    if ((packet[0] & 0x10) != 0) {
      if (header + 4 > length) {
        return -1;
      }
      header += 4 + 4 * uint16(packet, header + 2);
    }
    return header > length ? -1 : header;
  }

  private static PacketIndexes find(List<PacketIndexes> sources, int ssrc) {
    for (var i = 0; i < sources.size(); i++) {
      if (sources.get(i).ssrc() == ssrc) {
        return sources.get(i);
      }
    }
    return new PacketIndexes(ssrc);
  }

  /// Says whether the source is, or now gets, one of the remembered.
  private static boolean keep(List<PacketIndexes> sources, PacketIndexes source) {
    return sources.contains(source) || (sources.size() < SOURCES_MAX && sources.add(source));
  }

  private static int uint16(byte[] packet, int at) {
    return (packet[at] & 0xFF) << 8 | (packet[at + 1] & 0xFF);
  }

  private static int int32(byte[] packet, int at) {
    return uint16(packet, at) << 16 | uint16(packet, at + 2);
  }
}
