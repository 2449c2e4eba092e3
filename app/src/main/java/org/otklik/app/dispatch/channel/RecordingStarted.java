package org.otklik.app.dispatch.channel;

import java.time.Instant;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// A talk is being recorded. Published by the channel.
///
/// @param file path below the folder of recordings
public record RecordingStarted(
    ContactId contact, OperatorId operator, String file, Instant startedAt) {}
