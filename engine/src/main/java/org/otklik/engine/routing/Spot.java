package org.otklik.engine.routing;

import java.time.Instant;

/// Where a waiting contact stands, from which its wait can be estimated.
///
/// @param position from 1, among those of the same topic who compete for the same operators
/// @param since the person's first attempt
/// @param operatorsServing signed in and not paused, who could take it at its present ring
/// @param operatorsEffective how many operators that is worth, as they serve other topics too: the
///   work of each is divided over all that they serve by how many wait there. This and the position
///   are what an estimate wants
public record Spot(
    ContactId contact,
    TopicId topic,
    int position,
    Instant since,
    int operatorsServing,
    double operatorsEffective) {}
