package org.otklik.wire.sdp;

import java.math.BigInteger;
import java.net.InetAddress;

/// The `o=` line (RFC 8866 section 5.2): which session, and which version of its description.
///
/// @param sessionId decimal digits
/// @param version decimal digits; a description that differs has a higher one
public record Origin(String user, String sessionId, String version, String address) {

  /// The origin of our first description of a session.
  public static Origin first(long sessionId, InetAddress address) {
    return new Origin("-", Long.toUnsignedString(sessionId), "1", address.getHostAddress());
  }

  /// The origin of a description that replaces this one.
  public Origin next() {
    return new Origin(
        user, sessionId, new BigInteger(version).add(BigInteger.ONE).toString(), address);
  }
}
