package org.otklik.app.telephony.media.embedded;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.otklik.app.telephony.media.MediaRefusal;
import org.otklik.app.telephony.media.Negotiated;
import org.otklik.wire.rtp.G711;
import org.otklik.wire.sdp.Direction;
import org.otklik.wire.sdp.Origin;
import org.otklik.wire.sdp.PhoneAudio;
import org.otklik.wire.sdp.SdpProblem;
import org.otklik.wire.sdp.SessionDescription;

/// A telephone's leg as signalling sees it.
final class PlainLeg implements SignalledLeg {

  private final Leg leg;
  private final PlainPath path;
  private final InetSocketAddress local;

  private Origin origin;
  private G711 law = G711.A_LAW;
  private String latest = "";

  PlainLeg(Leg leg, PlainPath path, InetSocketAddress local, Origin origin) {
    this.leg = leg;
    this.path = path;
    this.local = local;
    this.origin = origin;
  }

  @Override
  public Leg leg() {
    return leg;
  }

  /// Reads a description.
  static PhoneAudio read(String description) throws SdpProblem {
    return PhoneAudio.of(SessionDescription.parse(description));
  }

  /// Says whether sound can be sent where a description says: IPv4 does not reach IPv6.
  static boolean isReachable(PhoneAudio audio, InetAddress from) {
    return audio.rtp().getAddress().getClass().equals(from.getClass());
  }

  /// Makes our first offer.
  synchronized Negotiated offer() {
    latest = PhoneAudio.offer(origin, local, List.of(G711.A_LAW, G711.MU_LAW), Direction.SENDRECV);
    return new Negotiated.Agreed(leg.id(), latest, false);
  }

  /// Answers an offer.
  synchronized Negotiated answer(PhoneAudio offer) {
    choose(offer);
    latest = offer.answer(origin, local, law, Direction.SENDRECV);
    origin = origin.next();
    agree(offer);
    return new Negotiated.Agreed(leg.id(), latest, offer.isHeld());
  }

  @Override
  public Negotiated renegotiate(String offer) {
    try {
      var audio = read(offer);
      return isReachable(audio, local.getAddress())
          ? answer(audio)
          : new Negotiated.Refused(MediaRefusal.NOT_ACCEPTABLE);
    } catch (SdpProblem e) {
      return new Negotiated.Refused(SignalledLeg.refusal(e));
    }
  }

  @Override
  public synchronized Negotiated offerAgain() {
    return new Negotiated.Agreed(leg.id(), latest, false);
  }

  @Override
  public synchronized Optional<MediaRefusal> accept(String answer) {
    try {
      var audio = read(answer);
      if (!isReachable(audio, local.getAddress())) {
        return Optional.of(MediaRefusal.NOT_ACCEPTABLE);
      }
      choose(audio);
      origin = origin.next();
      agree(audio);
      return Optional.empty();
    } catch (SdpProblem e) {
      return Optional.of(SignalledLeg.refusal(e));
    }
  }

  /// Carries sound from now on.
  void begin() {
    leg.loop()
        .execute(
            () -> {
              leg.alive();
              path.begin(leg.loop().nanos());
            });
  }

  /// Keeps the law if it can stay, else prefers A-law, which nearly all legs share.
  private void choose(PhoneAudio audio) {
    var laws = audio.laws().keySet();
    if (!laws.contains(law)) {
      law = laws.iterator().next();
    }
  }

  private void agree(PhoneAudio audio) {
    var terms = MediaTerms.of(audio.laws(), law, audio.telephoneEvent(), audio.direction());
    leg.loop().execute(() -> take(audio, terms));
  }

  private void take(PhoneAudio audio, MediaTerms terms) {
    leg.terms(terms);
    if (!audio.rtp().getAddress().isAnyLocalAddress()) {
      path.remote(audio.rtp(), audio.rtcp(), leg.loop().nanos());
    }
  }
}
