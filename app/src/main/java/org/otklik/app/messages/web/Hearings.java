package org.otklik.app.messages.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.AccountId;
import org.otklik.app.messages.MessageId;
import org.springframework.stereotype.Component;

/// Tells a hearing from the ranges that a player asks for while it goes on. A range that does not
/// begin at the beginning belongs to a hearing of the same person that began within
/// [#CONTINUES_FOR]; everything else begins one. At [#KNOWN_MAX] the oldest is forgotten, and
/// counts as new when it goes on.
@Component
final class Hearings {
  static final Duration CONTINUES_FOR = Duration.ofHours(1);
  static final int KNOWN_MAX = 1_000;

  private static final String FROM_THE_BEGINNING = "bytes=0-";

  private record Hearing(AccountId account, MessageId message) {}

  private final Clock clock;
  private final Map<Hearing, Instant> begun = new LinkedHashMap<>();

  Hearings(Clock clock) {
    this.clock = clock;
  }

  /// Whether this request begins a hearing.
  ///
  /// @param range the header `Range` (RFC 9110, 14.2), null for all
  synchronized boolean begins(AccountId account, MessageId message, @Nullable String range) {
    var hearing = new Hearing(account, message);
    var now = clock.instant();
    var since = begun.get(hearing);
    if (range != null
        && !range.startsWith(FROM_THE_BEGINNING)
        && since != null
        && now.isBefore(since.plus(CONTINUES_FOR))) {
      return false;
    }
    if (begun.size() >= KNOWN_MAX) {
      begun.remove(begun.keySet().iterator().next());
    }
    begun.put(hearing, now);
    return true;
  }
}
