package org.otklik.app.notifications.smpp;

import org.otklik.app.notifications.sending.Outcome;

/// What a gateway's negative answer means for us (SMPP 3.4, 5.1.3):
///
/// 1. it is full or we are too fast: all wait;
/// 2. it has a trouble that may pass: this message comes again;
/// 3. anything else is said of this message, and would be said again: it is refused.
final class Statuses {
  static final int SYSTEM_ERROR = 0x08;
  static final int QUEUE_FULL = 0x14;
  static final int SUBMIT_FAILED = 0x45;
  static final int THROTTLED = 0x58;
  static final int APPLICATION_NOT_NOW = 0x64;
  static final int UNKNOWN_ERROR = 0xff;
  private static final int NOT_BOUND = 0x04;

  private Statuses() {}

  static Outcome outcome(int status) {
    var reason = "smpp-0x%08x".formatted(status);
    return switch (status) {
      case THROTTLED, QUEUE_FULL, NOT_BOUND -> new Outcome.Busy(reason);
      case SYSTEM_ERROR, SUBMIT_FAILED, APPLICATION_NOT_NOW, UNKNOWN_ERROR ->
          new Outcome.NotNow(reason);
      default -> new Outcome.Refused(reason);
    };
  }
}
