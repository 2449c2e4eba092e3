/// Carries telephone sound: RTP and RTCP packets, telephone events, G.711, and their counters.
///
/// | concept | class | document |
/// |---|---|---|
/// | packet in | [RtpPacket] | RFC 3550 section 5.1 |
/// | packets out, whatever their source | [OutStream] | RFC 3550 sections 5.1, 7.1 |
/// | loss and jitter | [ReceptionStatistics] | RFC 3550 sections A.1, A.3, A.8 |
/// | reports | [RtcpPacket], [RtcpCompound] | RFC 3550 section 6 |
/// | keys pressed | [TelephoneEvent], [DigitReceiver] | RFC 4733 |
/// | sound | [G711] | ITU-T G.711 |
@org.jspecify.annotations.NullMarked
package org.otklik.wire.rtp;
