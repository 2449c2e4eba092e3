import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/// Composes the music that people hear while they wait: slow broken chords of soft bell tones, a loop
/// of 51.2 s without a seam. It is our own, so that no licence of anybody else concerns it.
///
/// All that sounds lies between 300 and 3,400 Hz, which is what a telephone carries, and there is
/// nothing loud, sudden or low that G.711 would turn into noise. The tail of a tone that rings past
/// the end sounds on at the beginning, which makes the loop seamless.
///
/// Usage: `java HoldMusic.java <file.wav>`
final class HoldMusic {

  private static final int RATE = 8_000;
  private static final double SECONDS_PER_STEP = 0.4;
  private static final int STEPS_PER_CHORD = 8;
  private static final double PEAK = 0.35;
  private static final double BAND_MAX_HZ = 3_400;

  /// Four notes each, as MIDI numbers, voiced so that neighbours share notes and none is below
  /// 311 Hz.
  private static final int[][] CHORDS = {
    {67, 72, 76, 79}, // C
    {67, 71, 74, 79}, // G
    {69, 72, 76, 81}, // A minor
    {65, 69, 72, 77}, // F
    {67, 72, 76, 79}, // C
    {69, 72, 77, 81}, // F
    {65, 69, 74, 77}, // D minor
    {67, 71, 74, 79}, // G
    {69, 72, 76, 81}, // A minor
    {67, 71, 76, 79}, // E minor
    {65, 69, 72, 77}, // F
    {67, 72, 76, 79}, // C
    {65, 69, 74, 77}, // D minor
    {69, 72, 76, 81}, // A minor
    {65, 69, 74, 77}, // D minor
    {67, 71, 74, 79}, // G
  };

  /// Which note of the chord sounds at each step; -1 is a rest. Two figures alternate.
  private static final int[][] FIGURES = {
    {0, 2, 1, 3, 2, 1, 0, -1},
    {0, 1, 2, 3, -1, 2, 1, -1},
  };

  /// Strength of the partials of a tone, and how fast each fades.
  private static final double[] PARTIALS = {1.0, 0.32, 0.12, 0.04};

  private static final double[] FADES_PER_SECOND = {1.5, 2.6, 4.0, 6.0};

  private final double[] loop =
      new double[(int) Math.round(CHORDS.length * STEPS_PER_CHORD * SECONDS_PER_STEP * RATE)];

  public static void main(String[] arguments) {
    var music = new HoldMusic();
    music.compose();
    music.write(Path.of(arguments[0]));
  }

  private void compose() {
    for (int chord = 0; chord < CHORDS.length; chord++) {
      var figure = FIGURES[chord % FIGURES.length];
      for (int step = 0; step < STEPS_PER_CHORD; step++) {
        if (figure[step] >= 0) {
          double at = (chord * STEPS_PER_CHORD + step) * SECONDS_PER_STEP;
          tone(at, CHORDS[chord][figure[step]], step == 0 ? 1.0 : 0.7);
        }
      }
    }
  }

  private void tone(double atSeconds, int note, double strength) {
    double hz = 440 * Math.pow(2, (note - 69) / 12.0);
    int start = (int) Math.round(atSeconds * RATE);
    for (int i = 0; i < 4 * RATE; i++) {
      double t = (double) i / RATE;
      double attack = 1 - Math.exp(-t / 0.012);
      double sum = 0;
      for (int p = 0; p < PARTIALS.length && hz * (p + 1) < BAND_MAX_HZ; p++) {
        sum += PARTIALS[p] * Math.exp(-FADES_PER_SECOND[p] * t) * Math.sin(2 * Math.PI * hz * (p + 1) * t);
      }
      loop[(start + i) % loop.length] += strength * attack * sum;
    }
  }

  private void write(Path file) {
    double loudest = 0;
    for (double sample : loop) {
      loudest = Math.max(loudest, Math.abs(sample));
    }
    var bytes = new byte[loop.length * 2];
    for (int i = 0; i < loop.length; i++) {
      int sample = (int) Math.round(loop[i] / loudest * PEAK * Short.MAX_VALUE);
      bytes[2 * i] = (byte) sample;
      bytes[2 * i + 1] = (byte) (sample >> 8);
    }
    var format = new AudioFormat(RATE, 16, 1, true, false);
    try (var stream =
        new AudioInputStream(new java.io.ByteArrayInputStream(bytes), format, loop.length)) {
      AudioSystem.write(stream, AudioFileFormat.Type.WAVE, file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
