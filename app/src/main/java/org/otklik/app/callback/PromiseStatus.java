package org.otklik.app.callback;

import java.util.Set;

/// How far a promise is. `next` is its whole life cycle.
public enum PromiseStatus {
  /// Promised; dispatch is not asked yet, or will be asked again.
  BOOKED,
  /// With dispatch: it waits in its place, is dialled or talks.
  DUE,
  /// The citizen has talked with an operator.
  KEPT,
  /// Nobody answered as often as we try, or the number may not be called any more.
  GIVEN_UP,
  /// The citizen has cancelled it, or has been talked to meanwhile.
  CANCELLED;

  /// What can follow.
  public Set<PromiseStatus> next() {
    return switch (this) {
      case BOOKED -> Set.of(DUE, GIVEN_UP, CANCELLED);
      case DUE -> Set.of(BOOKED, KEPT, GIVEN_UP, CANCELLED);
      case KEPT, GIVEN_UP, CANCELLED -> Set.of();
    };
  }

  /// Whether the promise still stands.
  public boolean isOpen() {
    return !next().isEmpty();
  }
}
