package org.otklik.app.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a browser's fake microphone hears.
public final class Microphone {

  private static final int RATE = 48_000;
  private static final int SECONDS = 30;

  private Microphone() {}

  /// Writes 30 s of a tone as Chromium wants it: WAV, 48 kHz, mono, 16 bits.
  public static Path hearing(double hertz, Path folder) {
    var samples = new Tone(hertz, RATE).next(SECONDS * RATE);
    var bytes = 2 * samples.length;
    var wav = ByteBuffer.allocate(44 + bytes).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(US_ASCII)).putInt(36 + bytes).put("WAVEfmt ".getBytes(US_ASCII));
    wav.putInt(16).putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
    wav.putShort((short) 2).putShort((short) 16).put("data".getBytes(US_ASCII)).putInt(bytes);
    for (var sample : samples) {
      wav.putShort(sample);
    }
    try {
      return Files.write(folder.resolve("microphone.wav"), wav.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
