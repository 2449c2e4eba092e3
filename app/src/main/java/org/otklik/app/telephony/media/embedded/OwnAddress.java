package org.otklik.app.telephony.media.embedded;

import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/// Knows this machine's addresses.
final class OwnAddress {

  private OwnAddress() {}

  /// The first IPv4 address that others can reach, else loopback.
  static InetAddress find() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(OwnAddress::isUp)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(Inet4Address.class::isInstance)
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
          .findFirst()
          .orElseGet(() -> InetAddress.ofLiteral("127.0.0.1"));
    } catch (SocketException e) {
      throw new UncheckedIOException("The network interfaces cannot be listed.", e);
    }
  }

  /// Where to listen when others are told the address: there, if it is this machine's, so that
  /// answers come from where they are expected; everywhere, if a translator stands in front.
  static InetAddress listenFor(InetAddress advertised) {
    try {
      return NetworkInterface.getByInetAddress(advertised) == null
          ? InetAddress.ofLiteral(advertised instanceof Inet4Address ? "0.0.0.0" : "::")
          : advertised;
    } catch (SocketException e) {
      throw new UncheckedIOException("The network interfaces cannot be listed.", e);
    }
  }

  private static boolean isUp(NetworkInterface network) {
    try {
      return network.isUp() && !network.isLoopback();
    } catch (SocketException _) {
      return false;
    }
  }
}
