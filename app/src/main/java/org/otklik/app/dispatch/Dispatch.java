package org.otklik.app.dispatch;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.otklik.engine.routing.ContactId;

/// The citizens' side of the queue: used by those who bring contacts.
public interface Dispatch {

  /// Asks for an operator. The stage completes when the row is committed, usually within
  /// milliseconds; while the database is away it stays open and contacts are accepted in the order
  /// of asking when it is back (`available()` tells which of the two to say to the citizen). At the
  /// named limit of undecided requests it completes with `Full`.
  CompletionStage<Acceptance> accept(ContactRequest request);

  /// False while the database is away, so that nobody is promised what is not certain.
  boolean available();

  /// The citizen's side has ended, in whatever state the contact is. Safe to call twice and for
  /// unknown contacts.
  void gone(ContactId contact, Gone how);

  /// Where a waiting contact stands now; empty when it does not wait. Answered from memory.
  Optional<QueueSpot> spot(ContactId contact);
}
