package org.otklik.wire.rtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads and writes RTCP compound packets (RFC 3550 section 6.1).
public final class RtcpCompound {

  private static final int SENDER_REPORT = 200;
  private static final int RECEIVER_REPORT = 201;
  private static final int SOURCE_DESCRIPTION = 202;
  private static final int GOODBYE = 203;
  private static final int CNAME = 1;
  private static final int REPORT_BYTES = 24;

  private RtcpCompound() {}

  /// Reads all parts between the buffer's position and limit, which stay as they are. Of a source
  /// description only the first canonical name is kept.
  ///
  /// @return empty if the packet is malformed anywhere: a part alone is not to be trusted
  public static List<RtcpPacket> parse(ByteBuffer packet) {
    var parts = new ArrayList<RtcpPacket>();
    var in = packet.slice();
    while (in.hasRemaining()) {
      if (in.remaining() < 4 || (in.get(in.position()) & 0xFF) >> 6 != 2) {
        return List.of();
      }
      var first = in.get() & 0xFF;
      var type = in.get() & 0xFF;
      var bytes = 4 * (in.getShort() & 0xFFFF);
      if (bytes > in.remaining()) {
        return List.of();
      }
      var body = in.slice(in.position(), bytes);
      in.position(in.position() + bytes);
      var part = part(type, first & 0x1F, body);
      if (part == null) {
        return List.of();
      }
      parts.add(part);
    }
    return parts;
  }

  /// Appends one part at the buffer's position.
  ///
  /// @throws java.nio.BufferOverflowException if it does not fit
  public static void write(ByteBuffer out, RtcpPacket part) {
    var start = out.position();
    out.putInt(0);
    var count =
        switch (part) {
          case RtcpPacket.SenderReport report -> {
            out.putInt(report.ssrc()).putLong(report.ntpTimestamp()).putInt(report.rtpTimestamp());
            out.putInt((int) report.packets()).putInt((int) report.octets());
            report.reports().forEach(block -> writeBlock(out, block));
            yield report.reports().size();
          }
          case RtcpPacket.ReceiverReport report -> {
            out.putInt(report.ssrc());
            report.reports().forEach(block -> writeBlock(out, block));
            yield report.reports().size();
          }
          case RtcpPacket.SourceDescription(int ssrc, var cname) -> {
            var name = cname.getBytes(UTF_8);
            out.putInt(ssrc).put((byte) CNAME).put((byte) name.length).put(name);
            do {
              out.put((byte) 0);
            } while ((out.position() - start) % 4 != 0);
            yield 1;
          }
          case RtcpPacket.Goodbye(var ssrcs) -> {
            ssrcs.forEach(out::putInt);
            yield ssrcs.size();
          }
          case RtcpPacket.Other other ->
              throw new IllegalArgumentException(
                  "RTCP of type (%d) is only read.".formatted(other.packetType()));
        };
    out.put(start, (byte) (0x80 | count));
    out.put(start + 1, (byte) type(part));
    out.putShort(start + 2, (short) ((out.position() - start) / 4 - 1));
  }

  /// Says whether a datagram that arrived on a port shared with RTP is RTCP (RFC 5761 section 4).
  public static boolean looksLikeRtcp(ByteBuffer packet) {
    if (packet.remaining() < 8) {
      return false;
    }
    var payloadType = packet.get(packet.position() + 1) & 0x7F;
    return payloadType >= 64 && payloadType <= 95;
  }

  private static int type(RtcpPacket part) {
    return switch (part) {
      case RtcpPacket.SenderReport _ -> SENDER_REPORT;
      case RtcpPacket.ReceiverReport _ -> RECEIVER_REPORT;
      case RtcpPacket.SourceDescription _ -> SOURCE_DESCRIPTION;
      case RtcpPacket.Goodbye _ -> GOODBYE;
      case RtcpPacket.Other(int type) -> type;
    };
  }

  private static @Nullable RtcpPacket part(int type, int count, ByteBuffer body) {
    return switch (type) {
      case SENDER_REPORT -> {
        if (body.remaining() < 24 + count * REPORT_BYTES) {
          yield null;
        }
        yield new RtcpPacket.SenderReport(
            body.getInt(),
            body.getLong(),
            body.getInt(),
            body.getInt() & 0xFFFF_FFFFL,
            body.getInt() & 0xFFFF_FFFFL,
            blocks(count, body));
      }
      case RECEIVER_REPORT -> {
        if (body.remaining() < 4 + count * REPORT_BYTES) {
          yield null;
        }
        yield new RtcpPacket.ReceiverReport(body.getInt(), blocks(count, body));
      }
      case SOURCE_DESCRIPTION -> description(body);
      case GOODBYE -> {
        if (body.remaining() < 4 * count) {
          yield null;
        }
        var ssrcs = new ArrayList<Integer>();
        for (var i = 0; i < count; i++) {
          ssrcs.add(body.getInt());
        }
        yield new RtcpPacket.Goodbye(ssrcs);
      }
      default -> new RtcpPacket.Other(type);
    };
  }

  private static RtcpPacket description(ByteBuffer body) {
    if (body.remaining() >= 6 && body.get(4) == CNAME) {
      var length = body.get(5) & 0xFF;
      if (length <= body.remaining() - 6) {
        var name = new byte[length];
        body.get(6, name);
        return new RtcpPacket.SourceDescription(body.getInt(0), new String(name, UTF_8));
      }
    }
    return new RtcpPacket.Other(SOURCE_DESCRIPTION);
  }

  private static List<ReportBlock> blocks(int count, ByteBuffer body) {
    var blocks = new ArrayList<ReportBlock>();
    for (var i = 0; i < count; i++) {
      var ssrc = body.getInt();
      var loss = body.getInt();
      blocks.add(
          new ReportBlock(
              ssrc,
              loss >>> 24,
              loss << 8 >> 8,
              body.getInt(),
              body.getInt(),
              body.getInt(),
              body.getInt()));
    }
    return blocks;
  }

  private static void writeBlock(ByteBuffer out, ReportBlock block) {
    out.putInt(block.ssrc());
    out.putInt(block.fractionLost() << 24 | (block.cumulativeLost() & 0xFF_FFFF));
    out.putInt(block.highestSequence()).putInt(block.jitter());
    out.putInt(block.lastSenderReport()).putInt(block.delaySinceLastSenderReport());
  }
}
