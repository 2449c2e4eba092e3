package org.otklik.app.telephony;

/// The call is over, whoever ended it. Published once for each `CallArrived`.
public record CallEnded(CallId call, Cause cause) {

  /// Who or what ended it.
  public enum Cause {
    /// The citizen hung up.
    CITIZEN,
    /// We hung up: after a talk, a goodbye or a refusal.
    CENTRE,
    /// No sound or no signalling for too long.
    LINE_LOST,
    /// The product is being stopped.
    STOPPED
  }
}
