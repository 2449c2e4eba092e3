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
    long end = 0;
    for (int ring = 0; ring < rings.size() - 1; ring++) {
      end += rings.get(ring).stay().toNanos();
      if (waitedNanos < end) {
        return ring;
      }
    }
    return rings.size() - 1;
  }

  /// After how long a wait the level needed falls next, when somebody has waited for so long; or
  /// [Nanos#NEVER].
  long fallsAfter(long waitedNanos, int asked) {
    int ring = ringAfter(waitedNanos);
    long end = 0;
    for (int next = 1; next < rings.size(); next++) {
      end += rings.get(next - 1).stay().toNanos();
      if (next > ring && level(next, asked) < level(ring, asked)) {
        return end;
      }
    }
    return Nanos.NEVER;
  }

  /// The level needed in a ring when `asked` was asked for.
  int level(int ring, int asked) {
    return Math.max(1, asked - rings.get(ring).levelsDropped());
  }
}
