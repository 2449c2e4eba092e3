package org.otklik.app.access;

import java.util.List;

/// Who looked at what and changed what. Records are only ever added.
public interface AuditTrail {

  /// The most records that one question answers.
  int PAGE = 50;

  /// Keeps `entry`, in the caller's transaction if there is one: what was not recorded was not
  /// done.
  void record(AuditEntry entry);

  /// The newest [#PAGE] records that match.
  List<AuditRecord> find(AuditQuery query);
}
