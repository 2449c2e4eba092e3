package org.otklik.app.dispatch.desk;

import org.otklik.app.dispatch.Presence;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// What dispatch tells an operator's screen. Calls come from the queue's thread: they must return
/// at once.
public interface OperatorDesk {

  /// Ring: a contact is offered.
  void ring(OperatorId operator, OfferCard card);

  /// Stop ringing.
  void withdraw(OperatorId operator, ContactId contact, String reasonCode);

  /// The two are connected.
  void connected(OperatorId operator, ContactId contact);

  /// The presence has changed; null: it has ended.
  void presence(OperatorId operator, @org.jspecify.annotations.Nullable Presence presence);
}
