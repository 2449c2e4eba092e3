package org.otklik.app.telephony;

import java.util.Optional;
import org.otklik.engine.routing.OperatorId;

/// Makes calls, each with a leg of sound of its own: to operators' telephones, and through trunks.
/// Implemented by whoever signals. What it is asked returns at once.
public interface Dialler {

  /// Has the operator a telephone that is registered now?
  boolean hasPhone(OperatorId operator);

  /// Calls the operator's telephone.
  DialledCall phone(OperatorId operator, DialledCall.Listener listener);

  /// Whether there is a trunk at all by which calls go out.
  boolean hasWayOut();

  /// The number as E.164; empty if it is none, or none that may be called.
  Optional<String> findAllowed(String number);

  /// An operator has asked for a number that may not be called: many that exist raise the alarm.
  void suspect(OperatorId operator, String number);

  /// Calls a number that [#findAllowed] gave, by the trunks one after the other.
  DialledCall outside(String allowed, DialledCall.Listener listener);
}
