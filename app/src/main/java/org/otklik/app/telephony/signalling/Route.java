package org.otklik.app.telephony.signalling;

import java.net.UnknownHostException;
import org.otklik.app.telephony.media.Telephone;
import org.otklik.wire.sip.OutgoingCall;
import org.otklik.wire.sip.OutgoingCallHandler;

/// One way to reach somebody, with one kind of sound.
interface Route {

  /// Who is called there; may wait for the name service.
  ///
  /// @throws UnknownHostException if nobody knows where it is
  Telephone telephone() throws UnknownHostException;

  /// Calls.
  ///
  /// @throws IllegalArgumentException if that is no address that can be called
  OutgoingCall call(String offer, OutgoingCallHandler handler);

  /// Takes what the call needs there.
  ///
  /// @return false when there is no place: another way may have one
  default boolean enter() {
    return true;
  }

  /// Gives back what was taken.
  default void leave() {}

  /// What the way answered, or what stands for that.
  default void heard(int code) {}

  /// Whether the way is worth trying after another was answered so; asked before [#enter].
  default boolean after(int code) {
    return true;
  }

  /// Only who refuses secured sound is called with plain sound, and only where settings say so.
  static boolean refusesSecrecy(int code) {
    return code == 488 || code == 606 || code == 415;
  }
}
