package org.otklik.wire.sip;

/// Why a call ended though nobody hung up.
public enum CallFailure {
  /// Our answer was never acknowledged: the other side was sent a BYE (RFC 3261 13.3.1.4).
  NOT_ACKNOWLEDGED,
  /// The other side acknowledged our offer without answering it (RFC 3261 13.2.1): it was sent a
  /// BYE.
  NOT_SETTLED,
  /// The other side no longer knows the call, or no longer answers (RFC 3261 12.2.1.2).
  GONE,
  /// The other side did not refresh the session in time (RFC 4028 10): it was sent a BYE.
  SESSION_EXPIRED,
  /// A message could not be built or sent.
  BROKEN
}
