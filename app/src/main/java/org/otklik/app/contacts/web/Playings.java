package org.otklik.app.contacts.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.AccountId;
import org.springframework.stereotype.Component;

/// Tells a playing from the ranges that a player asks for while it goes on, so that each playing is
/// recorded once and none is missed:
///
/// 1. The whole sound, or a range from its beginning, begins a playing.
/// 2. Any other range belongs to a playing of the same person if one began within [#CONTINUES_FOR];
///    otherwise it begins one, too: nobody listens from the second byte on unseen.
///
/// At [#KNOWN_MAX] playings the oldest is forgotten, and counts as new when it goes on.
@Component
final class Playings {
  static final Duration CONTINUES_FOR = Duration.ofHours(1);
  static final int KNOWN_MAX = 1_000;

  private static final String FROM_THE_BEGINNING = "bytes=0-";

  private record Playing(AccountId account, UUID contact, int part) {}

  private static final class Begun extends LinkedHashMap<Playing, Instant> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Playing, Instant> eldest) {
      return size() > KNOWN_MAX;
    }
  }

  private final Clock clock;
  private final Map<Playing, Instant> begun = new Begun();

  Playings(Clock clock) {
    this.clock = clock;
  }

  /// Whether this request begins a playing.
  ///
  /// @param part of the contact's recordings
  /// @param range the header `Range` (RFC 9110, 14.2), null for all
  synchronized boolean begins(AccountId account, UUID contact, int part, @Nullable String range) {
    var playing = new Playing(account, contact, part);
    var now = clock.instant();
    var since = begun.get(playing);
    var goesOn =
        range != null
            && !range.startsWith(FROM_THE_BEGINNING)
            && since != null
            && now.isBefore(since.plus(CONTINUES_FOR));
    if (!goesOn) {
      begun.put(playing, now);
    }
    return !goesOn;
  }
}
