package org.otklik.engine.routing;

import org.jspecify.annotations.Nullable;

/// Something for which a moment comes at which it must be looked at again. Owned by [Agenda].
sealed interface Timed permits Contact, Place {

  /// When; null if it is not on the agenda.
  Agenda.@Nullable Entry deadline();

  /// Only [Agenda] calls this.
  void deadline(Agenda.@Nullable Entry entry);

  /// Breaks ties; unique.
  long order();
}
