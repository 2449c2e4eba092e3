package org.otklik.app.telephony.media.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.otklik.app.telephony.media.SoundTaker;

/// Hands the left channel to who takes it.
final class TakenSound implements GrowingSound {
  private static final int SAMPLE_BYTES = 2;

  private final SoundTaker taker;
  private int samples;

  TakenSound(SoundTaker taker) {
    this.taker = taker;
  }

  @Override
  public void append(ByteBuffer both) throws IOException {
    var left = new byte[both.remaining() / WavFile.SAMPLE_BYTES * SAMPLE_BYTES];
    var at = both.position();
    for (var i = 0; i < left.length; i += SAMPLE_BYTES) {
      both.get(at + 2 * i, left, i, SAMPLE_BYTES);
    }
    taker.take(left);
    samples += left.length / SAMPLE_BYTES;
  }

  @Override
  public int length() {
    return samples;
  }

  @Override
  public void truncate() {
    // what was taken is the taker's
  }

  @Override
  public void close() {
    // the end is told by the recording
  }
}
