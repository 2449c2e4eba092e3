package org.otklik.app.telephony.media.embedded;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otklik.wire.rtp.G711;
import org.otklik.wire.sdp.Direction;

/// What was agreed for the sound of one leg.
///
/// @param law in which we send
/// @param lawType its payload type
/// @param eventType payload type of telephone events, −1 if the other end has none
/// @param sends whether we may send sound to the other end
/// @param receives whether the other end sends sound to us
record MediaTerms(G711 law, int lawType, int eventType, boolean sends, boolean receives) {

  /// Before anything is agreed.
  static final MediaTerms NONE =
      new MediaTerms(G711.A_LAW, G711.A_LAW.payloadType(), -1, false, false);

  /// What follows from the other end's description and our choice of law.
  ///
  /// @param remote as the other end sees it
  static MediaTerms of(Map<G711, Integer> laws, G711 law, int eventType, Direction remote) {
    var weSend = remote.receives();
    var weReceive = remote.sends();
    var lawType = laws.getOrDefault(law, law.payloadType());
    return new MediaTerms(law, lawType, eventType, weSend, weReceive);
  }

  /// Says whether both may speak. Who is on hold, or hears only, may rightly be silent.
  boolean isTalk() {
    return sends && receives;
  }

  /// The law of a payload type that arrives: what was agreed, or a static one, for telephones that
  /// send what they like best.
  ///
  /// @return null if it is no sound that we understand
  @Nullable G711 law(int payloadType) {
    if (payloadType == lawType) {
      return law;
    }
    if (payloadType == G711.A_LAW.payloadType()) {
      return G711.A_LAW;
    }
    return payloadType == G711.MU_LAW.payloadType() ? G711.MU_LAW : null;
  }
}
