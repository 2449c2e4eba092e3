package org.otklik.wire.digest;

/// What became of somebody's answer to a challenge.
public sealed interface DigestVerdict {

  /// The password is right, the answer new.
  record Proven(String user) implements DigestVerdict {}

  /// The password is right, the nonce is old, forgotten, or was used before: challenge with
  /// `stale=true`.
  record Stale(String user) implements DigestVerdict {}

  /// Nobody is known by this name, or the password is wrong; which of both is not told.
  record Wrong() implements DigestVerdict {}

  /// There is no answer for this realm.
  record Missing() implements DigestVerdict {}

  /// The answer cannot be read, or belongs to another request: 400.
  record Malformed() implements DigestVerdict {}
}
