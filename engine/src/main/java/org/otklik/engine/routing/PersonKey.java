package org.otklik.engine.routing;

/// Names the person behind contacts, for the one place that a person has: a signed-in citizen, else
/// the telephone number as the trunk delivered it, else the contact itself. It orders and never
/// proves anything, because a number can be forged.
public record PersonKey(String value) {}
