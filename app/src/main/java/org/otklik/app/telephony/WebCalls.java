package org.otklik.app.telephony;

import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Calls that citizens make from a browser.
public interface WebCalls {

  /// The name that a call from a browser has instead of a dialled number. No telephone reaches it.
  String LINE = "web";

  /// Who calls, as far as the page knows.
  ///
  /// @param visitor the browser's own token, for the place of a person who is not signed in
  record Caller(@Nullable UUID citizenId, String visitor, String language) {}

  /// A call arrives: `CallArrived` follows, and in the end `CallEnded`, perhaps before this
  /// returns.
  ///
  /// @param call a new id: those who call know it before anything can be said about the call
  /// @param refused told when the call is not taken, before `CallEnded`
  /// @return the SDP answer
  /// @throws OfferRefused when nothing usable is offered, or the admission limit is reached; then
  ///   there is no call
  String start(CallId call, Caller caller, String offer, Consumer<Calls.Refusal> refused);

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
