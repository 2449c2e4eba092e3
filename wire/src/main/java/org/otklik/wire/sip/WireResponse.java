package org.otklik.wire.sip;

import gov.nist.javax.sip.message.SIPResponse;

/// A response as the stack sees it, with what really came beside it.
final class WireResponse extends SIPResponse {
  private static final long serialVersionUID = 1L;

  private final transient WireMessage wire;

  WireResponse(WireMessage wire) {
    this.wire = wire;
  }

  WireMessage wire() {
    return wire;
  }
}
