/// Reaches a browser: STUN, ICE-lite and the telling apart of what arrives on one port.
///
/// | concept | class | document |
/// |---|---|---|
/// | one browser's leg below RTP | [BrowserTransport] | RFC 8445 (lite), RFC 7983, RFC 7675, RFC 5761 |
/// | one STUN message | [StunMessage] | RFC 8489, RFC 8445 section 16.1 |
@org.jspecify.annotations.NullMarked
package org.otklik.wire.ice;
