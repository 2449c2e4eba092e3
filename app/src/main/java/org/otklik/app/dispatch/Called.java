package org.otklik.app.dispatch;

/// What became of a call to an outside number.
public enum Called {
  /// Somebody answered; they talk.
  ANSWERED,
  /// The number is engaged, or the call was declined.
  BUSY,
  /// Nobody took it in time.
  NO_ANSWER,
  /// The number does not exist or cannot be reached.
  REFUSED,
  /// No trunk is set, all are down, or all are full.
  NO_TRUNK,
  /// This is no number, or none that may be called.
  NOT_ALLOWED,
  /// Somebody else is calling this citizen, talks with them, or has done so.
  TAKEN,
  /// The operator's own sound is not there.
  NO_LINE,
  /// It was given up.
  CANCELLED
}
