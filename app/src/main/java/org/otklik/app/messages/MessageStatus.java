package org.otklik.app.messages;

import java.util.Set;

/// Where a message stands. `next` is its whole life cycle; a message in which nothing was said, or
/// that its caller has thrown away, is deleted.
public enum MessageStatus {
  /// The caller speaks, or decides whether to send it.
  RECORDING,
  /// Nobody sees to it.
  WAITING,
  /// An operator sees to it.
  TAKEN,
  /// An operator has finished with it.
  CLOSED;

  /// What can follow.
  public Set<MessageStatus> next() {
    return switch (this) {
      case RECORDING -> Set.of(WAITING);
      case WAITING -> Set.of(TAKEN);
      case TAKEN -> Set.of(WAITING, CLOSED);
      case CLOSED -> Set.of();
    };
  }
}
