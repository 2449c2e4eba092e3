package org.otklik.app.dispatch;

/// How a citizen's side of a contact ended.
public enum Gone {
  /// The citizen hung up.
  HUNG_UP,
  /// The citizen left the queue by key and heard that the place is kept.
  LEFT_BY_KEY,
  /// The citizen does not want to be called back any more, or has been talked to on another line.
  CANCELLED,
  /// The line died: no sound for too long, or the signalling failed.
  LINE_LOST,
  /// The product is being stopped; the citizen was told.
  STOPPED
}
