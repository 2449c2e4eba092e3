package org.otklik.app.dispatch;

import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;

/// What operators do with a contact beside talking: hand it on, put it aside, ask a colleague. All
/// methods return at once; what comes of them is told through the `desk` port. What does not fit
/// (another operator's contact, a talk that is over) changes nothing.
public interface Teamwork {

  /// The operator hands the contact they talk with on, and wraps up. It keeps the place of its
  /// person.
  void transfer(OperatorId operator, ContactId contact, Target target);

  /// The operator puts the contact they talk with aside, for `otklik.dispatch.parked-max` at most,
  /// and wraps up. At the limit it rings at them again if they can take it, and goes on to the
  /// queue otherwise.
  void park(OperatorId operator, ContactId contact, ParkReason reason);

  /// An operator who may (see [org.otklik.app.dispatch.desk.ParkedCard]) takes a parked contact.
  void takeBack(OperatorId operator, ContactId contact);

  /// The operator asks a colleague, or somebody outside, about the contact they talk with; the
  /// citizen hears music. Nobody answers within `otklik.dispatch.consult-max`, outside within
  /// `otklik.telephony.outside.ring-max`: the operator is with the citizen again.
  void consult(OperatorId operator, ContactId contact, Target target);

  /// The operator turns from the colleague to the citizen, or back.
  void swap(OperatorId operator, ContactId contact);

  /// Citizen, operator and colleague talk together.
  void join(OperatorId operator, ContactId contact);

  /// The operator leaves and wraps up; the colleague goes on with the contact.
  void handOver(OperatorId operator, ContactId contact);

  /// The consult is over, whoever of the two says so; the operator is with the citizen again.
  void endConsult(OperatorId operator, ContactId contact);

  /// An operator who talks with nobody calls a citizen; wrap-up ends. What becomes of it is told
  /// through the `desk` port.
  ///
  /// @param request a new contact, which is [ContactRequest#outgoing]
  void call(OperatorId operator, ContactRequest request, CallReason why);

  /// The operator does not want to hand the citizen on to a number any more, as long as it rings.
  void stopTransfer(OperatorId operator, ContactId contact);

  /// The supervisor takes part in this talk from now on, and in no other. Their line must be open.
  void supervise(OperatorId supervisor, ContactId contact, Listening how);

  /// The supervisor takes part in no talk any more.
  void leave(OperatorId supervisor);

  /// How a supervisor takes part.
  enum Listening {
    /// Hears, and is not heard.
    LISTEN,
    /// Is heard by the operator alone.
    WHISPER,
    /// Is heard by all.
    JOIN
  }

  /// To whom a contact is handed on, or who is asked.
  sealed interface Target {

    /// To whoever answers for this topic next.
    record Queue(TopicId topic) implements Target {}

    /// To this operator, whatever their topics; if they cannot take it within
    /// `otklik.dispatch.kept-for-operator`, to the queue.
    record Colleague(OperatorId operator) implements Target {}

    /// To a number outside, E.164. Handed on, the operator's part is over when it is answered;
    /// otherwise the citizen is with them again.
    record Outside(String number) implements Target {}
  }

  /// Why an operator calls a citizen.
  enum CallReason {
    /// We promised to.
    PROMISED,
    /// The line broke.
    CALL_DROPPED,
    /// Something has to be asked.
    QUESTION,
    /// There is an answer.
    ANSWER_FOUND,
    /// Anything else.
    OTHER
  }

  /// Why a contact is put aside.
  enum ParkReason {
    /// The operator looks something up.
    LOOKING_UP,
    /// The operator waits for a colleague or an agency.
    WAITING_FOR_OTHERS,
    /// The citizen fetches something.
    CITIZEN_FETCHES,
    /// Anything else.
    OTHER
  }
}
