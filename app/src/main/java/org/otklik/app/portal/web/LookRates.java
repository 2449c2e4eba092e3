package org.otklik.app.portal.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.otklik.app.callback.Network;
import org.springframework.stereotype.Component;

/// Limits how often codes are tried from one network: [#LOOKS_MAX] within [#WITHIN]. What is more
/// is refused until the time has passed. At [#KNOWN_MAX] networks the one that began longest ago is
/// forgotten.
@Component
final class LookRates {
  static final int LOOKS_MAX = 120;
  static final Duration WITHIN = Duration.ofMinutes(1);
  static final int KNOWN_MAX = 10_000;

  private record Counted(Instant since, int looks) {}

  private static final class Counts extends LinkedHashMap<Network, Counted> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Network, Counted> eldest) {
      return size() > KNOWN_MAX;
    }
  }

  private final Clock clock;
  private final Map<Network, Counted> counts = new Counts();

  LookRates(Clock clock) {
    this.clock = clock;
  }

  /// Counts a look; false when it is one too many.
  synchronized boolean take(Network network) {
    var now = clock.instant();
    var counted = counts.get(network);
    var next =
        counted == null || !now.isBefore(counted.since().plus(WITHIN))
            ? new Counted(now, 1)
            : new Counted(counted.since(), counted.looks() + 1);
    if (next.looks() > LOOKS_MAX) {
      return false;
    }
    counts.put(network, next);
    return true;
  }
}
