package org.otklik.wire.rtp;

/// What a receiver says about one source (RFC 3550 section 6.4.1).
///
/// @param fractionLost of the latest interval, in 1/256
/// @param cumulativeLost signed, 24 bits
/// @param highestSequence extended by the number of wraps
/// @param jitter in samples
/// @param lastSenderReport middle 32 bits of the NTP time of the latest sender report, 0 if none
/// @param delaySinceLastSenderReport in 1/65536 s
public record ReportBlock(
    int ssrc,
    int fractionLost,
    int cumulativeLost,
    int highestSequence,
    int jitter,
    int lastSenderReport,
    int delaySinceLastSenderReport) {}
