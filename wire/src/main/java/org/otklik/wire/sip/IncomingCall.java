package org.otklik.wire.sip;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.otklik.wire.digest.DigestChallenges;
import org.otklik.wire.digest.DigestSecret;
import org.otklik.wire.digest.DigestVerdict;

/// A call that somebody makes to us.
///
/// All methods may be called from any thread and return at once. One that comes too late (the
/// caller gave up meanwhile) does nothing: the handler is told how the call ended.
public interface IncomingCall {

  /// This call's own name: 16 hexadecimal digits, never given twice, safe in logs.
  String id();

  /// User part of the address that was called, unescaped, at most 200 characters: `115`.
  String dialledUser();

  /// User part of `From`, unescaped, at most 200 characters, empty when hidden. Said by the caller:
  /// no proof of anything.
  String callerNumber();

  /// User part of `P-Asserted-Identity` (RFC 3325). Worth as much as the network that wrote it.
  Optional<String> assertedNumber();

  /// Display name of `From` without control characters, at most 200 characters, empty when absent.
  String callerDisplayName();

  /// User part of the first `Diversion` (RFC 5806): the number that sent the caller on to us.
  Optional<String> diversion();

  /// Where the message came from.
  InetSocketAddress source();

  /// What it came by.
  Transport transport();

  /// The caller's offer (SDP); nothing when the caller wants ours (late offer).
  Optional<String> offer();

  /// Checks whether the caller proves a password in this INVITE; an answer that was checked once is
  /// stale after. For trunks and telephones that are known by a password and not by their address.
  ///
  /// @param secrets what is kept of the password of a user; may block
  DigestVerdict check(
      DigestChallenges challenges, Function<String, Optional<DigestSecret>> secrets);

  /// Refuses the call with 401, and asks for a password; whoever knows one calls again.
  ///
  /// @param stale whether only the nonce was too old
  void challenge(DigestChallenges challenges, boolean stale);

  /// Sets who is told what happens; until then nobody is, and changes offered are refused.
  void handle(CallHandler handler);

  /// 180: it rings. Repeated every minute by itself, so that proxies do not give up.
  void ringing();

  /// 182: the caller waits in a queue. Repeated every minute by itself.
  void queued();

  /// 183 with an early answer: the caller hears sound before the call is answered.
  void progress(String sdp);

  /// 200: takes the call. Without an offer in [#offer] this is our offer, and
  /// [CallHandler#onRemoteAnswer] brings the answer.
  void answer(String sdp);

  /// Refuses the call.
  ///
  /// @param code 300 to 699
  /// @param headers more header fields, such as `Retry-After`
  void reject(int code, String reason, Map<String, String> headers);

  /// Ends the call: 480 before it is answered, BYE after.
  void hangUp();

  /// Offers to change a standing session; [CallHandler#onRemoteAnswer] or
  /// [CallHandler#onReofferRefused] follows.
  void reinvite(String offer);
}
