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
  OTHER,
  /// Their telephone was declined, or is not to be disturbed.
  DECLINED_BY_PHONE,
  /// Their telephone is engaged.
  PHONE_BUSY;

  /// May an operator name this reason?
  public boolean chosenByOperator() {
    return this != DECLINED_BY_PHONE && this != PHONE_BUSY;
  }
}
