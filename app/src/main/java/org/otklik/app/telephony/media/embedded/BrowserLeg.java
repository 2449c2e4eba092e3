package org.otklik.app.telephony.media.embedded;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Optional;
import org.otklik.app.telephony.media.MediaRefusal;
import org.otklik.app.telephony.media.Negotiated;
import org.otklik.wire.dtls.DtlsIdentity;
import org.otklik.wire.ice.BrowserTransport;
import org.otklik.wire.ice.BrowserTransport.Credentials;
import org.otklik.wire.ice.BrowserTransport.Remote;
import org.otklik.wire.sdp.BrowserAudio;
import org.otklik.wire.sdp.Direction;
import org.otklik.wire.sdp.Origin;
import org.otklik.wire.sdp.SdpProblem;
import org.otklik.wire.sdp.SessionDescription;

/// A browser's leg as signalling sees it.
final class BrowserLeg implements SignalledLeg {

  private static final String CNAME = "otklik";

  private final Leg leg;
  private final BrowserPath path;
  private final InetSocketAddress local;
  private final DtlsIdentity identity;
  private final SecureRandom random;
  private final int ssrc;

  private Origin origin;

  BrowserLeg(
      Leg leg,
      BrowserPath path,
      InetSocketAddress local,
      DtlsIdentity identity,
      SecureRandom random,
      int ssrc,
      Origin origin) {
    this.leg = leg;
    this.path = path;
    this.local = local;
    this.identity = identity;
    this.random = random;
    this.ssrc = ssrc;
    this.origin = origin;
  }

  @Override
  public Leg leg() {
    return leg;
  }

  /// Reads an offer.
  static BrowserAudio read(String offer) throws SdpProblem {
    return BrowserAudio.of(SessionDescription.parse(offer));
  }

  /// Who the offer says that the browser is.
  static Remote remote(BrowserAudio offer) {
    return new Remote(offer.iceUfrag(), offer.icePassword(), offer.fingerprintSha256());
  }

  /// Answers the first offer, whose credentials the path has already.
  synchronized Negotiated answer(BrowserAudio offer, Credentials credentials) {
    var law = offer.laws().keySet().iterator().next();
    var sdp =
        offer.answer(
            new BrowserAudio.Answer(
                origin,
                local,
                law,
                Direction.SENDRECV,
                credentials.ufrag(),
                credentials.password(),
                identity.fingerprintSha256(),
                ssrc,
                CNAME));
    origin = origin.next();
    var terms = MediaTerms.of(offer.laws(), law, offer.telephoneEvent(), offer.direction());
    leg.loop().execute(() -> leg.terms(terms));
    return new Negotiated.Agreed(leg.id(), sdp, !offer.direction().receives());
  }

  @Override
  public synchronized Negotiated renegotiate(String text) {
    try {
      var offer = read(text);
      var credentials = BrowserTransport.Credentials.random(random);
      leg.loop().execute(() -> path.restart(remote(offer), credentials, leg.loop().nanos()));
      return answer(offer, credentials);
    } catch (SdpProblem e) {
      return new Negotiated.Refused(SignalledLeg.refusal(e));
    }
  }

  /// Browsers make the offers.
  @Override
  public Negotiated offerAgain() {
    return new Negotiated.Refused(MediaRefusal.NOT_ACCEPTABLE);
  }

  /// Browsers make the offers.
  @Override
  public Optional<MediaRefusal> accept(String answer) {
    return Optional.of(MediaRefusal.NOT_ACCEPTABLE);
  }
}
