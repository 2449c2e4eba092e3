package org.otklik.app.messages.sound;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Samples as a WAV file that every player knows.
public final class Wav {
  private static final int HEADER_BYTES = 44;
  private static final short PCM = 1;
  private static final short CHANNELS = 1;

  private Wav() {}

  /// The file.
  ///
  /// @param samples 8 kHz, 16 bits, one channel, low byte first
  public static byte[] of(byte[] samples) {
    var file = ByteBuffer.allocate(HEADER_BYTES + samples.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(HEADER_BYTES - 8 + samples.length);
    file.put(ascii("WAVEfmt ")).putInt(16).putShort(PCM).putShort(CHANNELS);
    file.putInt(Loudness.RATE).putInt(Loudness.RATE * Loudness.SAMPLE_BYTES);
    file.putShort((short) Loudness.SAMPLE_BYTES).putShort((short) (8 * Loudness.SAMPLE_BYTES));
    file.put(ascii("data")).putInt(samples.length).put(samples);
    return file.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
