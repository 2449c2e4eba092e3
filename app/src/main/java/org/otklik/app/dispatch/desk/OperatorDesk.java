package org.otklik.app.dispatch.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Presence;
import org.otklik.app.dispatch.Teamwork.Listening;
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

  /// What the operator may take of the contacts that were put aside, the oldest first.
  void parked(OperatorId operator, List<ParkedCard> cards);

  /// A supervisor takes part in the operator's talk, in this way; null: no more.
  void supervised(OperatorId operator, ContactId contact, @Nullable Listening how);

  /// A consult in which the operator takes part has come so far.
  void together(OperatorId operator, Together together);

  /// A call to an outside number that the operator makes has come so far.
  void outside(OperatorId operator, Outside outside);

  /// The presence has changed; null: it has ended.
  void presence(OperatorId operator, @org.jspecify.annotations.Nullable Presence presence);
}
