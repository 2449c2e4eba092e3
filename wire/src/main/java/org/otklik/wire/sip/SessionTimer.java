package org.otklik.wire.sip;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What two sides agree about refreshing a session (RFC 4028).
///
/// As the called side this side takes the time that the caller asks for, else [#WANTED] if the
/// caller knows timers; the caller is to refresh (`refresher=uac`) unless it says that we are to.
/// As the calling side it asks for [#WANTED].
///
/// @param interval after which an unrefreshed session is over
/// @param ours whether this side refreshes, at half the interval
record SessionTimer(Duration interval, boolean ours) {
  private static final Pattern EXPIRES = Pattern.compile("0*(\\d{1,9})\\s*(;.*)?");
  private static final Pattern MIN = Pattern.compile("0*(\\d{1,6})\\s*(?:;.*)?");

  /// What this side asks for: so a call that nobody holds any more ends in time.
  static final Duration WANTED = Duration.ofMinutes(30);

  private static final Duration MARGIN = Duration.ofSeconds(32);

  /// What is agreed as the called side, nothing when the caller knows no timers.
  static Optional<SessionTimer> accepted(WireMessage request) {
    if (!supported(request)) {
      return Optional.empty();
    }
    Matcher expires = EXPIRES.matcher(request.first("session-expires"));
    if (!expires.matches()) {
      var wanted = new SessionTimer(WANTED, false);
      return Optional.of(wanted.longer(request).orElse(wanted));
    }
    return Optional.of(
        new SessionTimer(
            Duration.ofSeconds(Integer.parseInt(expires.group(1))), refresher(expires, "uas")));
  }

  /// What the called side has written into its answer, nothing when it wants no timer; a time below
  /// the minimum is lifted to it, else we would refresh without pause.
  static Optional<SessionTimer> told(WireMessage response) {
    Matcher expires = EXPIRES.matcher(response.first("session-expires"));
    if (!expires.matches()) {
      return Optional.empty();
    }
    long seconds = Math.max(Rules.SESSION_MIN_SECONDS, Integer.parseInt(expires.group(1)));
    return Optional.of(new SessionTimer(Duration.ofSeconds(seconds), refresher(expires, "uac")));
  }

  /// Whether a caller who knows timers asks for one below the minimum.
  static boolean tooShort(WireMessage request) {
    return accepted(request)
        .map(timer -> timer.interval().toSeconds() < Rules.SESSION_MIN_SECONDS)
        .orElse(false);
  }

  /// The value of `Session-Expires` in our answer.
  String value() {
    return interval.toSeconds() + ";refresher=" + (ours ? "uas" : "uac");
  }

  /// The lines of a request of ours in the session: who refreshes goes on doing so (RFC 4028 7.4).
  List<String> asked() {
    return List.of(
        "Session-Expires: %d;refresher=%s".formatted(interval.toSeconds(), ours ? "uac" : "uas"),
        "Min-SE: " + Rules.SESSION_MIN_SECONDS);
  }

  /// The same with the time that somebody wants at least (`Min-SE`), in a call or when it refused
  /// this one with 422; nothing when that is no longer one.
  Optional<SessionTimer> longer(WireMessage message) {
    return Optional.of(MIN.matcher(message.first("min-se")))
        .filter(Matcher::matches)
        .map(min -> Duration.ofSeconds(Integer.parseInt(min.group(1))))
        .filter(min -> min.compareTo(interval) > 0)
        .map(min -> new SessionTimer(min, ours));
  }

  /// The line for one more try of a call that was refused with 422; nothing when that says no time.
  static Optional<String> wanted(WireMessage refusal) {
    return new SessionTimer(WANTED, true)
        .longer(refusal)
        .map(longer -> "Session-Expires: " + longer.interval().toSeconds());
  }

  /// When to refresh, or when to give up: before the interval ends (RFC 4028 10).
  Duration due() {
    if (ours) {
      return interval.dividedBy(2);
    }
    Duration third = interval.dividedBy(3);
    return interval.minus(third.compareTo(MARGIN) < 0 ? third : MARGIN);
  }

  private static boolean supported(WireMessage request) {
    return request.tokens("supported").stream().anyMatch("timer"::equalsIgnoreCase)
        || request.tokens("require").stream().anyMatch("timer"::equalsIgnoreCase);
  }

  private static boolean refresher(Matcher expires, String role) {
    String parameters = expires.group(2) == null ? "" : expires.group(2);
    return parameters.toLowerCase(Locale.ROOT).replaceAll("\\s", "").contains("refresher=" + role);
  }
}
