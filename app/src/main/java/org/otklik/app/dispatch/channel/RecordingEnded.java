package org.otklik.app.dispatch.channel;

import java.time.Instant;
import org.otklik.engine.routing.ContactId;

/// A recording has ended. Published by the channel.
///
/// @param complete false when it stopped before the talk did (full disk)
public record RecordingEnded(ContactId contact, String file, Instant endedAt, boolean complete) {}
