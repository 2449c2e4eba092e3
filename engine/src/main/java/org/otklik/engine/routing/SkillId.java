package org.otklik.engine.routing;

/// Names a skill that a contact must have at any time, such as sign language; never relaxed.
public record SkillId(String value) {}
