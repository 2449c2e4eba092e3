package org.otklik.app.telephony.media;

/// Hears what happens on a leg. Called on a media thread, which must not be kept waiting.
public interface LegListener {

  /// A browser's sound can flow both ways; again after an interruption. Not told of a telephone:
  /// there signalling knows.
  default void connected(LegId leg) {}

  /// A key was pressed: 0–9, `*`, `#`, A–D. Told once a press.
  default void digit(LegId leg, char key) {}

  /// A browser's transport is gone, as when its page is loaded anew. Renegotiation heals it.
  default void interrupted(LegId leg) {}

  /// The other end is silent for too long or did not come back: close the leg. Told once.
  default void lost(LegId leg, LossReason reason) {}

  /// Why a leg is lost.
  enum LossReason {

    /// A telephone that may speak sent nothing at all, not even a report, for too long.
    SILENT,

    /// A browser did not connect, or did not come back after an interruption.
    DISCONNECTED
  }
}
