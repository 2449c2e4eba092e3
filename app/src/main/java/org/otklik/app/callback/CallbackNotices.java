package org.otklik.app.callback;

import java.time.Instant;
import org.otklik.app.callback.Callbacks.Promise;

/// Tells citizens in writing what has become of a promise. Called in the transaction in which it
/// becomes so: nobody is told of what was rolled back, and nothing is lost by a kill. What it
/// throws is logged and changes nothing.
public interface CallbackNotices {

  /// It is promised.
  void promised(Promise promise);

  /// The citizen wants it later: from then on.
  void moved(Promise promise, Instant from);

  /// The citizen does not want it any more.
  void cancelled(Promise promise);

  /// Nobody answered; we will try again.
  void notReached(Promise promise);

  /// We do not try any more.
  void givenUp(Promise promise);
}
