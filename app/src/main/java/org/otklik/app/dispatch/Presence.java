package org.otklik.app.dispatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// What an operator is doing.
///
/// @param since when this state began
/// @param until when it ends by itself (an offer's deadline, the limit of wrap-up), null if it does
///   not
/// @param contact the contact that rings, is talked to or wrapped up, null otherwise
/// @param pauseReason why, when paused; or what will follow the talk when a pause was asked for
public record Presence(
    OperatorId operator,
    State state,
    Instant since,
    @Nullable Instant until,
    @Nullable ContactId contact,
    @Nullable PauseReason pauseReason) {

  /// The states of an operator who is present; one who is not has none.
  public enum State {
    /// Takes offers.
    READY,
    /// Takes nothing new.
    PAUSED,
    /// A contact rings.
    RINGING,
    /// Talks.
    IN_CALL,
    /// Finishes notes.
    WRAP_UP
  }
}
