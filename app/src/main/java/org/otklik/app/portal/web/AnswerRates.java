package org.otklik.app.portal.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.otklik.app.access.AccountId;
import org.springframework.stereotype.Component;

/// Limits how often one account answers: nobody reads faster than [#ANSWERS_MAX] statements within
/// [#WITHIN]. What is more is refused until the time has passed. At [#KNOWN_MAX] accounts the one
/// that began longest ago is forgotten.
@Component
final class AnswerRates {
  static final int ANSWERS_MAX = 30;
  static final Duration WITHIN = Duration.ofMinutes(1);
  static final int KNOWN_MAX = 10_000;

  private record Counted(Instant since, int answers) {}

  private static final class Counts extends LinkedHashMap<AccountId, Counted> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<AccountId, Counted> eldest) {
      return size() > KNOWN_MAX;
    }
  }

  private final Clock clock;
  private final Map<AccountId, Counted> counts = new Counts();

  AnswerRates(Clock clock) {
    this.clock = clock;
  }

  /// Counts an answer; false when it is one too many.
  synchronized boolean take(AccountId account) {
    var now = clock.instant();
    var counted = counts.get(account);
    var next =
        counted == null || !now.isBefore(counted.since().plus(WITHIN))
            ? new Counted(now, 1)
            : new Counted(counted.since(), counted.answers() + 1);
    if (next.answers() > ANSWERS_MAX) {
      return false;
    }
    counts.put(account, next);
    return true;
  }
}
