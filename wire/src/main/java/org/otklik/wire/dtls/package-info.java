/// Keys and protects a browser's sound: DTLS in the server role and SRTP.
///
/// | concept | class | document |
/// |---|---|---|
/// | our certificate and its fingerprint | [DtlsIdentity] | RFC 8122, RFC 8827 section 6.5 |
/// | one association | [DtlsAssociation] | RFC 6347, RFC 5764, RFC 5705, RFC 7627 |
/// | protecting and opening packets | [SrtpSession] | RFC 3711 |
@org.jspecify.annotations.NullMarked
package org.otklik.wire.dtls;
