package org.otklik.app.telephony.media.embedded;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decides whose packets are a telephone's, so that nobody can slip sound into a call. It begins
/// when the telephone has acknowledged the call. One thread owns it. The cases:
///
/// 1. The address that signalling told is believed at its first packet, and for good.
/// 2. A telephone behind a NAT sends from another port, or from the IP address that its signalling
///    comes from. Such a stranger is believed only if the signalled address is silent for
///    [#PATIENCE_NANOS], and after [#PROOF_PACKETS] packets in a row at the pace of speech; those
///    are not let through. Nobody else is looked at: sound that comes from a third place, as behind
///    a proxy that does not correct descriptions, is not heard.
/// 3. A stranger that was believed gives way if the signalled address speaks within
///    [#REVISION_NANOS]; after that it stays for good.
/// 4. Once someone is believed, no packet of anyone else passes.
final class SourceLock {

  /// So long the signalled address may be silent before others are looked at: 300 ms.
  static final long PATIENCE_NANOS = 300_000_000;

  /// So many packets in a row prove a stranger to be a telephone.
  static final int PROOF_PACKETS = 5;

  /// So long the signalled address can displace a stranger: 5 s.
  static final long REVISION_NANOS = 5_000_000_000L;

  /// The proof must last this long: faster is a flood, not speech.
  private static final long PROOF_NANOS_MIN = 40_000_000;

  /// Strangers that are watched at once; the longest known one is forgotten for a new one.
  private static final int STRANGERS_MAX = 8;

  private final InetSocketAddress signalled;
  private final InetAddress signalling;
  private final long sinceNanos;
  private final Map<InetSocketAddress, Proof> strangers = new LinkedHashMap<>();

  private @Nullable InetSocketAddress source;
  private long believedNanos;

  /// @param signalled where signalling said that the telephone's sound is
  /// @param signalling where the signalling itself comes from
  SourceLock(InetSocketAddress signalled, InetAddress signalling, long nowNanos) {
    this.signalled = signalled;
    this.signalling = signalling;
    this.sinceNanos = nowNanos;
  }

  /// Says whether a well-formed packet may pass.
  boolean passes(InetSocketAddress from, int ssrc, int sequence, long nowNanos) {
    if (from.equals(source)) {
      return true;
    }
    if (from.equals(signalled) && !isFinal(nowNanos)) {
      believe(from, nowNanos);
      return true;
    }
    if (source == null
        && nowNanos - sinceNanos >= PATIENCE_NANOS
        && mayBeTranslated(from.getAddress())
        && proven(from, ssrc, sequence, nowNanos)) {
      believe(from, nowNanos);
    }
    return false;
  }

  /// Where sound for the telephone goes: to who is believed, before that where signalling said.
  InetSocketAddress target() {
    return source == null ? signalled : source;
  }

  /// True when the source can change no more.
  boolean isFinal(long nowNanos) {
    return source != null
        && (source.equals(signalled) || nowNanos - believedNanos > REVISION_NANOS);
  }

  private boolean mayBeTranslated(InetAddress from) {
    return from.equals(signalling) || from.equals(signalled.getAddress());
  }

  private void believe(InetSocketAddress from, long nowNanos) {
    source = from;
    believedNanos = nowNanos;
    strangers.clear();
  }

  private boolean proven(InetSocketAddress from, int ssrc, int sequence, long nowNanos) {
    var before = strangers.get(from);
    var goesOn =
        before != null && before.ssrc == ssrc && sequence == (before.sequence + 1 & 0xFFFF);
    var proof =
        before != null && goesOn
            ? new Proof(ssrc, sequence, before.packets + 1, before.sinceNanos)
            : new Proof(ssrc, sequence, 1, nowNanos);
    if (proof.packets > PROOF_PACKETS) {
      strangers.remove(from);
      return nowNanos - proof.sinceNanos >= PROOF_NANOS_MIN;
    }
    if (before == null && strangers.size() == STRANGERS_MAX) {
      strangers.remove(strangers.keySet().iterator().next());
    }
    strangers.put(from, proof);
    return false;
  }

  private record Proof(int ssrc, int sequence, int packets, long sinceNanos) {}
}
