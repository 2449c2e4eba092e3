package org.otklik.app.access.signin;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// Whose address it is: a household or an office gets a whole /64 of IPv6, so its addresses count
/// as one.
final class Networks {

  private static final int PREFIX_BYTES = 8;

  private Networks() {}

  /// The address itself for IPv4, the /64 for IPv6. `address` is numeric, so nothing is looked up.
  static String of(String address) {
    try {
      return InetAddress.ofLiteral(address) instanceof Inet6Address six
          ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), PREFIX_BYTES))
          : address;
    } catch (IllegalArgumentException _) {
      return address;
    }
  }
}
