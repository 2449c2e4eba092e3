package org.otklik.wire.sip;

import java.net.InetSocketAddress;
import java.util.Optional;
import javax.sip.address.Hop;

/// The way to a telephone that is not where it says it is: back to where its messages come from
/// (RFC 5626).
record Flow(InetSocketAddress peer, Transport transport) implements Hop {

  /// The way back to a caller behind an address translator: it came directly from a public address,
  /// and says that it is reached at a private one.
  static Optional<Flow> toCallerBehindNat(WireMessage invite, Origin origin) {
    boolean directly = invite.count("record-route") == 0;
    boolean hidden =
        NameAddr.read(invite.first("contact"))
            .flatMap(contact -> Hosts.addressOf(contact.uri()))
            .filter(Hosts::hidden)
            .isPresent();
    return directly && hidden && !Hosts.hidden(origin.remote().getAddress())
        ? Optional.of(new Flow(origin.remote(), origin.transport()))
        : Optional.empty();
  }

  /// Whether what we ask in a call can go by the connection that it came by: who is at its other
  /// end is the caller, or a proxy that stays in the way of the call (RFC 3261 16.6, 4). Whatever
  /// `Contact` says, there may be no way in, or none where a certificate names the host.
  static boolean byConnection(WireMessage invite, Origin origin) {
    long hops =
        invite.all("via").stream().mapToLong(value -> Grammar.split(value, ',').size()).sum();
    return origin.transport().reliable() && (hops == 1 || invite.count("record-route") > 0);
  }

  @Override
  public String getHost() {
    return peer.getAddress().getHostAddress();
  }

  @Override
  public int getPort() {
    return peer.getPort();
  }

  @Override
  public String getTransport() {
    return transport.name();
  }
}
