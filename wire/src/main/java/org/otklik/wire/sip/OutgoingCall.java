package org.otklik.wire.sip;

import java.time.Duration;

/// A call that we make. All methods may be called from any thread and return at once.
public interface OutgoingCall {

  /// This call's own name: 16 hexadecimal digits, never given twice, safe in logs.
  String id();

  /// Gives up before the call is answered; [OutgoingCallHandler#onRejected] with 487 follows.
  /// Answered meanwhile, the call is hung up.
  void cancel();

  /// Ends the call, answered or not.
  void hangUp();

  /// Tells a pressed key by INFO (`application/dtmf-relay`); does nothing unless the call stands.
  void sendInfoDigit(char digit, Duration duration);

  /// Offers to change a standing session; [CallHandler#onRemoteAnswer] or
  /// [CallHandler#onReofferRefused] follows.
  void reinvite(String offer);
}
