package org.otklik.app.telephony;

import java.util.UUID;

/// Names one call of a citizen. The contact that comes of it has the same value.
public record CallId(UUID value) {}
