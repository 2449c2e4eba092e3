package org.otklik.app.telephony.signalling;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.otklik.wire.sip.RegistrationAnswer;
import org.otklik.wire.sip.RegistrationAnswer.Refused;
import org.otklik.wire.sip.RegistrationAnswer.Registered;
import org.otklik.wire.sip.RegistrationAnswer.TooBrief;

/// When we register with a trunk, by what its registrar has answered. Guarded by itself; time is an
/// argument, monotonic nanoseconds.
///
/// 1. At the start, for [#EXPIRES].
/// 2. Again when half of what was granted is over, after [#REFRESH_MIN] at the least.
/// 3. Too brief (423): at once, for as long as is wanted; once in a row, and not above
///    [#EXPIRES_MAX].
/// 4. Anything else, or silence: after [#RETRY_MIN], then each time twice as long, up to
///    [#RETRY_MAX]. A wrong password (401, 407, 403) waits that long at once: who tries it again
///    and again is locked out. What the registrar itself asks for counts if it is longer, up to
///    [#RETRY_AFTER_MAX].
/// 5. Up to a third of a wait is added by chance, so that not everybody comes in the moment in
///    which a registrar is back.
///
/// We are registered until what was granted is over, whatever was answered since.
final class RegistrationTimes {
  static final Duration EXPIRES = Duration.ofMinutes(10);
  static final Duration EXPIRES_MAX = Duration.ofHours(24);
  static final Duration REFRESH_MIN = Duration.ofSeconds(15);
  static final Duration RETRY_MIN = Duration.ofSeconds(5);
  static final Duration RETRY_MAX = Duration.ofMinutes(5);
  static final Duration RETRY_AFTER_MAX = Duration.ofHours(1);

  private static final double CHANCE = 1.0 / 3;

  private final RandomGenerator random;
  private Duration expires = EXPIRES;
  private Duration retry = RETRY_MIN;
  private boolean asking;
  private boolean told;
  private long next;
  private long until;

  RegistrationTimes(long now, RandomGenerator random) {
    this.random = random;
    this.next = now;
    this.until = now;
  }

  /// Whether it is time to register; then that is to be done, and [#answered] to follow.
  synchronized boolean begin(long now) {
    if (asking || next - now > 0) {
      return false;
    }
    asking = true;
    return true;
  }

  /// For how long to register.
  synchronized Duration expires() {
    return expires;
  }

  synchronized boolean registered(long now) {
    return until - now > 0;
  }

  synchronized void answered(RegistrationAnswer answer, long now) {
    asking = false;
    switch (answer) {
      case Registered(var granted) -> granted(granted, now);
      case TooBrief(var wanted) -> tooBrief(wanted, now);
      case Refused(var code, var retryAfter) -> refused(code, retryAfter, now);
    }
  }

  private void granted(Duration granted, long now) {
    told = false;
    retry = RETRY_MIN;
    until = now + granted.toNanos();
    next = now + max(granted.dividedBy(2), REFRESH_MIN).toNanos();
  }

  private void tooBrief(Duration wanted, long now) {
    if (told || wanted.compareTo(expires) <= 0 || wanted.compareTo(EXPIRES_MAX) > 0) {
      refused(423, Duration.ZERO, now);
    } else {
      told = true;
      expires = wanted;
      next = now;
    }
  }

  private void refused(int code, Duration retryAfter, long now) {
    told = false;
    if (code == 401 || code == 403 || code == 407) {
      retry = RETRY_MAX;
    }
    var wait = max(retry, min(retryAfter, RETRY_AFTER_MAX));
    next = now + wait.toNanos() + (long) (wait.toNanos() * CHANCE * random.nextDouble());
    retry = min(retry.multipliedBy(2), RETRY_MAX);
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
