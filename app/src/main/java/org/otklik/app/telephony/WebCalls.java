package org.otklik.app.telephony;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Calls that citizens make from a browser.
public interface WebCalls {

  /// The name that a call from a browser has instead of a dialled number. No telephone reaches it.
  String LINE = "web";

  /// Who calls, as far as the page knows.
  ///
  /// @param visitor the browser's own token, for the place of a person who is not signed in
  record Caller(@Nullable UUID citizenId, String visitor, String language) {}

  /// A call that has arrived.
  record Started(CallId call, String answer) {}

  /// A call arrives: `CallArrived` follows.
  ///
  /// @throws OfferRefused when nothing usable is offered, or the admission limit is reached
  Started start(Caller caller, String offer);

  /// The same call from a reloaded page or after a change of network.
  ///
  /// @return the SDP answer
  /// @throws OfferRefused when the call is over or the offer cannot be used
  String resume(CallId call, String offer);

  /// A key of the page's keypad.
  void digit(CallId call, char digit);

  /// The citizen hangs up.
  void hangUp(CallId call);
}
