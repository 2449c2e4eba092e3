package org.otklik.engine.routing;

import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Deadlines, soonest first. It holds at most one for each contact that waits or rings and for each
/// kept place, so their limits are its limit.
final class Agenda {

  private static final Comparator<Timed> SOONEST =
      (a, b) ->
          a.wakeAt() == b.wakeAt()
              ? Long.compare(a.order(), b.order())
              : Long.compare(a.wakeAt(), b.wakeAt());

  private final TreeSet<Timed> entries = new TreeSet<>(SOONEST);

  /// When the first of them comes; looked up far more often than it changes.
  private long soonest = Nanos.NEVER;

  /// Replaces the deadline; [Nanos#NEVER] takes it off.
  void set(Timed timed, long at) {
    if (timed.wakeAt() == at) {
      return;
    }
    if (timed.wakeAt() != Nanos.NEVER) {
      entries.remove(timed);
    }
    timed.wakeAt(at);
    if (at != Nanos.NEVER) {
      entries.add(timed);
    }
    soonest = entries.isEmpty() ? Nanos.NEVER : entries.first().wakeAt();
  }

  Optional<Long> next() {
    return soonest == Nanos.NEVER ? Optional.empty() : Optional.of(soonest);
  }

  /// Takes off and returns the soonest whose moment has come.
  @Nullable Timed pollDue(long now) {
    if (soonest > now) {
      return null;
    }
    var due = entries.first();
    set(due, Nanos.NEVER);
    return due;
  }
}
