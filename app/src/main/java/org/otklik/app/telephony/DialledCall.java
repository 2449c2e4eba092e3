package org.otklik.app.telephony;

import org.otklik.app.telephony.media.LegId;

/// A call that the centre makes.
public interface DialledCall {

  /// Gives the call up, or ends it; its leg is closed. Nobody is told. Safe for a call that is
  /// over.
  void hangUp();

  /// Why a call was not answered.
  enum Failure {
    /// They talk already.
    BUSY,
    /// Somebody declined.
    DECLINED,
    /// Nobody can be disturbed there now.
    UNAVAILABLE,
    /// Nobody took it in time.
    NO_ANSWER,
    /// The call was sent elsewhere, where nobody of ours follows.
    REDIRECTED,
    /// No sign of life, or a fault of the way there.
    UNREACHABLE,
    /// Anything else that the other side says.
    REFUSED
  }

  /// Hears what becomes of a call, in its order, on a thread that may wait. The last that it hears
  /// is `failed` or `ended`; the leg is closed by then.
  interface Listener {

    /// There is sound before the answer.
    default void early(LegId leg) {}

    /// They have answered: the leg carries sound.
    void answered(LegId leg);

    /// The call was not answered.
    ///
    /// @param code of SIP
    void failed(Failure why, int code);

    /// They pressed a key: 0–9, `*`, `#`.
    default void pressed(char key) {}

    /// They put the call on hold, or take it up again.
    default void held(boolean held) {}

    /// The answered call is over.
    ///
    /// @param lost nobody hung up: the line died
    void ended(boolean lost);
  }
}
