package org.otklik.app.dispatch;

import java.util.Optional;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// The operators' side of the queue: presence and answers to offers. All methods return at once;
/// what comes of them is told through the `desk` port.
///
/// Presence is a lease: `renew` must come at least every 15 s (`otklik.dispatch.presence-lease`),
/// otherwise presence ends by itself; a talk goes on as long as its line does.
public interface Presences {

  /// Begins the shift, or takes it over from another page of the same operator. State: paused.
  void begin(OperatorId operator);

  /// Still here.
  void renew(OperatorId operator);

  /// Ready for offers. Ends wrap-up.
  void ready(OperatorId operator);

  /// Takes nothing new; `reason` is a code of `PauseReason`. During a talk it takes effect after
  /// it.
  void pause(OperatorId operator, PauseReason reason);

  /// Ends the shift.
  void end(OperatorId operator);

  /// Takes the offer.
  void accept(OperatorId operator, ContactId contact);

  /// Does not take it.
  void decline(OperatorId operator, ContactId contact, DeclineReason reason);

  /// The operator ends the talk: wrap-up begins.
  void hangUp(OperatorId operator, ContactId contact);

  /// Notes are finished: wrap-up ends and the operator is ready (or paused, if asked meanwhile).
  void finishWrapUp(OperatorId operator);

  /// The operator's present state; empty when offline.
  Optional<Presence> find(OperatorId operator);
}
