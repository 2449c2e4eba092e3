package org.otklik.app.telephony.media.embedded;

import org.otklik.wire.rtp.G711;

/// What was agreed for the sound of one leg.
///
/// @param law in which we send; both laws are understood
/// @param eventType payload type of telephone events, −1 if the other end has none
/// @param sends whether we may send sound to the other end
/// @param receives whether the other end sends sound to us
record MediaTerms(G711 law, int eventType, boolean sends, boolean receives) {

  /// Before anything is agreed.
  static final MediaTerms NONE = new MediaTerms(G711.A_LAW, -1, false, false);
}
