package org.otklik.wire.sip;

/// What carries a SIP message.
public enum Transport {
  /// Datagrams: SIP itself repeats what is lost.
  UDP,
  /// A connection: nothing is lost while it lives.
  TCP,
  /// A connection that strangers cannot read or change.
  TLS;

  /// Whether nothing has to be repeated.
  boolean reliable() {
    return this != UDP;
  }

  /// Where a peer listens that names no port (RFC 3261 19.1.2).
  int defaultPort() {
    return this == TLS ? SipTls.DEFAULT_PORT : SipSettings.DEFAULT_PORT;
  }
}
