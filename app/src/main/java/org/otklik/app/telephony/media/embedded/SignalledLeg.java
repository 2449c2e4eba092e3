package org.otklik.app.telephony.media.embedded;

import java.util.Optional;
import org.otklik.app.telephony.media.MediaRefusal;
import org.otklik.app.telephony.media.Negotiated;
import org.otklik.wire.sdp.SdpProblem;

/// A leg as signalling sees it: descriptions are negotiated on the caller's thread, their outcome
/// is handed to the media thread. Safe for all threads.
sealed interface SignalledLeg permits BrowserLeg, PlainLeg {

  Leg leg();

  /// Answers a further offer.
  Negotiated renegotiate(String offer);

  /// Repeats our latest description.
  Negotiated offerAgain();

  /// Takes the answer to our offer.
  Optional<MediaRefusal> accept(String answer);

  /// The refusal that a description calls for.
  static MediaRefusal refusal(SdpProblem problem) {
    return switch (problem.kind()) {
      case MALFORMED -> MediaRefusal.MALFORMED;
      case NOT_ACCEPTABLE -> MediaRefusal.NOT_ACCEPTABLE;
    };
  }
}
