package org.otklik.app.telephony.signalling;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.otklik.app.telephony.media.Secrecy;
import org.otklik.wire.digest.DigestSecret;
import org.otklik.wire.sip.SipIdentity;
import org.otklik.wire.sip.Transport;

/// A telephone network's line to us, as it works. Safe for all threads.
final class Trunk {
  private final Terms terms;
  private final List<TrunkPeer> peers;
  private final Semaphore free;

  /// What is agreed with the network; see `TrunkSettings`.
  ///
  /// @param caller as whom we call; with the password, if there is one
  /// @param challenged who its callers must prove to be, null for nobody
  /// @param registering where we register so that its calls come, null for nowhere
  record Terms(
      String name,
      List<AddressRange> sources,
      Transport transport,
      Secrecy secrecy,
      SipIdentity caller,
      @Nullable Challenged challenged,
      @Nullable Registering registering,
      boolean trusted,
      NumberForm numbersIn,
      NumberForm numbersOut,
      String prefixIn,
      String prefixOut,
      Map<String, String> lines,
      int callsMax) {}

  /// A user with what is kept of his password in the realm of the centre.
  record Challenged(String user, DigestSecret secret) {}

  /// As whom we register, with the password, and where.
  record Registering(String registrar, SipIdentity identity) {}

  Trunk(Terms terms, List<TrunkPeer> peers) {
    this.terms = terms;
    this.peers = List.copyOf(peers);
    this.free = new Semaphore(terms.callsMax());
  }

  Terms terms() {
    return terms;
  }

  List<TrunkPeer> peers() {
    return peers;
  }

  /// Does a message from this address come from the network?
  boolean has(InetAddress source) {
    return terms.sources().stream().anyMatch(range -> range.contains(source));
  }

  /// Whether its calls may come by this: by TLS alone where that is agreed; not by UDP, whose
  /// senders can be forged, where TCP is. A network that uses UDP sends what is long by TCP.
  boolean takes(Transport by) {
    return switch (terms.transport()) {
      case UDP -> true;
      case TCP -> by != Transport.UDP;
      case TLS -> by == Transport.TLS;
    };
  }

  /// Takes a place for a call; each that was taken is to be given back by [#leave].
  ///
  /// @return false when all are taken
  boolean enter() {
    return free.tryAcquire();
  }

  void leave() {
    free.release();
  }

  /// The number of a caller, as `CallerNumbers` can read it.
  String caller(String from, Optional<String> asserted) {
    var delivered = terms.trusted() ? asserted.orElse(from) : from;
    var number =
        delivered.startsWith(terms.prefixIn())
            ? delivered.substring(terms.prefixIn().length())
            : delivered;
    return terms.numbersIn() != NumberForm.NATIONAL && number.matches("\\d{8,15}")
        ? "+" + number
        : number;
  }

  /// The line that a dialled number means.
  String line(String dialled) {
    return terms.lines().getOrDefault(digits(dialled), dialled);
  }

  /// How a dialled number stands in the settings of lines.
  static String digits(String dialled) {
    return dialled.startsWith("+") ? dialled.substring(1) : dialled;
  }

  /// A number in the form that the network wants.
  String dialled(String e164, Numbers numbers) {
    return terms.prefixOut()
        + switch (terms.numbersOut()) {
          case PLUS_E164 -> e164;
          case E164 -> e164.substring(1);
          case NATIONAL -> numbers.asDialled(e164);
        };
  }
}
