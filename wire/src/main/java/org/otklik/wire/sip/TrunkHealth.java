package org.otklik.wire.sip;

import java.time.Duration;

/// Whether a trunk can be used, by what became of the calls and OPTIONS that it was sent. Time is
/// an argument; one thread owns it.
///
/// 1. any answer but 408, 500, 502, 503 and 504 shows that it works, also a refusal;
/// 2. [#FAILURES_MAX] failures in a row, and it is down: others are to be tried first;
/// 3. the first good answer, and it is up again;
/// 4. it is asked each [#PING] while nothing is heard, each [#PING_DOWN] while it is down.
public final class TrunkHealth {

  /// Failures in a row that a trunk is forgiven.
  public static final int FAILURES_MAX = 2;

  /// Time without an answer after which it is asked how it is.
  public static final Duration PING = Duration.ofSeconds(30);

  /// The same while it is down.
  public static final Duration PING_DOWN = Duration.ofSeconds(5);

  private int failures;
  private long heard;

  /// @param now monotonic nanoseconds, as in all methods
  public TrunkHealth(long now) {
    this.heard = now - PING.toNanos();
  }

  /// Whether a code says nothing about the number called, so that another trunk may be tried.
  public static boolean failed(int code) {
    return switch (code) {
      case 408, 500, 502, 503, 504 -> true;
      default -> false;
    };
  }

  /// A final answer came, or what stands for one ([OutgoingCallHandler#onRejected]).
  public void heard(int code, long now) {
    heard = now;
    failures = failed(code) ? failures + 1 : 0;
  }

  public boolean up() {
    return failures < FAILURES_MAX;
  }

  /// Whether it is time to ask ([SipEndpoint#ping]); then [#asked] is to follow.
  public boolean pingDue(long now) {
    return now - heard >= (up() ? PING : PING_DOWN).toNanos();
  }

  /// It was asked: not again until an answer or the next time.
  public void asked(long now) {
    heard = now;
  }
}
