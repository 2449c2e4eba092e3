package org.otklik.app.dispatch.jdbc;

import java.util.List;
import java.util.UUID;

/// What came of a transaction.
public sealed interface Written {

  /// Committed.
  record Committed() implements Written {}

  /// Another process decides for the group now; nothing was written, nor ever will be by this one.
  record NotOwner() implements Written {}

  /// Another process has assigned the same contact or operator; nothing was written.
  record LostRace(List<Lost> lost) implements Written {}

  /// An assignment that must not be.
  ///
  /// @param contactTaken the contact is with somebody else; otherwise the operator is
  record Lost(UUID assignment, boolean contactTaken) {}
}
