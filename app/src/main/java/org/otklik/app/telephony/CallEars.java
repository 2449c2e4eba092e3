package org.otklik.app.telephony;

import java.io.IOException;

/// Hears what a caller says who is not with an operator. Called on threads of its own.
public interface CallEars {

  /// The next 200 ms; keys are cut out. It may be slow: 4 s may wait, then it breaks off.
  ///
  /// @param samples 8 kHz, 16 bits, one channel, low byte first
  /// @throws IOException if nothing more can be heard: it ends
  void heard(byte[] samples) throws IOException;

  /// Nothing more comes: it was ended, the caller is with an operator or gone, or it broke off.
  /// Told once.
  void ended();
}
