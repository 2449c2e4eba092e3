package org.otklik.engine.routing;

import java.util.UUID;

/// Names one operator; the value is that of the operator's account.
public record OperatorId(UUID value) {}
