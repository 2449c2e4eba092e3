package org.otklik.wire.sdp;

import static org.otklik.wire.sdp.SdpProblem.malformed;
import static org.otklik.wire.sdp.SdpProblem.notAcceptable;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otklik.wire.rtp.G711;

/// What a browser's offer says of its sound: WebRTC (RFC 8829), G.711, one port.
///
/// The first audio section counts; the browser's candidates are ignored, it finds us.
///
/// @param description what this was read from
/// @param index of the section that counts
/// @param fingerprintSha256 of the browser's certificate, in upper-case hexadecimal with colons
/// @param laws with the payload types that the browser gave them
/// @param telephoneEvent payload type of its events at 8,000 Hz; −1 if it has none
/// @param direction as the browser sees it
public record BrowserAudio(
    SessionDescription description,
    int index,
    String mid,
    String iceUfrag,
    String icePassword,
    String fingerprintSha256,
    Map<G711, Integer> laws,
    int telephoneEvent,
    Direction direction) {

  /// Our side of an answer.
  ///
  /// @param local the one candidate
  /// @param law one of those offered
  /// @param wanted as we see it; narrowed to what the offer allows
  /// @param fingerprintSha256 of our certificate, in hexadecimal with colons
  /// @param ssrc of all sound that we send
  /// @param cname of that source, without spaces
  public record Answer(
      Origin origin,
      InetSocketAddress local,
      G711 law,
      Direction wanted,
      String iceUfrag,
      String icePassword,
      String fingerprintSha256,
      int ssrc,
      String cname) {}

  private static final Set<String> SECURED =
      Set.of("UDP/TLS/RTP/SAVPF", "UDP/TLS/RTP/SAVP", "RTP/SAVPF");
  private static final Set<String> CAN_BE_CLIENT = Set.of("actpass", "active");
  private static final int ICE_PASSWORD_MIN = 22;

  /// Type preference 126 (host), local preference 65535, component 1 (RFC 8445 section 5.1.2).
  private static final int PRIORITY = (126 << 24) | (65_535 << 8) | 255;

  /// Understands an offer.
  ///
  /// @throws SdpProblem if there is no audio, no G.711, or a part of WebRTC is missing
  public static BrowserAudio of(SessionDescription offer) throws SdpProblem {
    var index = indexOfAudio(offer.media());
    var media = offer.media().get(index);
    if (!SECURED.contains(media.protocol())) {
      throw notAcceptable("A browser's sound must be secured (UDP/TLS/RTP/SAVPF).");
    }
    if (!media.rtcpMux()) {
      throw notAcceptable("A browser's sound must come on one port (a=rtcp-mux).");
    }
    if (!CAN_BE_CLIENT.contains(required(media.setup(), "setup"))) {
      throw notAcceptable("The browser must be the DTLS client (a=setup:actpass).");
    }
    if (media.laws().isEmpty()) {
      throw notAcceptable("Of the codecs only PCMA and PCMU are possible; neither is there.");
    }
    var password = required(media.icePassword(), "ice-pwd");
    if (password.length() < ICE_PASSWORD_MIN) {
      throw malformed("The value of a=ice-pwd is not allowed.");
    }
    return new BrowserAudio(
        offer,
        index,
        required(media.mid(), "mid"),
        required(media.iceUfrag(), "ice-ufrag"),
        password,
        required(media.fingerprintSha256(), "fingerprint:sha-256"),
        media.laws(),
        media.telephoneEvent(),
        media.direction());
  }

  /// The answer to this offer: ICE-lite with one candidate, DTLS server, one law, the browser's
  /// events, every other section refused.
  public String answer(Answer answer) {
    var writer = new SdpWriter(answer.origin()).line("a=ice-lite").line("a=group:BUNDLE " + mid);
    for (var i = 0; i < description.media().size(); i++) {
      if (i == index) {
        writeAnswer(writer, answer);
      } else {
        writer.refused(description.media().get(i));
      }
    }
    return writer.text();
  }

  private void writeAnswer(SdpWriter writer, Answer answer) {
    var law = answer.law();
    var payloadType = laws.get(law);
    if (payloadType == null) {
      throw new IllegalArgumentException(
          "The law (%s) must be one of those offered %s.".formatted(law, laws.keySet()));
    }
    var types = telephoneEvent < 0 ? List.of(payloadType) : List.of(payloadType, telephoneEvent);
    var local = answer.local();
    writer
        .audio(local, description.media().get(index).protocol(), types)
        .line("a=mid:" + mid)
        .law(law, payloadType)
        .telephoneEvent(telephoneEvent)
        .direction(direction.answer(answer.wanted()))
        .line("a=rtcp-mux")
        .line("a=ice-ufrag:" + answer.iceUfrag())
        .line("a=ice-pwd:" + answer.icePassword())
        .line("a=fingerprint:sha-256 " + answer.fingerprintSha256())
        .line("a=setup:passive")
        .line("a=msid:%s %s".formatted(answer.cname(), answer.cname()))
        .line(
            "a=ssrc:%s cname:%s".formatted(Integer.toUnsignedString(answer.ssrc()), answer.cname()))
        .line(
            "a=candidate:1 1 udp %d %s %d typ host"
                .formatted(PRIORITY, local.getAddress().getHostAddress(), local.getPort()))
        .line("a=end-of-candidates");
  }

  private static int indexOfAudio(List<Media> media) throws SdpProblem {
    for (var i = 0; i < media.size(); i++) {
      if (media.get(i).isLiveAudio()) {
        return i;
      }
    }
    throw notAcceptable("The session description has no audio.");
  }

  private static String required(@Nullable String value, String attribute) throws SdpProblem {
    if (value == null) {
      throw notAcceptable("The browser's offer lacks a=%s.".formatted(attribute));
    }
    return value;
  }
}
