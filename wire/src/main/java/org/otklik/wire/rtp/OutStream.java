package org.otklik.wire.rtp;

import java.nio.ByteBuffer;

/// One continuous stream out of many sources: what the other end hears may come from a prompt, from
/// music, from another leg, and always looks like one sender (RFC 3550 section 7.1).
///
/// The SSRC never changes. Each new source gets offsets for its sequence numbers and timestamps, so
/// that they go on where the previous source stopped, and its first packet carries the marker. Gaps
/// within a source are kept: the receiver must see what was lost. One thread owns it.
public final class OutStream {

  private static final long NANOS_PER_SAMPLE = 125_000;
  private static final int SAMPLES_PER_FRAME = 160;

  /// So many packets after a change of source, an older packet of the new source is still known as
  /// such and refused; later its number could have come round.
  private static final int LATE_WATCH_PACKETS = 1_000;

  private final int ssrc;

  private boolean started;
  private long source;
  private int sequenceOffset;
  private int timestampOffset;
  private int firstSequence;
  private int sinceChange;
  private int lastSequence;
  private int lastTimestamp;
  private long lastNanos;
  private long packets;
  private long octets;

  /// @param firstSequence of the first packet; random, as RFC 3550 asks, as are the others
  public OutStream(int ssrc, int firstSequence, int firstTimestamp) {
    this.ssrc = ssrc;
    this.lastSequence = firstSequence - 1 & 0xFFFF;
    this.lastTimestamp = firstTimestamp - SAMPLES_PER_FRAME;
  }

  /// Writes the header of the next packet of a source; the caller appends the payload.
  ///
  /// @param newSource tells sources apart; a change starts new offsets
  /// @param sequence the packet's number as the source counts
  /// @param timestamp the packet's time as the source counts, 8,000 a second
  /// @return false, with nothing written, if the packet is older than the change to its source
  public boolean write(
      ByteBuffer out,
      long newSource,
      int sequence,
      int timestamp,
      boolean marker,
      int payloadType,
      int payloadBytes,
      long nowNanos) {
    var first = !started || newSource != source;
    if (first) {
      change(newSource, sequence, timestamp, nowNanos);
    } else if (sinceChange < LATE_WATCH_PACKETS) {
      if ((short) (sequence - firstSequence) < 0) {
        return false;
      }
      sinceChange++;
    }
    var outSequence = sequence + sequenceOffset & 0xFFFF;
    var outTimestamp = timestamp + timestampOffset;
    RtpPacket.writeHeader(out, first || marker, payloadType, outSequence, outTimestamp, ssrc);
    if ((short) (outSequence - lastSequence) > 0) {
      lastSequence = outSequence;
      lastTimestamp = outTimestamp;
      lastNanos = nowNanos;
    }
    packets++;
    octets += payloadBytes;
    return true;
  }

  public int ssrc() {
    return ssrc;
  }

  /// True once a packet was written.
  public boolean started() {
    return started;
  }

  /// Packets written so far.
  public long packets() {
    return packets;
  }

  /// Payload bytes written so far.
  public long octets() {
    return octets;
  }

  /// The stream's timestamp at the given moment, for a sender report.
  public int timestampAt(long nowNanos) {
    return lastTimestamp + (int) ((nowNanos - lastNanos) / NANOS_PER_SAMPLE);
  }

  private void change(long newSource, int sequence, int timestamp, long nowNanos) {
    var elapsed =
        started
            ? Math.max(SAMPLES_PER_FRAME, (nowNanos - lastNanos) / NANOS_PER_SAMPLE)
            : SAMPLES_PER_FRAME;
    sequenceOffset = lastSequence + 1 - sequence;
    timestampOffset = lastTimestamp + (int) elapsed - timestamp;
    source = newSource;
    firstSequence = sequence;
    sinceChange = 0;
    started = true;
  }
}
