package org.otklik.engine.routing;

/// Class of a contact; each has a bounded bonus of waiting time in the settings (rule 3).
public enum Priority {
  /// Everything else.
  NORMAL,
  /// Health, safety or a deadline today.
  URGENT
}
