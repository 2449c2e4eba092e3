package org.otklik.app.callback.keeping;

import org.otklik.app.dispatch.ContactLog.Outcome;
import org.otklik.engine.routing.ContactId;

/// What the keeper hears of.
sealed interface Fact {

  /// Somebody talks with an operator.
  record Talks(ContactId contact) implements Fact {}

  /// A contact has ended.
  record Ended(ContactId contact, Outcome outcome) implements Fact {}
}
