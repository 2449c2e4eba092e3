package org.otklik.app.messages.sound;

import java.time.Duration;

/// Tells speech from silence by loudness alone. One thread owns it.
public final class Loudness {

  /// Samples a second, of 16 bits.
  public static final int RATE = 8_000;

  /// Bytes of a sample.
  public static final int SAMPLE_BYTES = 2;

  /// So loud is speech at least: 45 dB below full scale; a bad line hums at 50.
  private static final double SPEECH_MEAN_SQUARE = 184.0 * 184.0;

  /// A shorter noise is a click of the handset.
  private static final Duration SPEECH_MIN = Duration.ofMillis(400);

  /// Looked at together: 20 ms.
  private static final int FRAME = RATE / 50;

  private long samples;
  private long loud;
  private long lastLoud;

  /// Looks at what comes next.
  ///
  /// @param sound one channel, low byte first
  public void add(byte[] sound) {
    for (var from = 0; from < sound.length; from += FRAME * SAMPLE_BYTES) {
      var length = Math.min(FRAME, (sound.length - from) / SAMPLE_BYTES);
      samples += length;
      if (length > 0 && meanSquare(sound, from, length) >= SPEECH_MEAN_SQUARE) {
        loud += length;
        lastLoud = samples;
      }
    }
  }

  /// How much there was.
  public Duration length() {
    return duration(samples);
  }

  /// How long it has been silent.
  public Duration silence() {
    return duration(samples - lastLoud);
  }

  /// Whether anything was said.
  public boolean hasSpeech() {
    return duration(loud).compareTo(SPEECH_MIN) >= 0;
  }

  private static double meanSquare(byte[] sound, int from, int length) {
    var sum = 0L;
    for (var i = 0; i < length; i++) {
      var at = from + i * SAMPLE_BYTES;
      long sample = (short) ((sound[at] & 0xFF) | sound[at + 1] << 8);
      sum += sample * sample;
    }
    return (double) sum / length;
  }

  private static Duration duration(long count) {
    return Duration.ofMillis(count * 1_000 / RATE);
  }
}
