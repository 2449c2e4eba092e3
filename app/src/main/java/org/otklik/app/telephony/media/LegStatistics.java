package org.otklik.app.telephony.media;

import java.time.Duration;

/// Counters of one leg.
///
/// @param received sound packets that arrived
/// @param lost packets that did not, as far as their numbers tell
/// @param jitterMillis of arrival, smoothed
/// @param sinceLastRtp since the latest packet, or since the leg was opened
/// @param levelDbov loudness of what the leg says, smoothed; −127 (silence) to 0
/// @param sent packets to the leg
/// @param remoteLossPercent of what we sent lately, as the other end reports it; 0 before a report
/// @param roundTripMillis as the other end's reports tell; 0 before
public record LegStatistics(
    long received,
    long lost,
    double jitterMillis,
    Duration sinceLastRtp,
    double levelDbov,
    long sent,
    double remoteLossPercent,
    double roundTripMillis) {}
