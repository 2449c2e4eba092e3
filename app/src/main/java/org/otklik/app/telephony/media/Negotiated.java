package org.otklik.app.telephony.media;

/// How a negotiation of sound ended.
public sealed interface Negotiated {

  /// The description to send to the other end.
  ///
  /// @param heldByRemote the other end wants no sound for now
  record Agreed(LegId leg, String sdp, boolean heldByRemote) implements Negotiated {}

  /// There is no agreement; a leg that existed stays as it was.
  record Refused(MediaRefusal reason) implements Negotiated {}
}
