package org.otklik.app.telephony.media.embedded;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.otklik.wire.rtp.TelephoneEvent;

/// Presses keys one after the other: 100 ms each, the end told three times (RFC 4733 section
/// 2.5.1.4), then 60 ms of rest. One media thread owns it.
final class DigitSender implements OwnSound {

  /// Keys that may wait; further ones are dropped.
  static final int KEYS_MAX = 32;

  /// 20 ms steps of one key: 5 while it is held, 3 with its end, 3 of rest.
  static final int STEPS = 11;

  private static final int HELD_STEPS = 5;
  private static final int END_STEPS = 3;
  private static final int VOLUME = 10;

  private final Queue<Integer> events = new ArrayDeque<>();
  private int step;

  /// Presses keys after those that wait.
  void press(int... keyEvents) {
    for (var event : keyEvents) {
      if (events.size() < KEYS_MAX) {
        events.add(event);
      }
    }
  }

  boolean isIdle() {
    return events.isEmpty();
  }

  /// The event to send in this step, or null in a rest. Only if not idle.
  @Nullable TelephoneEvent next() {
    var event = events.element();
    var now = step;
    step = (step + 1) % STEPS;
    if (step == 0) {
      events.remove();
    }
    if (now >= HELD_STEPS + END_STEPS) {
      return null;
    }
    var duration = Math.min(now + 1, HELD_STEPS) * Playlist.FRAME;
    return new TelephoneEvent(event, now >= HELD_STEPS, VOLUME, duration);
  }

  /// Says whether the next step begins a key.
  boolean isAtStart() {
    return step == 0;
  }
}
