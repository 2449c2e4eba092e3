package org.otklik.app.telephony;

import java.time.Duration;

/// The signalling of one citizen's call, whatever it came by. Every method may be called from any
/// thread and does nothing when the call is over.
public interface CallerSide {

  /// It rings at the citizen's end.
  void ring();

  /// Says that the caller waits, and where sound comes from meanwhile.
  ///
  /// @return whether signalling has proved already that the caller hears us
  boolean queue(String sdp);

  /// Takes the call with our description of the sound.
  void answer(String sdp);

  /// Does not take the call.
  ///
  /// @param retryAfter zero when trying again would not help
  void refuse(Calls.Refusal why, Duration retryAfter);

  /// Ends a taken call.
  void hangUp();
}
