package org.otklik.app.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A kept [AuditEntry].
///
/// @param id grows with time, so that it also marks a place in the list
/// @param whoName the display name of today, null where nobody was signed in
public record AuditRecord(UUID id, Instant at, @Nullable String whoName, AuditEntry entry) {}
