package org.otklik.engine.routing;

import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Deadlines, soonest first. It holds at most one for each contact that waits or rings and for each
/// kept place, so their limits are its limit.
///
/// Most deadlines are replaced or taken off long before they come. The entry of such a one stays
/// where it is and is passed over later, because finding it would cost more than everything else;
/// when these are the most, all are thrown away together.
final class Agenda {

  /// Below so many entries nothing is thrown away.
  private static final int TIDY_FROM = 1_024;

  private static final Comparator<Entry> SOONEST =
      (a, b) ->
          a.at == b.at ? Long.compare(a.timed.order(), b.timed.order()) : Long.compare(a.at, b.at);

  private final PriorityQueue<Entry> entries = new PriorityQueue<>(SOONEST);
  private int held;

  /// Replaces the deadline; [Nanos#NEVER] takes it off.
  void set(Timed timed, long at) {
    var former = timed.deadline();
    if (at == (former == null ? Nanos.NEVER : former.at)) {
      return;
    }
    held -= former == null ? 0 : 1;
    timed.deadline(null);
    if (at != Nanos.NEVER) {
      var entry = new Entry(at, timed);
      timed.deadline(entry);
      entries.add(entry);
      held++;
    }
    tidy();
  }

  /// When the soonest comes.
  Optional<Long> next() {
    var entry = entries.peek();
    return entry == null ? Optional.empty() : Optional.of(entry.at);
  }

  /// Takes off and returns the soonest whose moment has come.
  @Nullable Timed pollDue(long now) {
    var entry = entries.peek();
    if (entry == null || entry.at > now) {
      return null;
    }
    set(entry.timed, Nanos.NEVER);
    return entry.timed;
  }

  /// The first entry is always one that holds.
  private void tidy() {
    if (entries.size() > Math.max(TIDY_FROM, 2 * held)) {
      entries.removeIf(Entry::isOver);
    }
    for (var first = entries.peek(); first != null && first.isOver(); first = entries.peek()) {
      entries.remove();
    }
  }

  /// One deadline.
  static final class Entry {

    private final long at;
    private final Timed timed;

    private Entry(long at, Timed timed) {
      this.at = at;
      this.timed = timed;
    }

    /// It has been replaced or taken off.
    private boolean isOver() {
      return timed.deadline() != this;
    }
  }
}
