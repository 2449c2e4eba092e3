package org.otklik.app.callback;

import java.util.UUID;

/// Names one promise to call back.
public record PromiseId(UUID value) {}
