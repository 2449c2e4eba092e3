package org.otklik.wire.sip;

import java.util.Optional;

/// What happens in a call that this side makes, before it stands and after.
public interface OutgoingCallHandler extends CallHandler {

  /// Somebody is there: the first answer came that is not final. Told once, before
  /// [#onProvisional].
  default void onHeard() {}

  /// The other side is working on it: 180 rings, 182 is queued, 183 may carry sound.
  ///
  /// @param sdp an early answer, so that announcements are heard before the call is answered
  default void onProvisional(int code, Optional<String> sdp) {}

  /// The call was answered and acknowledged.
  void onAnswered(String sdp);

  /// The call was not taken: 3xx to 6xx, 408 when nobody answered at all, 487 after a cancel, 503
  /// when it could not be sent. A redirection is not followed (toll fraud).
  void onRejected(int code, String reason);
}
