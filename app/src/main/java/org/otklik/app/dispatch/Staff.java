package org.otklik.app.dispatch;

/// Who answers; data, as it was last read.
public interface Staff {

  /// How many operators there are in the line-up, at work or not.
  int operators();
}
