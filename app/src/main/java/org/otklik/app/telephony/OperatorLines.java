package org.otklik.app.telephony;

import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// The operators' sound. An operator's line lives for the shift and is bridged with callers; a new
/// page takes the line over, so a reload during a talk keeps the talk. An operator with a
/// registered telephone is called there for each talk instead.
public interface OperatorLines {

  /// Opens the line, or moves it to a new page.
  ///
  /// @param offer the browser's SDP offer
  /// @return the SDP answer
  /// @throws OfferRefused when the browser offers nothing that we can use, or no media port is free
  String open(OperatorId operator, String offer);

  /// Closes the line; a talk ends.
  void close(OperatorId operator);

  /// Can the operator talk: does sound flow on the page's line, or is a telephone registered?
  boolean open(OperatorId operator);

  /// Is a telephone the operator's sound, in place of the page? `OperatorPhoneChanged` tells when
  /// that changes.
  boolean byPhone(OperatorId operator);

  /// The operator is not heard.
  void mute(OperatorId operator, boolean muted);

  /// The citizen hears music and neither hears the other; or they talk again.
  void hold(OperatorId operator, ContactId contact, boolean held);

  /// Sends a key to the citizen's side (RFC 4733).
  void sendDigit(OperatorId operator, ContactId contact, char digit);
}
