package org.otklik.engine.routing;

import java.time.Instant;

/// What is to be done, in order. Each carries its reason in readable form (rule 10).
public sealed interface Decision {

  /// The contact waits; `position` counts from 1 among those of the same topic who compete for the
  /// same operators.
  record Hold(ContactId contact, int position, Instant since, Reason reason) implements Decision {}

  /// Ring this operator for this contact until the deadline.
  record Offer(ContactId contact, OperatorId operator, Instant until, Reason reason)
      implements Decision {}

  /// Dial the person of this callback for this operator, who is reserved until the deadline (rule
  /// 8); answer with `CallbackAnswered` or `CallbackUnanswered`.
  record Dial(ContactId contact, OperatorId operator, Instant until, Reason reason)
      implements Decision {}

  /// Stop ringing, or dialling.
  record Withdraw(ContactId contact, OperatorId operator, Reason reason) implements Decision {}

  /// Connect them: the operator has taken the contact, has taken a parked one back, or the person
  /// called back has answered.
  record Connect(ContactId contact, OperatorId operator, Reason reason) implements Decision {}

  /// The operator did not answer an offer and is paused.
  record Pause(OperatorId operator, Reason reason) implements Decision {}

  /// There is no room, or nobody could be found to be consulted: the contact is forgotten.
  record Overflow(ContactId contact, Reason reason) implements Decision {}

  /// The event does not fit what is so (an answer that came too late, an unknown contact): nothing
  /// has changed.
  record Ignored(RoutingEvent event, Reason reason) implements Decision {}
}
