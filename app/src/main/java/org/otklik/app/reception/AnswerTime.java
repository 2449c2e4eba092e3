package org.otklik.app.reception;

/// When a line is answered.
enum AnswerTime {
  /// At once: the caller is greeted, chooses a topic and hears where they stand.
  AT_ONCE,
  /// Only when an operator takes the call: it rings until then. Nothing is asked and nothing is
  /// recorded, because nothing could be said before.
  BY_OPERATOR
}
