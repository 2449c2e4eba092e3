package org.otklik.wire.sdp;

import static org.otklik.wire.sdp.SdpProblem.malformed;
import static org.otklik.wire.sdp.SdpProblem.notAcceptable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otklik.wire.rtp.G711;

/// What a telephone's offer or answer says of its sound: G.711, in plain RTP (RFC 3551) or in SRTP
/// with keys told in the description (SAVP, RFC 4568).
///
/// Of several audio sections the first counts that we can carry. One of secured sound is never
/// answered in the clear. Who carries plain sound only reads with [#of]: there a secured section
/// alone is a problem, beside a plain one it is refused visibly. Who carries both reads with
/// [#ofSecuredToo]: there a secured one that we can carry goes before a plain one.
///
/// @param description what this was read from
/// @param index of the section that counts
/// @param rtp where to send sound; the wildcard address if nowhere
/// @param rtcp where to send reports
/// @param laws with the payload types that the telephone gave them
/// @param telephoneEvent payload type of its events; −1 if it has none
/// @param direction as the telephone sees it; the wildcard address (hold as in RFC 2543) counts as
///   not receiving
/// @param ptimeMillis sound in one packet, as wished; 0 if not said
/// @param crypto the telephone's key, the strongest of those that it tells; null in plain sound
public record PhoneAudio(
    SessionDescription description,
    int index,
    InetSocketAddress rtp,
    InetSocketAddress rtcp,
    Map<G711, Integer> laws,
    int telephoneEvent,
    Direction direction,
    int ptimeMillis,
    @Nullable Crypto crypto) {

  /// Our payload type of telephone events in offers.
  static final int TELEPHONE_EVENT = 101;

  private static final String OFFERED_SECURED = "RTP/SAVP";
  private static final Set<String> SECURED = Set.of(OFFERED_SECURED, "RTP/SAVPF");
  private static final Set<String> PLAIN = Set.of("RTP/AVP", "RTP/AVPF");
  private static final Comparator<Crypto> STRONGEST = Comparator.comparing(Crypto::suite);
  private static final int PORT_MAX = 65_535;

  /// Understands an offer or an answer of plain sound.
  ///
  /// @throws SdpProblem if there is no audio, only secured audio, neither law of G.711, or no
  ///   usable address
  public static PhoneAudio of(SessionDescription description) throws SdpProblem {
    return of(description, indexOfPlainAudio(description.media()));
  }

  /// Understands an offer or an answer of secured or plain sound; with a [#crypto] it must be
  /// answered by [#answer(Origin, InetSocketAddress, G711, Direction, Crypto)].
  ///
  /// @throws SdpProblem as [#of], and if secured audio has no key that we can use
  public static PhoneAudio ofSecuredToo(SessionDescription description) throws SdpProblem {
    var media = description.media();
    for (var i = 0; i < media.size(); i++) {
      if (isSecuredAudio(media.get(i))) {
        return of(description, i);
      }
    }
    return of(description);
  }

  /// Understands the answer to an offer of ours of secured sound.
  ///
  /// @param ours the key that we offered
  /// @throws SdpProblem as [#of], and if the answer is of another suite or in the clear
  public static PhoneAudio ofSecuredAnswer(SessionDescription answer, Crypto ours)
      throws SdpProblem {
    var audio = ofSecuredToo(answer);
    var theirs = audio.crypto;
    if (theirs == null || theirs.tag() != ours.tag() || theirs.suite() != ours.suite()) {
      throw notAcceptable("Secured sound was offered, and not answered so.");
    }
    return audio;
  }

  private static boolean isSecuredAudio(Media media) {
    return media.isLiveAudio()
        && SECURED.contains(media.protocol())
        && !media.crypto().isEmpty()
        && !media.laws().isEmpty();
  }

  private static PhoneAudio of(SessionDescription description, int index) throws SdpProblem {
    var media = description.media().get(index);
    var address = address(media.address());
    var rtcpPort = media.rtcpMux() ? media.port() : Math.min(media.port() + 1, PORT_MAX);
    var receives = media.direction().receives() && !address.isAnyLocalAddress();
    return new PhoneAudio(
        description,
        index,
        new InetSocketAddress(address, media.port()),
        new InetSocketAddress(address, media.rtcpPort() == 0 ? rtcpPort : media.rtcpPort()),
        media.laws(),
        media.telephoneEvent(),
        Direction.of(media.direction().sends(), receives),
        media.ptimeMillis(),
        SECURED.contains(media.protocol()) ? Collections.min(media.crypto(), STRONGEST) : null);
  }

  /// The law that two legs share, so that nothing has to be converted: A-law if they can.
  public static Optional<G711> findCommonLaw(Collection<G711> one, Collection<G711> other) {
    return RtpFormat.LAWS.stream()
        .filter(law -> one.contains(law) && other.contains(law))
        .findFirst();
  }

  /// An offer of ours of plain sound, also in place of the one that an INVITE lacks.
  ///
  /// @param laws in order of preference
  public static String offer(
      Origin origin, InetSocketAddress local, List<G711> laws, Direction direction) {
    return offer(origin, local, laws, direction, null);
  }

  /// An offer of ours of secured sound; whoever cannot do that must not answer it in the clear.
  ///
  /// @param ours our key
  public static String securedOffer(
      Origin origin, InetSocketAddress local, List<G711> laws, Direction direction, Crypto ours) {
    return offer(origin, local, laws, direction, ours);
  }

  private static String offer(
      Origin origin,
      InetSocketAddress local,
      List<G711> laws,
      Direction direction,
      @Nullable Crypto ours) {
    var types = new ArrayList<>(laws.stream().map(G711::payloadType).toList());
    types.add(TELEPHONE_EVENT);
    var writer =
        new SdpWriter(origin).audio(local, ours == null ? "RTP/AVP" : OFFERED_SECURED, types);
    laws.forEach(law -> writer.law(law, law.payloadType()));
    return writer.crypto(ours).telephoneEvent(TELEPHONE_EVENT).direction(direction).text();
  }

  /// Whether the telephone wants no sound for now: hold.
  public boolean isHeld() {
    return !direction.receives();
  }

  /// The answer to this offer of plain sound: one law, the telephone's events, every other section
  /// refused.
  ///
  /// @param law one of [#laws]
  /// @param wanted as we see it; narrowed to what the offer allows
  public String answer(Origin origin, InetSocketAddress local, G711 law, Direction wanted) {
    if (crypto != null) {
      throw new IllegalStateException("Secured sound must not be answered in the clear.");
    }
    return answerWith(origin, local, law, wanted, null);
  }

  /// The answer to this offer of secured sound.
  ///
  /// @param ours made by [Crypto#answer] of [#crypto]
  public String answer(
      Origin origin, InetSocketAddress local, G711 law, Direction wanted, Crypto ours) {
    if (crypto == null || ours.tag() != crypto.tag() || ours.suite() != crypto.suite()) {
      throw new IllegalArgumentException("Our key must belong to the one that was offered.");
    }
    return answerWith(origin, local, law, wanted, ours);
  }

  private String answerWith(
      Origin origin, InetSocketAddress local, G711 law, Direction wanted, @Nullable Crypto ours) {
    var writer = new SdpWriter(origin);
    for (var i = 0; i < description.media().size(); i++) {
      if (i == index) {
        writeAnswer(writer, local, law, wanted, ours);
      } else {
        writer.refused(description.media().get(i));
      }
    }
    return writer.text();
  }

  private void writeAnswer(
      SdpWriter writer,
      InetSocketAddress local,
      G711 law,
      Direction wanted,
      @Nullable Crypto ours) {
    var payloadType = payloadType(law);
    var types = telephoneEvent < 0 ? List.of(payloadType) : List.of(payloadType, telephoneEvent);
    writer
        .audio(local, description.media().get(index).protocol(), types)
        .law(law, payloadType)
        .crypto(ours)
        .telephoneEvent(telephoneEvent)
        .direction(direction.answer(wanted));
  }

  private int payloadType(G711 law) {
    var payloadType = laws.get(law);
    if (payloadType == null) {
      throw new IllegalArgumentException(
          "The law (%s) must be one of those offered %s.".formatted(law, laws.keySet()));
    }
    return payloadType;
  }

  private static int indexOfPlainAudio(List<Media> media) throws SdpProblem {
    var live = media.stream().filter(Media::isLiveAudio).toList();
    if (live.isEmpty()) {
      throw notAcceptable("The session description has no audio.");
    }
    var plain = live.stream().filter(each -> PLAIN.contains(each.protocol())).toList();
    if (plain.isEmpty()) {
      throw notAcceptable(
          "Only plain audio (RTP/AVP) is possible here; %s is not answered in the clear."
              .formatted(live.getFirst().protocol()));
    }
    for (var each : plain) {
      if (!each.laws().isEmpty()) {
        return media.indexOf(each);
      }
    }
    throw notAcceptable("Of the codecs only PCMA and PCMU are possible; neither is there.");
  }

  /// Names are not looked up: that would block, and let strangers have us ask.
  private static InetAddress address(String literal) throws SdpProblem {
    InetAddress address;
    try {
      address = InetAddress.ofLiteral(literal);
    } catch (IllegalArgumentException _) {
      throw notAcceptable("The c= line must give an IP address, not a name.");
    }
    if (address.isMulticastAddress()) {
      throw malformed("The c= line gives a multicast address.");
    }
    return address;
  }
}
