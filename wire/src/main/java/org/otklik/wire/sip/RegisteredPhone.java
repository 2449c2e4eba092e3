package org.otklik.wire.sip;

import java.net.InetSocketAddress;

/// A telephone that can be called by [SipEndpoint#call(RegisteredPhone, String, String,
/// OutgoingCallHandler)].
///
/// @param user who proved to be its owner
/// @param contact its own address of itself, a `sip:` or `sips:` one
/// @param source where it registered from; calls go there, whatever the contact says (NAT)
public record RegisteredPhone(
    String user, String contact, InetSocketAddress source, Transport transport) {}
