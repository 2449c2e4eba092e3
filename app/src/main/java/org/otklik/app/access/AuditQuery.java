package org.otklik.app.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which audit records to show; null means any.
///
/// @param what begins with this
/// @param from not before
/// @param until before
/// @param before older than this record: the next page
public record AuditQuery(
    @Nullable AccountId who,
    @Nullable String what,
    AuditEntry.@Nullable Subject subject,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable UUID before) {

  /// Everything done to one subject.
  public static AuditQuery about(AuditEntry.Subject subject) {
    return new AuditQuery(null, null, subject, null, null, null);
  }
}
