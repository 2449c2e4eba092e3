package org.otklik.wire.sdp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.otklik.wire.rtp.G711;

/// One payload type of a description, by `a=rtpmap` or by its static number (RFC 3551 section 6).
///
/// @param encoding upper case; empty if it is neither mapped nor one that we know
/// @param clockRate ticks a second; 0 without an encoding
public record RtpFormat(int payloadType, String encoding, int clockRate, int channels) {

  /// Those that we can carry, in order of preference: A-law is Russia's.
  static final List<G711> LAWS = List.of(G711.A_LAW, G711.MU_LAW);

  static RtpFormat ofStatic(int payloadType) {
    return LAWS.stream()
        .filter(law -> law.payloadType() == payloadType)
        .findFirst()
        .map(law -> new RtpFormat(payloadType, law.toString(), G711.RATE, 1))
        .orElseGet(() -> new RtpFormat(payloadType, "", 0, 1));
  }

  /// The law if this is G.711.
  public Optional<G711> findLaw() {
    return LAWS.stream()
        .filter(law -> encoding.equals(law.toString()) && clockRate == G711.RATE && channels == 1)
        .findFirst();
  }

  /// Whether these are the telephone events that go with G.711 (RFC 4733); browsers have others
  /// too.
  public boolean isTelephoneEvent() {
    return encoding.equals("TELEPHONE-EVENT") && clockRate == G711.RATE;
  }

  static RtpFormat mapped(int payloadType, String encoding, int clockRate, int channels) {
    return new RtpFormat(payloadType, encoding.toUpperCase(Locale.ROOT), clockRate, channels);
  }
}
