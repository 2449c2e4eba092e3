package org.otklik.wire.srtp;

/// Which packets of one source have been seen: the index of each, and the replay list (RFC 3711
/// sections 3.3.1 and 3.3.2). One thread owns it.
final class PacketIndexes {

  /// Packets that may be overtaken; older ones count as replayed.
  static final int WINDOW = 64;

  private static final int HALF = 0x8000;

  private final int ssrc;
  private long highest = -1;
  private long seen;

  PacketIndexes(int ssrc) {
    this.ssrc = ssrc;
  }

  int ssrc() {
    return ssrc;
  }

  /// The likeliest 48-bit index of a 16-bit RTP sequence number: that nearest to the highest seen.
  ///
  /// @return negative if the packet is from before the first rollover
  long guess(int sequence) {
    if (highest < 0) {
      return sequence;
    }
    var rollover = highest >> 16;
    var last = (int) highest & 0xFFFF;
    if (last < HALF && sequence - last > HALF) {
      rollover--;
    } else if (last >= HALF && last - HALF > sequence) {
      rollover++;
    }
    return rollover << 16 | sequence;
  }

  boolean isFresh(long index) {
    var age = highest - index;
    return index >= 0 && (age < 0 || (age < WINDOW && (seen >>> age & 1) == 0));
  }

  /// Remembers an index; for received packets only after the tag was found right.
  void accept(long index) {
    var ahead = index - highest;
    if (ahead > 0) {
      seen = ahead >= WINDOW ? 1 : seen << ahead | 1;
      highest = index;
    } else {
      seen |= 1L << -ahead;
    }
  }
}
