package org.otklik.wire.sip;

import java.util.regex.Pattern;

/// Tells addresses from names.
final class Hosts {
  private static final Pattern LITERAL =
      Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]?");

  private Hosts() {}

  /// Whether a host is an IP address, so that no name service is asked.
  static boolean literal(String host) {
    return LITERAL.matcher(host).matches();
  }
}
