package org.otklik.app.messages;

import java.io.IOException;

/// One message while its caller speaks. It is settled when it was decided whether it is kept, and
/// its sound has ended. Safe for all threads; the sound comes from one at a time.
public interface MessageRecording {

  /// Takes what was said; when it returns, a fault of this process does not lose it.
  ///
  /// @param samples 8 kHz, 16 bits, one channel, low byte first
  /// @return false when the caller has been silent for [Messages#SILENCE], or has spoken for
  ///   [Messages#LENGTH_MAX]: there is nothing more to wait for
  /// @throws IOException if it cannot be kept any more
  boolean take(byte[] samples) throws IOException;

  /// No more sound comes. Safe to call twice.
  void ended();

  /// Whether anything was said.
  boolean hasSpeech();

  /// It is to be heard by an operator. If nothing was said there is nothing to keep.
  void keep();

  /// The caller does not want it.
  void drop();
}
