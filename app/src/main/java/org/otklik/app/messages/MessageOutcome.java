package org.otklik.app.messages;

/// What came of a message.
public enum MessageOutcome {
  /// The citizen reads the answer on their page.
  ANSWERED,
  /// The citizen is called back.
  CALLBACK,
  /// Somebody has talked with the citizen, or settled it otherwise.
  SETTLED,
  /// It cannot be understood.
  UNINTELLIGIBLE,
  /// It was meant for nobody, or is no request.
  NO_REQUEST
}
