package org.otklik.app.telephony.signalling;

import java.net.InetAddress;
import java.util.Optional;

/// An address, or a network of them (CIDR).
///
/// @param bits that count
record AddressRange(InetAddress base, int bits) {

  /// Reads `203.0.113.7`, `203.0.113.0/29` or `2001:db8::/64`; names are not looked up.
  static Optional<AddressRange> read(String text) {
    var slash = text.indexOf('/');
    try {
      var base = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
      var all = base.getAddress().length * 8;
      var bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
      return bits > 0 && bits <= all ? Optional.of(new AddressRange(base, bits)) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  boolean overlaps(AddressRange other) {
    return bits < other.bits ? contains(other.base) : other.contains(base);
  }

  @Override
  public String toString() {
    return base.getHostAddress() + "/" + bits;
  }

  boolean contains(InetAddress address) {
    var own = base.getAddress();
    var other = address.getAddress();
    if (own.length != other.length) {
      return false;
    }
    for (var bit = 0; bit < bits; bit++) {
      var mask = 0x80 >> bit % 8;
      if ((own[bit / 8] & mask) != (other[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
