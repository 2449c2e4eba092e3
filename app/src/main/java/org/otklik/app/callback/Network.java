package org.otklik.app.callback;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// Where in the internet somebody is, as far as limits count: one has many addresses nearby.
///
/// @param value in hexadecimal digits: the /24 of IPv4, the /56 of IPv6
public record Network(String value) {
  private static final int BYTES_OF_4 = 3;
  private static final int BYTES_OF_6 = 7;

  /// The network of an address.
  public static Network of(InetAddress address) {
    int bytes = address instanceof Inet4Address ? BYTES_OF_4 : BYTES_OF_6;
    return new Network(HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), bytes)));
  }
}
