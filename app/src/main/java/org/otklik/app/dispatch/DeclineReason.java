package org.otklik.app.dispatch;

/// Why an operator does not take an offer.
public enum DeclineReason {
  /// Not my topic or not my level.
  NOT_MY_TOPIC,
  /// Trouble with sound or equipment.
  TECHNICAL,
  /// Knows the caller personally.
  CONFLICT_OF_INTEREST,
  /// Anything else.
  OTHER
}
