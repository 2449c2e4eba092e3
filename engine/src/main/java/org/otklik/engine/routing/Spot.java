package org.otklik.engine.routing;

import java.time.Instant;

/// Where a waiting contact stands, from which its wait can be estimated.
///
/// @param position from 1, among those who compete for the same operators
/// @param since the person's first attempt
/// @param operatorsServing signed in, ready or in a talk, who could take it at its present ring
public record Spot(
    ContactId contact, TopicId topic, int position, Instant since, int operatorsServing) {}
