package org.otklik.wire.sip;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells addresses from names.
final class Hosts {
  private static final Pattern LITERAL =
      Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]?");

  private static final Pattern HOST = Pattern.compile("\\[[^\\]]*]|[^:;?>]+");

  private Hosts() {}

  /// The IP address in a `sip:` or `sips:` address, nothing when a name stands there.
  static Optional<InetAddress> addressOf(String uri) {
    String rest = uri.substring(Math.max(uri.indexOf(':'), uri.lastIndexOf('@')) + 1);
    Matcher host = HOST.matcher(rest);
    if (!host.lookingAt() || !literal(host.group())) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(host.group().replace("[", "").replace("]", "")));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /// Whether an address is reached from its own network only (RFC 1918, 3927, 4193, 6598).
  static boolean hidden(InetAddress address) {
    byte[] octets = address.getAddress();
    boolean shared = octets.length == 4 && octets[0] == 100 && (octets[1] & 0xC0) == 64;
    boolean unique = octets.length == 16 && (octets[0] & 0xFE) == 0xFC;
    return shared
        || unique
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || address.isLoopbackAddress()
        || address.isAnyLocalAddress();
  }

  /// Whether a host is an IP address, so that no name service is asked.
  static boolean literal(String host) {
    return LITERAL.matcher(host).matches();
  }
}
