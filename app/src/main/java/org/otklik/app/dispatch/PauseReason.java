package org.otklik.app.dispatch;

/// Why an operator takes nothing new.
public enum PauseReason {
  /// Has just begun the shift and tests microphone and speakers.
  STARTING,
  /// A break.
  BREAK,
  /// Lunch.
  LUNCH,
  /// Training or a meeting.
  TRAINING,
  /// Trouble with the equipment.
  TECHNICAL,
  /// A supervisor has said so.
  SUPERVISOR,
  /// Did not answer an offer; set by the router alone.
  MISSED_OFFER;

  /// May an operator name this reason?
  public boolean chosenByOperator() {
    return this != MISSED_OFFER && this != STARTING && this != SUPERVISOR;
  }
}
