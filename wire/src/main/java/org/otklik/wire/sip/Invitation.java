package org.otklik.wire.sip;

/// What stays the same in all tries of one request of ours that begins something.
///
/// @param to address in `To`; the target unless we register
/// @param tag ours
record Invitation(
    String method,
    String target,
    String to,
    SipIdentity identity,
    Reach reach,
    String tag,
    String callId) {

  static Invitation of(String method, String target, SipIdentity identity, Reach reach) {
    return new Invitation(
        method,
        target,
        target,
        identity,
        reach,
        Messages.name(),
        Messages.name() + Messages.name());
  }

  /// To a registered telephone, by the transport that it registered by.
  static Invitation to(RegisteredPhone phone, String method, SipIdentity identity) {
    boolean secured = phone.transport() == Transport.TLS && Reach.to(phone.contact()).secured();
    return of(method, phone.contact(), identity, new Reach(phone.transport(), secured));
  }

  Invitation addressedTo(String other) {
    return new Invitation(method, target, other, identity, reach, tag, callId);
  }
}
