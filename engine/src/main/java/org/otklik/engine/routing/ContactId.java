package org.otklik.engine.routing;

import java.util.UUID;

/// Names one contact: one attempt of a citizen to reach the centre on one channel. The same value
/// is the correlation id in logs and, for a phone call, the id of the call.
public record ContactId(UUID value) {}
