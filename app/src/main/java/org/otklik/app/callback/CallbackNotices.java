package org.otklik.app.callback;

import org.otklik.app.callback.Callbacks.Promise;

/// Tells citizens in writing what has become of a promise. A port: whoever can write to people
/// implements it, and where nobody does, nobody is written to. Called after commit; what it throws
/// is logged and changes nothing.
public interface CallbackNotices {

  /// Nobody answered; we will try again.
  void notReached(Promise promise);

  /// Nobody answered, and we do not try any more.
  void givenUp(Promise promise);
}
