package org.otklik.app.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.otklik.app.testing.Goertzel;

/// The recording of a talk, as any player reads it.
final class Recorded {
  private final short[] left;
  private final short[] right;

  private Recorded(short[] left, short[] right) {
    this.left = left;
    this.right = right;
  }

  /// The newest recording below a data folder.
  static Recorded newest(Path data) {
    return newestIn(data.resolve("recordings"));
  }

  /// The newest in a folder of recordings.
  static Recorded newestIn(Path recordings) {
    try (var files = Files.walk(recordings)) {
      return read(
          files
              .filter(file -> file.toString().endsWith(".wav"))
              .max((one, other) -> Long.compare(modified(one), modified(other)))
              .orElseThrow(() -> new AssertionError("There is no recording.")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Amplitude of a tone in the middle third of the citizen's side.
  double citizen(double hertz) {
    return amplitude(left, hertz);
  }

  /// Amplitude of a tone in the middle third of the operator's side.
  double operator(double hertz) {
    return amplitude(right, hertz);
  }

  private static double amplitude(short[] side, double hertz) {
    return Goertzel.amplitude(side, side.length / 3, 2 * side.length / 3, hertz);
  }

  private static Recorded read(Path file) throws IOException {
    try (var audio = AudioSystem.getAudioInputStream(file.toFile())) {
      var samples =
          ByteBuffer.wrap(audio.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
      var left = new short[samples.remaining() / 2];
      var right = new short[left.length];
      for (var i = 0; i < left.length; i++) {
        left[i] = samples.get();
        right[i] = samples.get();
      }
      return new Recorded(left, right);
    } catch (UnsupportedAudioFileException e) {
      throw new AssertionError("Not a WAV file: " + file, e);
    }
  }

  private static long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
