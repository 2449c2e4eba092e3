package org.otklik.wire.sdp;

import static java.util.Collections.unmodifiableMap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.wire.rtp.G711;

/// One `m=` section of a description; what it does not say itself is taken from the session's part.
///
/// @param kind `audio`, `video`, `application` …, lower case
/// @param port 0 if the section is refused
/// @param protocol as `RTP/AVP`, upper case
/// @param formats as written, in order of preference
/// @param rtpFormats the same, decoded; empty if the protocol is not RTP
/// @param address as written in `c=`, without a lifetime; empty if there is none
/// @param rtcpPort of `a=rtcp`; 0 if not said
/// @param fingerprintSha256 in upper-case hexadecimal with colons
/// @param setup the DTLS role, as `actpass`
/// @param ptimeMillis sound in one packet, as wished; 0 if not said
/// @param crypto SRTP keys told in the description (RFC 4568) that we can use, as written
public record Media(
    String kind,
    int port,
    String protocol,
    List<String> formats,
    List<RtpFormat> rtpFormats,
    String address,
    Direction direction,
    int rtcpPort,
    boolean rtcpMux,
    @Nullable String mid,
    @Nullable String iceUfrag,
    @Nullable String icePassword,
    @Nullable String fingerprintSha256,
    @Nullable String setup,
    int ptimeMillis,
    List<Crypto> crypto) {

  /// Whether this is audio that is not refused.
  public boolean isLiveAudio() {
    return kind.equals("audio") && port != 0;
  }

  /// The laws of G.711 in here, A-law first, with their payload types.
  public Map<G711, Integer> laws() {
    var laws = new LinkedHashMap<G711, Integer>();
    for (var law : RtpFormat.LAWS) {
      rtpFormats.stream()
          .filter(format -> format.findLaw().equals(Optional.of(law)))
          .findFirst()
          .ifPresent(format -> laws.put(law, format.payloadType()));
    }
    return unmodifiableMap(laws);
  }

  /// The payload type of telephone events; −1 if there are none.
  public int telephoneEvent() {
    return rtpFormats.stream()
        .filter(RtpFormat::isTelephoneEvent)
        .mapToInt(RtpFormat::payloadType)
        .findFirst()
        .orElse(-1);
  }
}
