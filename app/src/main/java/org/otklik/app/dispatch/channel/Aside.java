package org.otklik.app.dispatch.channel;

/// Why a citizen who has talked is with nobody for now.
public enum Aside {
  /// Handed on to another operator or queue.
  TRANSFERRED,
  /// Put aside by the operator.
  PARKED
}
