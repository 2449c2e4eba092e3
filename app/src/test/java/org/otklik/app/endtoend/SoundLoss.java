package org.otklik.app.endtoend;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.otklik.app.testing.StereoWav;

/// Silence where a tone should be in recordings, leaving out how talks begin and end.
///
/// @param files how many recordings
/// @param frames of 20 ms looked at, on each side
/// @param left silent frames of the citizens
/// @param right silent frames of the operators
record SoundLoss(int files, long frames, long left, long right) {
  private static final int FRAME = 160;
  private static final int BEGIN = 200;
  private static final int END = 100;

  /// Amplitude under which a frame is silence; the tone has 8,000.
  private static final int SILENCE = 1_000;

  static SoundLoss none() {
    return new SoundLoss(0, 0, 0, 0);
  }

  /// Together with what these recordings lost.
  SoundLoss and(List<Path> recordings) {
    var sum = this;
    for (var recording : recordings) {
      var wav = StereoWav.read(recording);
      var last = wav.length() / FRAME - END;
      sum =
          new SoundLoss(
              sum.files + 1,
              sum.frames + Math.max(0, last - BEGIN),
              sum.left + silent(wav.left(), last),
              sum.right + silent(wav.right(), last));
    }
    return sum;
  }

  /// Share of the frames of the side that lost more.
  double share() {
    return (double) Math.max(left, right) / frames;
  }

  @Override
  public String toString() {
    return "%,d recordings, %,d frames of 20 ms, lost %.5f %% of the citizens', %.5f %% of the operators'"
        .formatted(files, frames, 100.0 * left / frames, 100.0 * right / frames);
  }

  private static long silent(short[] samples, int last) {
    return IntStream.range(BEGIN, last).filter(frame -> isSilent(samples, frame)).count();
  }

  private static boolean isSilent(short[] samples, int frame) {
    for (int i = 0; i < FRAME; i++) {
      if (Math.abs(samples[frame * FRAME + i]) > SILENCE) {
        return false;
      }
    }
    return true;
  }
}
