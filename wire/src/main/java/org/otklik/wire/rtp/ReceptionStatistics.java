package org.otklik.wire.rtp;

/// Counts what arrives from one source: loss, jitter, and the numbers of a reception report (RFC
/// 3550 sections 6.4.1, A.1, A.3 and A.8). For clocks of 8,000 a second. One thread owns it.
public final class ReceptionStatistics {

  private static final long NANOS_PER_SAMPLE = 125_000;

  /// A jump forward of more than this is a restarted sender, not loss.
  private static final int DROPOUT_MAX = 3_000;

  /// A packet older than this is a restarted sender, not reordering.
  private static final int MISORDER_MAX = 100;

  private boolean started;
  private int ssrc;
  private int base;
  private int highest;
  private int cycles;
  private int suspect = -1;
  private long received;
  private long expectedBefore;
  private long receivedBefore;
  private boolean transitKnown;
  private int transit;
  private int jitter16;

  /// Has counted nothing yet.
  public ReceptionStatistics() {}

  /// Counts one packet.
  ///
  /// @param jitterCounts false for packets whose timestamp is not their sending time (events)
  public void accept(
      int packetSsrc, int sequence, int timestamp, boolean jitterCounts, long arrivalNanos) {
    if (!started || packetSsrc != ssrc) {
      start(packetSsrc, sequence);
    } else {
      follow(sequence);
    }
    received++;
    if (jitterCounts) {
      measure(timestamp, arrivalNanos);
    }
  }

  /// Ends the interval and returns its report; all zeros before the first packet.
  ///
  /// @param lastSenderReport middle 32 bits of the latest sender report's NTP time, 0 if none
  /// @param delaySinceLastSenderReport in 1/65536 s
  public ReportBlock report(int lastSenderReport, int delaySinceLastSenderReport) {
    var expectedInterval = expected() - expectedBefore;
    var lostInterval = expectedInterval - (received - receivedBefore);
    expectedBefore = expected();
    receivedBefore = received;
    var fraction =
        expectedInterval == 0 || lostInterval <= 0
            ? 0
            : (int) (lostInterval * 256 / expectedInterval);
    return new ReportBlock(
        ssrc,
        Math.min(fraction, 255),
        (int) Math.clamp(lost(), -0x80_0000L, 0x7F_FFFFL),
        cycles + highest,
        jitter16 >> 4,
        lastSenderReport,
        delaySinceLastSenderReport);
  }

  /// True once a packet was counted.
  public boolean started() {
    return started;
  }

  /// SSRC of the source that is being counted.
  public int ssrc() {
    return ssrc;
  }

  /// Packets that arrived from the present source, duplicates too.
  public long received() {
    return received;
  }

  /// Packets that the source has sent as far as its numbers tell.
  public long expected() {
    return started ? (cycles + highest & 0xFFFF_FFFFL) - base + 1 : 0;
  }

  /// Expected minus received; below 0 when packets came twice.
  public long lost() {
    return expected() - received;
  }

  /// Interarrival jitter in milliseconds, smoothed over about 16 packets.
  public double jitterMillis() {
    return (jitter16 >> 4) / 8.0;
  }

  private void start(int newSsrc, int sequence) {
    started = true;
    ssrc = newSsrc;
    base = sequence;
    highest = sequence;
    cycles = 0;
    suspect = -1;
    received = 0;
    expectedBefore = 0;
    receivedBefore = 0;
    transitKnown = false;
    jitter16 = 0;
  }

  private void follow(int sequence) {
    var ahead = sequence - highest & 0xFFFF;
    if (ahead < DROPOUT_MAX) {
      if (sequence < highest) {
        cycles += 0x10000;
      }
      highest = sequence;
      suspect = -1;
    } else if (ahead <= 0x10000 - MISORDER_MAX) {
      if (sequence == suspect) {
        start(ssrc, sequence);
      } else {
        suspect = sequence + 1 & 0xFFFF;
      }
    }
  }

  private void measure(int timestamp, long arrivalNanos) {
    var now = (int) (arrivalNanos / NANOS_PER_SAMPLE) - timestamp;
    if (transitKnown) {
      var difference = Math.min(Math.abs((long) now - transit), Short.MAX_VALUE);
      jitter16 += (int) difference - ((jitter16 + 8) >> 4);
    }
    transitKnown = true;
    transit = now;
  }
}
