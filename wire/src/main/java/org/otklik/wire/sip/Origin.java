package org.otklik.wire.sip;

import gov.nist.javax.sip.stack.MessageChannel;
import java.io.IOException;
import java.net.InetSocketAddress;

/// Where a message came from, and the way back.
interface Origin {

  Transport transport();

  InetSocketAddress remote();

  /// Sends an answer to a request of this origin.
  ///
  /// @param port where the sender of a datagram wants its answer
  void answer(byte[] response, int port) throws IOException;

  /// How much may be sent in answer before it is proved that somebody is there.
  default Allowance allowance() {
    return Allowance.UNBOUNDED;
  }

  /// Whether something can be sent back there; a connection may be closed by now.
  default boolean lives() {
    return true;
  }

  /// What the stack takes the message from.
  MessageChannel channel();

  /// The IP address in text, without a zone.
  default String address() {
    String text = remote().getAddress().getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}
