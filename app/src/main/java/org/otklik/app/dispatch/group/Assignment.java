package org.otklik.app.dispatch.group;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.DeclineReason;
import org.otklik.app.dispatch.jdbc.AssignmentRow;
import org.otklik.app.dispatch.jdbc.AssignmentRow.Ending;
import org.otklik.engine.routing.Reason;

/// One contact with one operator, from the offer to its end. The group's thread owns it.
final class Assignment {
  final UUID id;
  final LiveContact contact;
  final Shift shift;
  final Instant offeredAt;

  final Reason reason;

  /// The offer's deadline, in wall time; it moves when the ringing could not begin at once.
  Instant until;

  /// Its row is in the database.
  boolean stored;

  /// The operator has heard of it.
  boolean rung;

  /// The operator hung up while the two were being connected.
  boolean hangUpAsked;

  private boolean lost;
  private @Nullable Instant takenAt;
  private @Nullable Instant connectedAt;
  private @Nullable Instant endedAt;
  private @Nullable Ending ending;
  private @Nullable DeclineReason declined;

  Assignment(
      UUID id, LiveContact contact, Shift shift, Instant offeredAt, Instant until, Reason reason) {
    this.id = id;
    this.contact = contact;
    this.shift = shift;
    this.offeredAt = offeredAt;
    this.until = until;
    this.reason = reason;
  }

  boolean isTaken() {
    return takenAt != null;
  }

  boolean isLive() {
    return endedAt == null && !lost;
  }

  void take(Instant at) {
    takenAt = at;
  }

  void connect(Instant at) {
    connectedAt = at;
  }

  @Nullable Instant connectedAt() {
    return connectedAt;
  }

  void decline(DeclineReason why, Instant at) {
    declined = why;
    end(Ending.DECLINED, at);
  }

  /// Ends it and sets both free.
  void end(Ending how, Instant at) {
    ending = how;
    endedAt = at;
    contact.assignment = null;
    shift.assignment = null;
  }

  /// Another process has forestalled it: it never was.
  void lose() {
    lost = true;
    contact.assignment = null;
    shift.assignment = null;
  }

  boolean isLost() {
    return lost;
  }

  AssignmentRow row() {
    return new AssignmentRow(
        id,
        contact.shownAs(),
        shift.operator,
        offeredAt,
        reason,
        takenAt,
        connectedAt,
        endedAt,
        ending,
        declined,
        contact.about != null);
  }
}
