package org.otklik.wire.sip;

import gov.nist.javax.sip.message.SIPRequest;

/// A request as the stack sees it, with what really came beside it.
///
/// The stack finds server transactions by branch alone; RFC 3261 17.2.3 wants sent-by and method
/// too. So the key is ours ([Branch#key]).
final class WireRequest extends SIPRequest {
  private static final long serialVersionUID = 1L;

  private final transient WireMessage wire;
  private final transient Origin origin;
  private final String key;
  private boolean admitted;

  WireRequest(WireMessage wire, Origin origin) {
    this.wire = wire;
    this.origin = origin;
    this.key = Branch.key(wire);
  }

  WireMessage wire() {
    return wire;
  }

  Origin origin() {
    return origin;
  }

  /// It was let in as a new call; whoever takes it owes [Admission#left].
  void admitted() {
    admitted = true;
  }

  /// Whether [Admission#left] is owed; asked once.
  boolean takeAdmission() {
    boolean owed = admitted;
    admitted = false;
    return owed;
  }

  @Override
  public String getTransactionId() {
    return key;
  }
}
