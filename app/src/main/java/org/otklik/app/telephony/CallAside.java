package org.otklik.app.telephony;

/// The operator has handed the citizen on or put them aside: they are on the line with nobody.
public record CallAside(CallId call, Why why) {

  /// Why they are with nobody.
  public enum Why {
    /// They wait for another operator, at their place.
    TRANSFERRED,
    /// The operator comes back to them.
    PARKED
  }
}
