package org.otklik.app.telephony.media.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/// A recording, read by a reader that is not ours.
record Wav(short[] left, short[] right) {

  static Wav read(Path file) {
    try (var audio = AudioSystem.getAudioInputStream(file.toFile())) {
      var format = audio.getFormat();
      if (format.getChannels() != 2 || format.getSampleRate() != 8_000) {
        throw new AssertionError("Not what was promised: " + format);
      }
      var frames = (int) audio.getFrameLength();
      var samples = ByteBuffer.wrap(audio.readNBytes(frames * 4)).order(ByteOrder.LITTLE_ENDIAN);
      var wav = new Wav(new short[frames], new short[frames]);
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

  static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
