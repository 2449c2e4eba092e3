package org.otklik.wire.rtp;

/// Tells each press of a key once, although every press comes as many packets, the last of them
/// three times, some lost, doubled or late (RFC 4733 section 2.5). A press is known by its RTP
/// timestamp, so any one of its packets is enough. One thread owns it.
public final class DigitReceiver {

  /// A timestamp further back than this is a restarted sender, not a late packet: 10 s.
  private static final int LATE_SAMPLES_MAX = 80_000;

  private boolean started;
  private int ssrc;
  private int timestamp;

  /// Has heard nothing yet.
  public DigitReceiver() {}

  /// Says whether the packet is the first one of a new press.
  public boolean isNew(int packetSsrc, int packetTimestamp) {
    var ahead = packetTimestamp - timestamp;
    var late = ahead <= 0 && ahead > -LATE_SAMPLES_MAX;
    if (started && packetSsrc == ssrc && late) {
      return false;
    }
    started = true;
    ssrc = packetSsrc;
    timestamp = packetTimestamp;
    return true;
  }
}
