package org.otklik.app.telephony.media.embedded;

import java.util.BitSet;
import java.util.OptionalInt;
import org.otklik.app.telephony.media.Party;

/// The UDP ports of legs. A telephone takes an even port and the odd one after it (RFC 3550 section
/// 11), a browser one port. Freed ports are used again as late as possible, so that late packets of
/// an old call meet nobody. One port in [#RESERVED_SHARE] is kept for operators: citizens who take
/// all the others must not lock out those who could answer them. Safe for all threads.
final class PortPool {

  /// One in so many ports no citizen gets; none of fewer.
  static final int RESERVED_SHARE = 10;

  private final int first;
  private final int pairs;
  private final BitSet taken;
  private int cursor;

  /// @param first the lowest port, even
  /// @param last the highest port, odd
  PortPool(int first, int last) {
    if (first < 1_024 || last > 65_535 || first % 2 != 0 || last % 2 == 0 || first > last) {
      throw new IllegalArgumentException(
          "The media ports (%d-%d) must go from an even one to an odd one within 1024 to 65535."
              .formatted(first, last));
    }
    this.first = first;
    this.pairs = (last - first + 1) / 2;
    this.taken = new BitSet(2 * pairs);
  }

  /// Takes an even port and its odd neighbour, for a telephone.
  ///
  /// @return the even one; empty when all are taken, for a citizen when all but the reserve are
  synchronized OptionalInt takePair(Party party) {
    var pair = party == Party.OPERATOR || isLeft(2) ? freePair() : -1;
    if (pair < 0) {
      return OptionalInt.empty();
    }
    taken.set(2 * pair, 2 * pair + 2);
    return OptionalInt.of(first + 2 * pair);
  }

  /// Takes one port, beside another single one where it can, to leave pairs to telephones.
  ///
  /// @return empty when all are taken, for a citizen when all but the reserve are
  synchronized OptionalInt takeOne(Party party) {
    if (party == Party.CITIZEN && !isLeft(1)) {
      return OptionalInt.empty();
    }
    var half = spareHalf();
    if (half >= 0) {
      taken.set(half);
      return OptionalInt.of(first + half);
    }
    var pair = freePair();
    if (pair < 0) {
      return OptionalInt.empty();
    }
    taken.set(2 * pair);
    return OptionalInt.of(first + 2 * pair);
  }

  /// Frees one port.
  synchronized void free(int port) {
    taken.clear(port - first);
  }

  /// Ports that can be taken, the reserve included.
  synchronized int available() {
    return 2 * pairs - taken.cardinality();
  }

  private boolean isLeft(int count) {
    return available() - count >= 2 * pairs / RESERVED_SHARE;
  }

  private int freePair() {
    for (var i = 0; i < pairs; i++) {
      var pair = (cursor + i) % pairs;
      if (!taken.get(2 * pair) && !taken.get(2 * pair + 1)) {
        cursor = pair + 1;
        return pair;
      }
    }
    return -1;
  }

  private int spareHalf() {
    for (var even = 0; even < 2 * pairs; even += 2) {
      if (taken.get(even) != taken.get(even + 1)) {
        return taken.get(even) ? even + 1 : even;
      }
    }
    return -1;
  }
}
