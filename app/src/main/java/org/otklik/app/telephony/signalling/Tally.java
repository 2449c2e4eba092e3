package org.otklik.app.telephony.signalling;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/// Says how often something has happened, at most once in [#PAUSE]: what strangers can cause must
/// not fill the log. Safe for all threads.
final class Tally {
  static final Duration PAUSE = Duration.ofMinutes(1);

  private final Clock clock;
  private Instant next = Instant.MIN;
  private long times;

  Tally(Clock clock) {
    this.clock = clock;
  }

  OptionalLong add() {
    return add(false);
  }

  /// Counts one.
  ///
  /// @param matters whether it is to be told in any case
  /// @return how many there were since the last that was told; nothing while it is not to be told
  synchronized OptionalLong add(boolean matters) {
    times++;
    var now = clock.instant();
    var turnedBack = now.plus(PAUSE).isBefore(next);
    if (!matters && !turnedBack && now.isBefore(next)) {
      return OptionalLong.empty();
    }
    next = now.plus(PAUSE);
    var told = OptionalLong.of(times);
    times = 0;
    return told;
  }
}
