package org.otklik.app.telephony.media;

import java.time.Duration;
import org.otklik.wire.rtp.G711;

/// A prompt or a piece of music in memory, as A-law, 8,000 samples a second: ready to be sent.
/// Immutable.
public final class Sound {

  private final String name;
  private final byte[] samples;

  private Sound(String name, byte[] samples) {
    this.name = name;
    this.samples = samples;
  }

  /// Makes a sound of linear samples, 8,000 a second.
  public static Sound of(String name, short[] linear) {
    var samples = new byte[linear.length];
    for (var i = 0; i < samples.length; i++) {
      samples[i] = G711.A_LAW.encode(linear[i]);
    }
    return new Sound(name, samples);
  }

  /// For logs and alarms.
  public String name() {
    return name;
  }

  /// Number of samples.
  public int length() {
    return samples.length;
  }

  public Duration duration() {
    return Duration.ofNanos(samples.length * 1_000_000_000L / G711.RATE);
  }

  /// Copies A-law samples.
  public void copy(int from, byte[] to, int at, int count) {
    System.arraycopy(samples, from, to, at, count);
  }

  @Override
  public String toString() {
    return name;
  }
}
