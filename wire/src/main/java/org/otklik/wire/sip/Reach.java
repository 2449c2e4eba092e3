package org.otklik.wire.sip;

import java.util.Locale;

/// How the other side of a call reaches us: what `Contact` says.
///
/// @param secured whether the address must be a `sips:` one
record Reach(Transport transport, boolean secured) {

  /// By the way that an INVITE came; secured when it was meant to be so all the way (RFC 3261
  /// 12.1.1).
  static Reach of(WireRequest invite) {
    Transport transport = invite.origin().transport();
    return new Reach(transport, transport == Transport.TLS && wantsSecured(invite.wire()));
  }

  /// By the way that an address of others asks for.
  static Reach to(String target) {
    if (sips(target)) {
      return new Reach(Transport.TLS, true);
    }
    String ended = target.substring(target.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT) + ";";
    if (ended.contains(";transport=tls;")) {
      return new Reach(Transport.TLS, false);
    }
    return new Reach(ended.contains(";transport=tcp;") ? Transport.TCP : Transport.UDP, false);
  }

  String scheme() {
    return secured ? "sips" : "sip";
  }

  /// The parameter of the address that names the transport, empty when none is needed.
  String parameter() {
    return switch (transport) {
      case UDP -> "";
      case TCP -> ";transport=tcp";
      case TLS -> secured ? "" : ";transport=tls";
    };
  }

  private static boolean wantsSecured(WireMessage invite) {
    String line = invite.firstLine();
    String next =
        invite
            .find("record-route")
            .or(() -> invite.find("contact"))
            .map(value -> Grammar.split(value, ',').getFirst())
            .flatMap(NameAddr::read)
            .map(NameAddr::uri)
            .orElse("");
    return sips(line.substring(line.indexOf(' ') + 1)) || sips(next);
  }

  private static boolean sips(String uri) {
    return uri.regionMatches(true, 0, "sips:", 0, 5);
  }
}
