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
