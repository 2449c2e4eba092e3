package org.otklik.engine.routing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What happened, as the router sees it.
public sealed interface RoutingEvent {

  /// A contact asks for an operator and waits from now on. If its person has a place already (waits
  /// on another line, or left less than `RoutingSettings.placeKept` ago), it stands there. A
  /// callback arrives when it is due: it waits like a call, and is dialled as soon as an operator
  /// can be reserved for it.
  ///
  /// @param preferred for whom it is kept at first, such as the operator of a dropped call; null:
  ///   for anybody who qualifies
  record ContactArrived(
      ContactId contact,
      PersonKey person,
      Requirement requirement,
      Priority priority,
      @Nullable Reservation preferred)
      implements RoutingEvent {

    /// For anybody who qualifies.
    public ContactArrived(
        ContactId contact, PersonKey person, Requirement requirement, Priority priority) {
      this(contact, person, requirement, priority, null);
    }
  }

  /// The person of a contact that waits or rings has keyed the code of a place: the contact stands
  /// there from now on. Nobody else's number proves that.
  record PlaceKeyed(ContactId contact, PersonKey person) implements RoutingEvent {}

  /// A person's place as it was before a restart: waiting counts from `since`; kept until
  /// `keptUntil` if nobody of theirs waits.
  record PlaceRestored(PersonKey person, Instant since, Instant keptUntil)
      implements RoutingEvent {}

  /// An operator has called somebody, who has answered: the contact comes with its talk, and waits
  /// for nobody. From now on it is one like any other, on the place of its person.
  record TalkBegan(
      ContactId contact,
      PersonKey person,
      Requirement requirement,
      Priority priority,
      OperatorId operator)
      implements RoutingEvent {}

  /// The contact is gone while it waited, rang or was parked. The place is kept for a redial.
  record ContactLeft(ContactId contact) implements RoutingEvent {}

  /// A supervisor pulls a contact forward that waits or rings: from now on it has the largest bonus
  /// there may be, `RoutingSettings.overtakingMax`. So a pull, too, overtakes nobody who has waited
  /// longer by more than the bound, and pulling twice changes nothing.
  record ContactPulled(ContactId contact) implements RoutingEvent {}

  /// An operator begins the shift, or what they can take has changed. They get nothing until ready.
  record OperatorArrived(OperatorId operator, Capability capability) implements RoutingEvent {}

  /// The operator can take contacts up to their capacity.
  record OperatorReady(OperatorId operator) implements RoutingEvent {}

  /// The operator takes nothing new; talks go on; an offer that rings is withdrawn and goes on.
  record OperatorPaused(OperatorId operator) implements RoutingEvent {}

  /// The presence has ended; offers go on to others; talks are ended by `ContactEnded` alone.
  record OperatorLeft(OperatorId operator) implements RoutingEvent {}

  /// The operator takes the offer.
  record OfferAccepted(ContactId contact, OperatorId operator) implements RoutingEvent {}

  /// The operator does not take it, for the stated reason; the contact goes on to the next.
  record OfferDeclined(ContactId contact, OperatorId operator, String reason)
      implements RoutingEvent {}

  /// The person of a callback that is dialled has answered.
  record CallbackAnswered(ContactId contact, OperatorId operator) implements RoutingEvent {}

  /// The person of a callback that is dialled has not answered, was busy or could not be reached.
  /// The operator is free at once.
  ///
  /// @param again when to try once more, from which on it waits where its person stands; null:
  ///   never, and the place is kept for a while
  record CallbackUnanswered(ContactId contact, OperatorId operator, @Nullable Instant again)
      implements RoutingEvent {}

  /// An accepted contact could not be connected (its line died or the operator's did); with
  /// `waiting` it goes back to where it stood.
  record ConnectFailed(ContactId contact, OperatorId operator, boolean waiting)
      implements RoutingEvent {}

  /// The talk is over. The operator's capacity stays taken until `OperatorReady` (wrap-up). The
  /// person's place has been used up.
  record ContactEnded(ContactId contact, OperatorId operator) implements RoutingEvent {}

  /// The operator hands the contact on: their part of the talk is over as with `ContactEnded`, and
  /// the contact waits where its person stands, with this requirement. It is not offered to them
  /// again for `RoutingSettings.declinedAgainAfter`.
  ///
  /// @param reservation for whom it is kept at first; null: for anybody who qualifies
  record ContactTransferred(
      ContactId contact,
      OperatorId from,
      Requirement requirement,
      @Nullable Reservation reservation)
      implements RoutingEvent {}

  /// The operator puts the contact aside: their part of the talk is over as with `ContactEnded`. It
  /// waits for nobody until somebody takes it back, or until this time: then it is kept for this
  /// operator for `RoutingSettings.offerDeadline`, and afterwards for anybody who qualifies.
  record ContactParked(ContactId contact, OperatorId operator, Instant until)
      implements RoutingEvent {}

  /// An operator who talks with nobody takes a parked contact back; wrap-up ends.
  record ParkedTaken(ContactId contact, OperatorId operator) implements RoutingEvent {}

  /// An operator asks for a colleague to consult about the contact they talk with. The consult is
  /// offered like a contact; it stands on the place of the contact's person.
  ///
  /// @param operator whom; null: anybody who qualifies. When this operator cannot, the consult
  ///   overflows
  /// @param until when it overflows, unless it rings then
  record ConsultAsked(
      ContactId consult,
      ContactId contact,
      Requirement requirement,
      @Nullable OperatorId operator,
      Instant until)
      implements RoutingEvent {}

  /// The consulted operator has talked with the colleague and is free at once.
  record ConsultEnded(ContactId consult, OperatorId operator) implements RoutingEvent {}

  /// The consulted operator goes on with the contact; the part of the one who asked is over as with
  /// `ContactEnded`, and so is the consult.
  record HandedOver(ContactId contact, OperatorId from, ContactId consult, OperatorId to)
      implements RoutingEvent {}

  /// Nothing but time: deadlines of offers, rings and kept places are looked at. Send it when
  /// `Router.nextWake` says.
  record TimePassed() implements RoutingEvent {}

  /// An administrator has changed the settings: everybody who waits is ordered by the new ones;
  /// offers that ring and places that are kept run on as they began.
  record SettingsChanged(RoutingSettings settings) implements RoutingEvent {}
}
