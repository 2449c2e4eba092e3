package org.otklik.engine.routing;

/// Something for which a moment comes at which it must be looked at again. Owned by [Agenda].
sealed interface Timed permits Contact, Place {

  /// When; [Nanos#NEVER] if it is not on the agenda.
  long wakeAt();

  /// Only [Agenda] calls this.
  void wakeAt(long nanos);

  /// Breaks ties; unique.
  long order();
}
