package org.otklik.wire.sip;

import gov.nist.core.Host;
import gov.nist.core.HostPort;
import gov.nist.javax.sip.header.Via;
import java.text.ParseException;

/// What `Via` says of us; the stack's own form of it cannot hold an IPv6 address.
///
/// @param host IPv6 in brackets
record SentBy(String host, int port, Transport transport) {

  /// The field, without a branch.
  Via via() {
    var here = new HostPort();
    here.setHost(new Host(host));
    here.setPort(port);
    var via = new Via();
    via.setSentBy(here);
    try {
      via.setTransport(transport.name());
    } catch (ParseException impossible) {
      throw new IllegalStateException(impossible);
    }
    return via;
  }
}
