package org.otklik.wire.sdp;

import static java.util.stream.Collectors.joining;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.wire.rtp.G711;

/// Writes one description, line by line. One thread owns it.
final class SdpWriter {

  /// Sound in one packet of ours.
  private static final int PTIME_MILLIS = 20;

  private final StringBuilder text = new StringBuilder(512);

  /// Begins with the lines of the session.
  SdpWriter(Origin origin) {
    line(
        "o=%s %s %s IN %s %s"
            .formatted(
                origin.user(),
                origin.sessionId(),
                origin.version(),
                origin.address().contains(":") ? "IP6" : "IP4",
                origin.address()));
    text.insert(0, "v=0\r\n");
    line("s=-").line("t=0 0");
  }

  SdpWriter line(String line) {
    text.append(line).append("\r\n");
    return this;
  }

  /// Begins a section of ours.
  SdpWriter audio(InetSocketAddress local, String protocol, List<Integer> payloadTypes) {
    var types = payloadTypes.stream().map(String::valueOf).collect(joining(" "));
    return line("m=audio %d %s %s".formatted(local.getPort(), protocol, types))
        .line("c=IN " + address(local.getAddress()));
  }

  /// @param crypto our key; null writes nothing
  SdpWriter crypto(@Nullable Crypto crypto) {
    return crypto == null ? this : line("a=crypto:" + crypto.value());
  }

  /// Refuses a section of an offer (RFC 3264 section 6).
  SdpWriter refused(Media offered) {
    line(
        "m=%s 0 %s %s"
            .formatted(offered.kind(), offered.protocol(), String.join(" ", offered.formats())));
    line("c=IN IP4 0.0.0.0");
    if (offered.mid() != null) {
      line("a=mid:" + offered.mid());
    }
    return line("a=inactive");
  }

  SdpWriter law(G711 law, int payloadType) {
    return line("a=rtpmap:%d %s/%d".formatted(payloadType, law, G711.RATE));
  }

  /// @param payloadType −1 writes nothing
  SdpWriter telephoneEvent(int payloadType) {
    return payloadType < 0
        ? this
        : line("a=rtpmap:%d telephone-event/%d".formatted(payloadType, G711.RATE))
            .line("a=fmtp:%d 0-15".formatted(payloadType));
  }

  SdpWriter direction(Direction direction) {
    return line("a=ptime:" + PTIME_MILLIS).line("a=" + direction.attribute());
  }

  /// The description so far.
  String text() {
    return text.toString();
  }

  private static String address(InetAddress address) {
    var literal = address.getHostAddress();
    return literal.contains(":") ? "IP6 " + literal : "IP4 " + literal;
  }
}
