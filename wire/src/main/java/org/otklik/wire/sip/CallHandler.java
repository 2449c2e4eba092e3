package org.otklik.wire.sip;

import java.time.Duration;
import java.util.Optional;

/// What happens in a call; each method runs in the call's own order, never two at once.
///
/// The methods run on the executor of the settings and may block: only this call waits. Exactly one
/// of the ends is told ([#onCancelled], [#onRemoteHangUp], [#onFailed], and
/// [OutgoingCallHandler#onRejected]), and it is the last; none of them when this side ended the
/// call.
public interface CallHandler {

  /// The caller has acknowledged our answer: the incoming call stands.
  default void onAnswered() {}

  /// The caller acknowledged a provisional answer of ours (PRACK): what it is told reaches it.
  default void onEarlyAcknowledged() {}

  /// The other side answered an offer of ours: in the ACK when it called without an offer, or after
  /// [IncomingCall#reinvite].
  default void onRemoteAnswer(String sdp) {}

  /// The other side refused a change that this side offered; the session stays as it was.
  default void onReofferRefused(int code) {}

  /// The caller gave up before the call was answered.
  default void onCancelled() {}

  /// The other side hung up.
  default void onRemoteHangUp() {}

  /// The other side offers to change the session: hold, resume, another codec, another address.
  ///
  /// @return our answer, or nothing to refuse the change with 488; the session then stays as it was
  default Optional<String> onReoffer(String offer) {
    return Optional.empty();
  }

  /// A key was pressed and told by INFO (digits in the sound itself come another way).
  ///
  /// @param digit one of `0`-`9`, `*`, `#`, `A`-`D`
  default void onDigit(char digit, Duration duration) {}

  /// The call ended by itself.
  default void onFailed(CallFailure reason) {}
}
