package org.otklik.app.dispatch;

import java.time.Duration;

/// The answer to a contact that asks for an operator.
public sealed interface Acceptance {

  /// The contact's row is committed: from now on it is never lost.
  ///
  /// @param placeKept true when the person stands where they stood before (a redial, a second line)
  /// @param keptFor how long the place will be kept if the citizen goes; zero when nobody could
  ///   tell who comes back, because the number is withheld
  record Accepted(QueueSpot spot, boolean placeKept, Duration keptFor) implements Acceptance {}

  /// There is no room: the line's named limit of waiting contacts is reached.
  record Full(int waitingMax) implements Acceptance {}

  /// The contact was withdrawn before it could be accepted (the caller hung up meanwhile).
  record Withdrawn() implements Acceptance {}
}
