package org.otklik.app.citizens;

import java.util.UUID;

/// Names one citizen.
public record CitizenId(UUID value) {}
