package org.otklik.wire.sip;

/// What carries a SIP message.
public enum Transport {
  /// Datagrams: SIP itself repeats what is lost.
  UDP,
  /// A connection: nothing is lost while it lives.
  TCP
}
