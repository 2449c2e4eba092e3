package org.otklik.wire.rtp;

import java.nio.ByteBuffer;

/// One received RTP packet, looked at in place (RFC 3550 section 5.1). It is made once and parses
/// packet after packet, so that a relay allocates nothing; what it returns is that of the latest
/// packet that was parsed. One thread owns it.
public final class RtpPacket {

  /// Bytes of a header without contributing sources and extension, the only kind that we write.
  public static final int HEADER_BYTES = 12;

  private static final int VERSION = 2;

  private boolean marker;
  private int payloadType;
  private int sequence;
  private int timestamp;
  private int ssrc;
  private int payloadOffset;
  private int payloadLength;

  /// Is to parse before it is asked.
  public RtpPacket() {}

  /// Reads the packet between the buffer's position and limit, which stay as they are.
  ///
  /// @return false if this is no well-formed RTP packet; then the fields mean nothing
  public boolean parse(ByteBuffer packet) {
    var start = packet.position();
    var length = packet.remaining();
    if (length < HEADER_BYTES) {
      return false;
    }
    var first = packet.get(start) & 0xFF;
    if (first >> 6 != VERSION) {
      return false;
    }
    var second = packet.get(start + 1) & 0xFF;
    marker = second >= 0x80;
    payloadType = second & 0x7F;
    sequence = packet.getShort(start + 2) & 0xFFFF;
    timestamp = packet.getInt(start + 4);
    ssrc = packet.getInt(start + 8);

    var header = HEADER_BYTES + 4 * (first & 0x0F);
    if ((first & 0x10) != 0) {
      if (length < header + 4) {
        return false;
      }
      header += 4 + 4 * (packet.getShort(start + header + 2) & 0xFFFF);
    }
    var padding = 0;
    if ((first & 0x20) != 0) {
      padding = packet.get(start + length - 1) & 0xFF;
      if (padding == 0) {
        return false;
      }
    }
    payloadOffset = start + header;
    payloadLength = length - header - padding;
    return payloadLength >= 0;
  }

  /// Writes a header of [#HEADER_BYTES] at the buffer's position.
  public static void writeHeader(
      ByteBuffer out, boolean marker, int payloadType, int sequence, int timestamp, int ssrc) {
    out.put((byte) (VERSION << 6));
    out.put((byte) ((marker ? 0x80 : 0) | payloadType));
    out.putShort((short) sequence);
    out.putInt(timestamp);
    out.putInt(ssrc);
  }

  public boolean marker() {
    return marker;
  }

  /// From 0 to 127.
  public int payloadType() {
    return payloadType;
  }

  /// From 0 to 65535.
  public int sequence() {
    return sequence;
  }

  /// In samples, modulo 2^32.
  public int timestamp() {
    return timestamp;
  }

  public int ssrc() {
    return ssrc;
  }

  /// Index of the payload's first byte in the parsed buffer.
  public int payloadOffset() {
    return payloadOffset;
  }

  /// Bytes of payload, padding left out; may be 0.
  public int payloadLength() {
    return payloadLength;
  }
}
