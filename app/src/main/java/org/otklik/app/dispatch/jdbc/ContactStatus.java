package org.otklik.app.dispatch.jdbc;

import java.util.Map;
import java.util.Set;

/// The life of an accepted contact as its row tells it; whether it rings is told by its assignment.
public enum ContactStatus {
  /// Waits for an operator, rings at one or is being connected.
  WAITING,
  /// Talks with an operator.
  TALKING,
  /// Has an outcome.
  ENDED;

  private static final Map<ContactStatus, Set<ContactStatus>> NEXT =
      Map.of(
          WAITING, Set.of(TALKING, ENDED),
          TALKING, Set.of(WAITING, ENDED),
          ENDED, Set.of());

  /// The statuses that may follow.
  public Set<ContactStatus> next() {
    return NEXT.getOrDefault(this, Set.of());
  }
}
