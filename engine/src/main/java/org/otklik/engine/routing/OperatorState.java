package org.otklik.engine.routing;

/// What an operator does, as a supervisor sees it.
public enum OperatorState {
  /// Takes contacts and has none.
  READY,
  /// A contact rings.
  RINGING,
  /// In a talk, or in several chats; capacity may be left.
  TALKING,
  /// After a talk, not ready yet.
  WRAPPING_UP,
  /// Takes nothing new.
  PAUSED
}
