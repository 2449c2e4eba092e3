package org.otklik.app.dispatch.jdbc;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.DeclineReason;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.Reason;

/// One contact with one operator, from the offer to its end.
///
/// @param consult the operator is a colleague who is asked
public record AssignmentRow(
    UUID id,
    ContactId contact,
    OperatorId operator,
    Instant offeredAt,
    Reason reason,
    @Nullable Instant acceptedAt,
    @Nullable Instant connectedAt,
    @Nullable Instant endedAt,
    @Nullable Ending endedAs,
    @Nullable DeclineReason declined,
    boolean consult) {

  /// How an assignment ended.
  public enum Ending {
    /// After a talk.
    TALKED,
    /// Nobody answered before the deadline.
    EXPIRED,
    /// The operator did not take it.
    DECLINED,
    /// The operator paused or left while it rang.
    WITHDRAWN,
    /// The citizen was gone before the talk.
    CONTACT_GONE,
    /// Taken, but the two could not be connected.
    NOT_CONNECTED,
    /// The operator's line died in the talk; the contact waits again.
    LINE_LOST,
    /// The product died.
    RESTARTED,
    /// After a talk, handed on.
    TRANSFERRED,
    /// After a talk, put aside.
    PARKED,
    /// A colleague who was asked has left.
    CONSULTED
  }
}
