package org.otklik.app.portal.web;

import java.net.Inet6Address;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.web.socket.WebSocketSession;

/// Whose address a page comes from: a household or an office gets a whole /64 of IPv6, so its
/// addresses count as one.
final class Networks {
  private static final int PREFIX_BYTES = 8;

  private Networks() {}

  /// The address itself for IPv4, the /64 for IPv6; all pages without an address count as one.
  static String of(WebSocketSession page) {
    var remote = page.getRemoteAddress();
    if (remote == null || remote.getAddress() == null) {
      return "";
    }
    var bytes = remote.getAddress().getAddress();
    return HexFormat.of()
        .formatHex(
            remote.getAddress() instanceof Inet6Address
                ? Arrays.copyOf(bytes, PREFIX_BYTES)
                : bytes);
  }
}
