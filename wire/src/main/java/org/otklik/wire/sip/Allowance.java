package org.otklik.wire.sip;

/// How much may be sent in answer to a request by UDP, as long as it is not proved that anybody is
/// where it says that it came from.
///
/// Anybody can write a foreign address into a datagram, and have us send there. An answer to an
/// INVITE is repeated for 32 s (RFC 3261 13.3.1.4), many times what the INVITE has cost; so it is
/// bounded as RFC 9000 8.1 bounds a server of QUIC. An INVITE of usual length leaves room for every
/// repeat, the shortest one for the first five, within 8 s: whoever loses one datagram of ten loses
/// all of these once in 100,000 calls. What is proved: whoever names a tag of ours has received it.
///
/// One lane owns it; the one without bounds is everybody's.
final class Allowance {

  /// Octets that may be sent for each one that came; over it nothing is sent. The BYE that ends a
  /// call without an ACK is not counted: it is sent once.
  static final int FACTOR = 10;

  /// For whoever is known to be there: the other end of a connection.
  static final Allowance UNBOUNDED = new Allowance(0, true);

  private final long halfOctets;
  private long octets;
  private boolean lifted;

  private Allowance(int received, boolean lifted) {
    this.octets = (long) FACTOR * received;
    this.halfOctets = octets / 2;
    this.lifted = lifted;
  }

  /// For whoever has sent a datagram of this length.
  static Allowance of(int received) {
    return new Allowance(received, false);
  }

  /// It is proved that somebody is there.
  void lift() {
    lifted = true;
  }

  boolean lifted() {
    return lifted;
  }

  /// Whether so much may be sent; it is counted then.
  ///
  /// @param last whether it is a final answer: half is kept for those
  boolean take(int wanted, boolean last) {
    if (lifted) {
      return true;
    }
    long left = octets - wanted;
    boolean granted = left >= (last ? 0 : halfOctets);
    if (granted) {
      octets = left;
    }
    return granted;
  }
}
