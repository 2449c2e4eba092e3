package org.otklik.app.dispatch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// The citizens' side of the queue: used by those who bring contacts.
public interface Dispatch {

  /// The `SmartLifecycle` phase in which the queue starts and stops. Those who bring contacts have
  /// a higher one: they start later and, when the product is being stopped, tell their callers and
  /// `gone` first.
  int PHASE = 500;

  /// Asks for an operator. The stage completes when the row is committed, usually within
  /// milliseconds; while the database is away it stays open and contacts are accepted in the order
  /// of asking when it is back (`available()` tells which of the two to say to the citizen). At the
  /// named limit of undecided requests it completes with `Full`.
  CompletionStage<Acceptance> accept(ContactRequest request);

  /// False while the database is away, so that nobody is promised what is not certain.
  boolean available();

  /// How long a person's place is kept after their last contact has gone.
  Duration placeKept();

  /// The citizen's side has ended, in whatever state the contact is. Safe to call twice and for
  /// unknown contacts.
  void gone(ContactId contact, Gone how);

  /// The operator's line has died. Somebody who talked on it waits again, in front (the channel is
  /// told by `requeued`); the operator is paused for technical reasons.
  void operatorLineLost(OperatorId operator);

  /// Whom an operator asks outside about this contact has hung up.
  void askedGone(ContactId contact);

  /// Where a waiting contact stands now; empty when it does not wait. Answered from memory.
  Optional<QueueSpot> spot(ContactId contact);

  /// The citizen was told this spot: its estimate is a promise from now on, which is stored and
  /// gets its outcome when the wait ends. Safe to call for contacts that do not wait any more.
  void told(QueueSpot spot, ToldBy by);
}
