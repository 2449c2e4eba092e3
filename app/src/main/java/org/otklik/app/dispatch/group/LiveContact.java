package org.otklik.app.dispatch.group;

import java.time.Instant;
import java.util.HashMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Acceptance;
import org.otklik.app.dispatch.ContactLog.Outcome;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.Presence;
import org.otklik.app.dispatch.Teamwork.ParkReason;
import org.otklik.app.dispatch.channel.Arrangement;
import org.otklik.app.dispatch.jdbc.ContactRow;
import org.otklik.app.dispatch.jdbc.ContactStatus;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.PersonKey;
import org.otklik.engine.routing.Reason;

/// A contact from its asking to its outcome. The group's thread owns it.
final class LiveContact {

  /// What happens with it, seen closer than its row tells.
  enum Stage {
    WAITING,
    RINGING,
    CONNECTING,
    TALKING,
    PARKED,
    ENDED
  }

  /// Who put it aside, why, since when and until when at most, in wall time.
  record Parked(OperatorId by, ParkReason reason, Instant since, Instant until) {}

  /// What was asked for; the topic changes when it is handed on to another queue.
  ContactRequest request;

  final PersonKey person;

  /// The contact about which a colleague is asked with this one; null for a contact of its own.
  final @Nullable LiveContact about;

  /// A colleague is asked about it; null when none is.
  @Nullable Consult consult;

  /// Who listens to the talk and how; null when nobody does.
  Arrangement.@Nullable Supervisor supervisor;

  /// Completes when it is decided whether the contact is accepted.
  final CompletableFuture<Acceptance> answer;

  /// Since when the person has their place.
  Instant placeSince;

  /// The person had the place before this contact.
  boolean placeKept;

  /// The operator with whom it rings, is being connected or talks.
  @Nullable Assignment assignment;

  /// Why a supervisor has pulled it forward, null if nobody has.
  @Nullable String pulledBecause;

  /// By whom it was put aside; null when it is not.
  @Nullable Parked parked;

  /// A number outside is being called, to which the citizen is to be handed on.
  boolean handedOn;

  /// The contact from whose wrap-up the operator called this one; null when there was none.
  @Nullable ContactId calledInWrapUpOf;

  /// Its present wait; null while it does not wait.
  @Nullable Waiting waiting;

  /// How many promises it was told in all its waits.
  int promisesTold;

  /// Its row is in the database.
  boolean stored;

  /// What its channel was asked last; the next question waits for it.
  CompletableFuture<?> channelWork = CompletableFuture.completedFuture(true);

  private ContactStatus status = ContactStatus.WAITING;
  private @Nullable OperatorId operator;
  private @Nullable Instant answeredAt;
  private @Nullable Instant endedAt;
  private @Nullable Outcome outcome;

  LiveContact(ContactRequest request, PersonKey person, CompletableFuture<Acceptance> answer) {
    this(request, person, answer, null);
  }

  LiveContact(
      ContactRequest request,
      PersonKey person,
      CompletableFuture<Acceptance> answer,
      @Nullable LiveContact about) {
    this.about = about;
    this.request = request;
    this.person = person;
    this.answer = answer;
    this.placeSince = request.arrivedAt();
  }

  /// A reason of the router, with what it does not know: why it was pulled forward.
  Reason said(Reason why) {
    if (pulledBecause == null) {
      return why;
    }
    var values = new HashMap<>(why.values());
    values.put("pulled", pulledBecause);
    return new Reason(why.code(), values);
  }

  ContactId id() {
    return request.id();
  }

  /// Under which id it is known outside.
  ContactId shownAs() {
    return about == null ? id() : about.id();
  }

  /// Whether its citizen is being called and has not answered.
  boolean isBeingCalled() {
    return about == null && request.outgoing() && answeredAt == null && assignment != null;
  }

  Stage stage() {
    return switch (status) {
      case ENDED -> Stage.ENDED;
      case TALKING -> Stage.TALKING;
      case WAITING -> {
        if (assignment == null) {
          yield parked == null ? Stage.WAITING : Stage.PARKED;
        }
        yield assignment.isTaken() ? Stage.CONNECTING : Stage.RINGING;
      }
    };
  }

  /// Whether it waits or rings.
  boolean isInTheQueue() {
    return switch (stage()) {
      case WAITING, RINGING -> true;
      case CONNECTING, TALKING, PARKED, ENDED -> false;
    };
  }

  /// The assignment that must be there at this stage.
  Assignment taken() {
    if (assignment == null) {
      throw new IllegalStateException(
          "The contact (%s) is with no operator.".formatted(id().value()));
    }
    return assignment;
  }

  /// The operator calls the citizen.
  void calledBy(Shift shift) {
    operator = shift.operator;
    calledInWrapUpOf = shift.state() == Presence.State.WRAP_UP ? shift.presence().contact() : null;
  }

  void talk(OperatorId with, Instant at) {
    become(ContactStatus.TALKING);
    operator = with;
    answeredAt = answeredAt == null ? later(request.arrivedAt(), at) : answeredAt;
  }

  void waitAgain() {
    become(ContactStatus.WAITING);
  }

  /// The clock may have been turned back meanwhile; no time is negative.
  void end(Outcome how, Instant at) {
    become(ContactStatus.ENDED);
    outcome = how;
    endedAt = later(answeredAt == null ? request.arrivedAt() : answeredAt, at);
  }

  ContactRow row() {
    return new ContactRow(
        request, person, placeSince, status, operator, answeredAt, endedAt, outcome);
  }

  private void become(ContactStatus next) {
    if (!status.next().contains(next)) {
      throw new IllegalStateException(
          "The contact (%s) is %s and cannot become %s.".formatted(id().value(), status, next));
    }
    status = next;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
