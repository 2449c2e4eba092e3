package org.otklik.app.telephony.media;

/// Whether sound to a telephone is secured (SRTP with keys in the description, RFC 4568). An offer
/// of secured sound is never answered in the clear, whatever is set.
public enum Secrecy {

  /// Plain sound alone: an offer of secured sound alone is refused.
  OFF,

  /// Secured where the telephone offers it. We offer secured sound; who refuses that is offered
  /// plain sound in another call.
  OFFERED,

  /// Nothing but secured sound.
  REQUIRED
}
