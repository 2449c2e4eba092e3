package org.otklik.app.telephony.media;

/// Why sound could not be negotiated.
public enum MediaRefusal {

  /// The description cannot be read (SIP 400).
  MALFORMED,

  /// No audio that we can carry: neither G.711 law, or a transport that we do not have, or another
  /// [Secrecy] than is agreed with the telephone's owner (SIP 488).
  NOT_ACCEPTABLE,

  /// All media ports are taken, or for a citizen all but those kept for operators (SIP 503).
  NO_FREE_PORT,

  /// The leg is closed (SIP 481).
  LEG_GONE
}
