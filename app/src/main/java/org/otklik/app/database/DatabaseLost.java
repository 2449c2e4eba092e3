package org.otklik.app.database;

import java.time.Instant;

/// The database stopped answering. Listeners run on the watching thread: be quick, and don't query.
public record DatabaseLost(Instant at) {}
