package org.otklik.app.telephony.media;

import java.io.IOException;

/// Takes what a leg says while it is alone, piece by piece, on a platform thread of its own.
public interface SoundTaker {

  /// Takes the next 200 ms; keys are cut out. It may be slow: 4 s may wait.
  ///
  /// @param samples 8 kHz, 16 bits, one channel, low byte first
  /// @throws IOException if nothing more can be taken: it ends
  void take(byte[] samples) throws IOException;

  /// Nothing more comes. Told once; on a thread of the plane.
  ///
  /// @param complete false when it broke off
  void ended(boolean complete);
}
