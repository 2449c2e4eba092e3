/// Describes sound to be exchanged: reads SDP of telephones and browsers, answers and offers.
///
/// | concept | class | document |
/// |---|---|---|
/// | a description as it is written | [SessionDescription], [Media], [RtpFormat] | RFC 8866 |
/// | who sends, who hears | [Direction] | RFC 3264 section 6.1 |
/// | a telephone's leg | [PhoneAudio] | RFC 3264, RFC 4733 section 2.4, RFC 3605 |
/// | a browser's leg | [BrowserAudio] | RFC 8829, RFC 8839, RFC 8842, RFC 9143, RFC 5761 |
@NullMarked
package org.otklik.wire.sdp;

import org.jspecify.annotations.NullMarked;
