package org.otklik.app.telephony.call;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.otklik.app.telephony.media.Sound;

/// Reads what a telephone without a human is to say.
public final class SpokenWav {
  private static final AudioFormat SPOKEN = new AudioFormat(8_000, 16, 1, true, false);

  /// Ten minutes.
  private static final int VOICE_BYTES_MAX = 600 * 16_000;

  private SpokenWav() {}

  /// What is said when nobody wants anything else.
  ///
  /// @throws IOException if it is not there
  public static Sound hello() throws IOException {
    try (var wav = SpokenWav.class.getResourceAsStream("/call/hello.wav")) {
      if (wav == null) {
        throw new IOException("call/hello.wav");
      }
      return read(wav);
    }
  }

  /// A WAV of 8,000 samples a second, 16 bits, mono; the rest beyond ten minutes is left out.
  ///
  /// @throws IOException if it cannot be read, or is another kind
  public static Sound read(InputStream wav) throws IOException {
    try (var audio = AudioSystem.getAudioInputStream(new BufferedInputStream(wav))) {
      if (!audio.getFormat().matches(SPOKEN)) {
        throw new IOException("WAV: %s, not %s".formatted(audio.getFormat(), SPOKEN));
      }
      var samples =
          ByteBuffer.wrap(audio.readNBytes(VOICE_BYTES_MAX))
              .order(ByteOrder.LITTLE_ENDIAN)
              .asShortBuffer();
      var linear = new short[samples.remaining()];
      samples.get(linear);
      return Sound.of("voice", linear);
    } catch (UnsupportedAudioFileException e) {
      throw new IOException("WAV?", e);
    }
  }
}
