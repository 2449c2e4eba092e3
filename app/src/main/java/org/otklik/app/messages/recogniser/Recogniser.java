package org.otklik.app.messages.recogniser;

import java.io.IOException;
import java.util.Optional;
import org.otklik.app.messages.Messages.Recognised;

/// Writes down what was said. One thread at a time.
public interface Recogniser extends AutoCloseable {

  /// The tag of the language that it understands.
  String language();

  /// What it has understood; empty for nothing.
  ///
  /// @param samples 8 kHz, 16 bits, one channel, low byte first
  /// @throws IOException if it does not work
  Optional<Recognised> recognise(byte[] samples) throws IOException;

  @Override
  void close();
}
