package org.otklik.engine.routing;

import java.time.Duration;

/// One declared step in which a contact's needs relax while it waits (rule 2). Language and named
/// skills never relax.
///
/// @param stay how long the contact stays in this ring; the last ring of a topic has no end, its
///   stay is not looked at
/// @param levelsDropped by how much the level asked for falls in this ring, never below level 1
public record Ring(Duration stay, int levelsDropped) {}
