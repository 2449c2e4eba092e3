package org.otklik.app.telephony.media.embedded;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.app.telephony.media.MediaRefusal;
import org.otklik.app.telephony.media.Negotiated;
import org.otklik.app.telephony.media.Secrecy;
import org.otklik.wire.rtp.G711;
import org.otklik.wire.sdp.Crypto;
import org.otklik.wire.sdp.Direction;
import org.otklik.wire.sdp.Origin;
import org.otklik.wire.sdp.PhoneAudio;
import org.otklik.wire.sdp.SdpProblem;
import org.otklik.wire.sdp.SessionDescription;
import org.otklik.wire.srtp.SrtpSession;
import org.otklik.wire.srtp.SrtpSuite;

/// A telephone's leg as signalling sees it. Once its sound is secured, it stays so: a description
/// of plain sound is refused. The keys stay as long as the other end's do; with new ones ours are
/// new too.
final class PlainLeg implements SignalledLeg {

  /// What we offer; every telephone that knows SRTP knows it (RFC 4568 6.2.1).
  private static final SrtpSuite OFFERED = SrtpSuite.AES_CM_128_HMAC_SHA1_80;

  private final Leg leg;
  private final PlainPath path;
  private final InetSocketAddress local;
  private final SecureRandom random;

  private Secrecy secrecy;
  private Origin origin;
  private G711 law = G711.A_LAW;
  private String latest = "";
  private @Nullable Crypto ours;
  private @Nullable Crypto theirs;

  PlainLeg(
      Leg leg,
      PlainPath path,
      InetSocketAddress local,
      Secrecy secrecy,
      SecureRandom random,
      Origin origin) {
    this.leg = leg;
    this.path = path;
    this.local = local;
    this.secrecy = secrecy;
    this.random = random;
    this.origin = origin;
  }

  @Override
  public Leg leg() {
    return leg;
  }

  /// Reads a description.
  ///
  /// @throws SdpProblem also if it is of another secrecy
  static PhoneAudio read(String description, Secrecy secrecy) throws SdpProblem {
    var parsed = SessionDescription.parse(description);
    if (secrecy == Secrecy.OFF) {
      return PhoneAudio.of(parsed);
    }
    var audio = PhoneAudio.ofSecuredToo(parsed);
    if (secrecy == Secrecy.REQUIRED && audio.crypto() == null) {
      throw SdpProblem.notAcceptable("Only secured sound is possible here.");
    }
    return audio;
  }

  /// Says whether sound can be sent where a description says: IPv4 does not reach IPv6.
  static boolean isReachable(PhoneAudio audio, InetAddress from) {
    return audio.rtp().getAddress().getClass().equals(from.getClass());
  }

  /// Makes our first offer.
  synchronized Negotiated offer() {
    var laws = List.of(G711.A_LAW, G711.MU_LAW);
    if (secrecy == Secrecy.OFF) {
      latest = PhoneAudio.offer(origin, local, laws, Direction.SENDRECV);
    } else {
      secrecy = Secrecy.REQUIRED;
      var key = Crypto.generate(1, OFFERED, random);
      ours = key;
      leg.loop().execute(() -> path.secure(null));
      latest = PhoneAudio.securedOffer(origin, local, laws, Direction.SENDRECV, key);
    }
    return new Negotiated.Agreed(leg.id(), latest, false);
  }

  /// Answers an offer.
  synchronized Negotiated answer(PhoneAudio offer) {
    choose(offer);
    var asked = offer.crypto();
    latest =
        asked == null
            ? offer.answer(origin, local, law, Direction.SENDRECV)
            : offer.answer(origin, local, law, Direction.SENDRECV, answer(asked));
    origin = origin.next();
    agree(offer);
    return new Negotiated.Agreed(leg.id(), latest, offer.isHeld());
  }

  @Override
  public synchronized Negotiated renegotiate(String offer) {
    try {
      var audio = read(offer, secrecy);
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
      var audio = answered(answer);
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

  private PhoneAudio answered(String answer) throws SdpProblem {
    var offered = ours;
    if (offered == null) {
      return read(answer, Secrecy.OFF);
    }
    var audio = PhoneAudio.ofSecuredAnswer(SessionDescription.parse(answer), offered);
    var told = audio.crypto();
    if (told != null && !told.equals(theirs)) {
      secure(offered, told);
    }
    return audio;
  }

  /// Our key for theirs; the same for the same.
  private Crypto answer(Crypto told) {
    var own = ours;
    if (own == null || !told.equals(theirs)) {
      own = told.answer(random);
      secure(own, told);
    }
    return own;
  }

  private void secure(Crypto own, Crypto told) {
    ours = own;
    theirs = told;
    secrecy = Secrecy.REQUIRED;
    var session = SrtpSession.of(own.suite(), own.keyAndSalt(), told.keyAndSalt());
    leg.loop().execute(() -> path.secure(session));
  }

  /// Carries early sound, at once or when the telephone proves that it is there.
  void beginEarly(boolean reached) {
    leg.loop()
        .execute(
            () -> {
              if (path.beginEarly(reached, leg.loop().nanos())) {
                leg.alive();
              }
            });
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
