package org.otklik.app.dispatch.channel;

/// How an attempt to let those who take part hear each other ended. Unless it is [#DONE], nothing
/// has changed.
public enum Arranged {
  /// They hear each other as arranged.
  DONE,
  /// The operator whose talk it is has no sound any more.
  OPERATOR_FAILED,
  /// The colleague has none.
  COLLEAGUE_FAILED,
  /// The citizen's side has ended; that is told by itself.
  CITIZEN_GONE
}
