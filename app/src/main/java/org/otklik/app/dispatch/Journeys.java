package org.otklik.app.dispatch;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;

/// Who talked when in a contact, and what operators did with it; read from the database.
public interface Journeys {

  /// One step.
  ///
  /// @param by who did it
  /// @param other with whom or to whom, null when that is nobody in particular
  /// @param topic to which queue, null when to none
  /// @param detail a code, such as the reason of a parking; null when there is none
  record Step(
      Instant at,
      Kind kind,
      OperatorId by,
      @Nullable OperatorId other,
      @Nullable TopicId topic,
      @Nullable String detail) {}

  /// What a step is.
  enum Kind {
    /// The operator and the citizen hear each other.
    TALK_BEGAN,
    /// They do not any more.
    TALK_ENDED,
    /// Handed on to a queue.
    TRANSFERRED_TO_TOPIC,
    /// Handed on to an operator.
    TRANSFERRED_TO_OPERATOR,
    /// Put aside.
    PARKED,
    /// Taken back by an operator.
    TAKEN_BACK,
    /// Nobody took it back in time.
    PARKING_OVER,
    /// A colleague is asked, or whoever answers for a topic.
    CONSULT_ASKED,
    /// A colleague has answered.
    CONSULT_BEGAN,
    /// Nobody has.
    CONSULT_UNANSWERED,
    /// All three talk.
    JOINED,
    /// The colleague has left.
    CONSULT_ENDED,
    /// The colleague goes on, the operator has left.
    HANDED_OVER,
    /// A supervisor listens.
    LISTENED,
    /// A supervisor is heard by the operator alone.
    WHISPERED,
    /// A supervisor is heard by all.
    SUPERVISOR_JOINED,
    /// The supervisor has left.
    SUPERVISION_ENDED,
    /// The operator has called the citizen; the detail is a [Teamwork.CallReason].
    CALLED_OUT,
    /// The citizen is called for the operator, as promised.
    CALLED_BACK,
    /// Nobody has answered a call of these two kinds; the detail is what [Called] says.
    NOT_REACHED,
    /// A number outside is called, to which the citizen is to be handed on.
    OUTSIDE_ASKED,
    /// A number outside is called to be asked.
    OUTSIDE_CONSULT_ASKED,
    /// It has answered.
    OUTSIDE_CONSULT_BEGAN,
    /// All three talk, one of them outside.
    OUTSIDE_JOINED,
    /// A number outside has answered, and the operator has left.
    TRANSFERRED_OUTSIDE,
    /// A number outside has not answered; the detail is what [Called] says.
    OUTSIDE_UNANSWERED
  }

  /// The steps of a contact, the first one first, at most 200.
  List<Step> of(ContactId contact);

  /// Why operators have called the citizens of these contacts; those who called us are not in it.
  Map<ContactId, Teamwork.CallReason> callReasons(Collection<ContactId> contacts);

  /// Whether the operator has talked in this contact.
  boolean tookPart(ContactId contact, OperatorId operator);
}
