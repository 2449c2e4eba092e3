package org.otklik.app.dispatch.channel;

/// How an attempt to bring citizen and operator together ended.
public enum Connection {
  /// They hear each other.
  MADE,
  /// The operator's side is not there: the contact goes on to the next.
  OPERATOR_FAILED,
  /// The citizen's side has ended; how, `Dispatch.gone` has told or tells next. Nobody's fault.
  CITIZEN_GONE
}
