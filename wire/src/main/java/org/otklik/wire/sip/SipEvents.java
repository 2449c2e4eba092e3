package org.otklik.wire.sip;

import java.net.InetSocketAddress;

/// What the endpoint tells its owner.
@FunctionalInterface
public interface SipEvents {

  /// Somebody calls; 100 Trying has been sent, the rest is up to the owner.
  ///
  /// Runs on the executor of the settings, first in the call's order. Set the handler here; a call
  /// that is neither answered nor rejected rings for ever. When it throws, the caller gets 500.
  void onInvite(IncomingCall call);

  /// Somebody tried to have a call of ours moved or taken over (REFER, `Replaces`, `Join`), and was
  /// refused: maybe toll fraud. Runs on the executor of the settings.
  ///
  /// @param ours whether it came in a call that stands, or from a telephone that is registered
  ///   here; over UDP anybody else may have written an address that is not theirs, as often as they
  ///   like
  default void onTransferRefused(InetSocketAddress source, Transport by, boolean ours) {}
}
