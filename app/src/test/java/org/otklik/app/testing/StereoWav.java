package org.otklik.app.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/// A recording of two channels, read by a reader that is not ours.
public final class StereoWav {

  private final short[] left;
  private final short[] right;

  private StereoWav(short[] left, short[] right) {
    this.left = left;
    this.right = right;
  }

  /// Reads a file.
  ///
  /// @throws AssertionError if it is not stereo, 8 kHz
  public static StereoWav read(Path file) {
    try (var audio = AudioSystem.getAudioInputStream(file.toFile())) {
      var format = audio.getFormat();
      if (format.getChannels() != 2 || format.getSampleRate() != 8_000) {
        throw new AssertionError("Not what was promised: " + format);
      }
      var frames = (int) audio.getFrameLength();
      var samples = ByteBuffer.wrap(audio.readNBytes(frames * 4)).order(ByteOrder.LITTLE_ENDIAN);
      var wav = new StereoWav(new short[frames], new short[frames]);
      for (var i = 0; i < frames; i++) {
        wav.left[i] = samples.getShort();
        wav.right[i] = samples.getShort();
      }
      return wav;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UnsupportedAudioFileException e) {
      throw new AssertionError(e);
    }
  }

  public short[] left() {
    return left.clone();
  }

  public short[] right() {
    return right.clone();
  }

  public int length() {
    return left.length;
  }
}
