package org.otklik.app.database;

import java.time.Instant;

/// The database answers again after a [DatabaseLost]. Listeners run on the watching thread: be
/// quick.
public record DatabaseReturned(Instant at) {}
