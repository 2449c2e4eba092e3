package org.otklik.engine.routing;

import java.time.Instant;

/// A contact is kept for one operator for a while, because a colleague has chosen them: their
/// topics and languages are not asked. It lapses as soon as the operator pauses, leaves, declines
/// or does not answer.
public record Reservation(OperatorId operator, Instant until) {}
