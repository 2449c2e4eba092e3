package org.otklik.app.dispatch;

/// The answer to a contact that asks for an operator.
public sealed interface Acceptance {

  /// The contact's row is committed: from now on it is never lost.
  ///
  /// @param placeKept true when the person stands where they stood before (a redial, a second line)
  record Accepted(QueueSpot spot, boolean placeKept) implements Acceptance {}

  /// There is no room: the line's named limit of waiting contacts is reached.
  record Full(int waitingMax) implements Acceptance {}

  /// The contact was withdrawn before it could be accepted (the caller hung up meanwhile).
  record Withdrawn() implements Acceptance {}
}
