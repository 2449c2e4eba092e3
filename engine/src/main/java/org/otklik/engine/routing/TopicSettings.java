package org.otklik.engine.routing;

import java.util.List;

/// How contacts about one topic are handed out. [RoutingSettings] checks it.
///
/// @param rings the steps of relaxing, the first from the beginning, at most
///   [RoutingSettings#RINGS_MAX]
/// @param leastSpecialisedFirst among free operators who qualify, take the one with the fewest
///   abilities, so that rare ones stay free; otherwise the one ready longest (rule 7)
public record TopicSettings(List<Ring> rings, boolean leastSpecialisedFirst) {

  /// Copies the rings.
  public TopicSettings {
    rings = List.copyOf(rings);
  }

  /// Which ring, counting from 0, somebody stands in who has waited for so long.
  int ringAfter(long waitedNanos) {
    int ring = 0;
    while (ring < rings.size() - 1 && waitedNanos >= endNanos(ring)) {
      ring++;
    }
    return ring;
  }

  /// After how long a wait this ring ends; [Nanos#NEVER] for the last one.
  long endNanos(int ring) {
    if (ring == rings.size() - 1) {
      return Nanos.NEVER;
    }
    long end = 0;
    for (int i = 0; i <= ring; i++) {
      end += rings.get(i).stay().toNanos();
    }
    return end;
  }

  /// The level needed in a ring when `asked` was asked for.
  int level(int ring, int asked) {
    return Math.max(1, asked - rings.get(ring).levelsDropped());
  }
}
