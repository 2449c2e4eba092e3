package org.otklik.app.testing;

/// A sine tone, sample by sample, 8,000 a second unless told otherwise.
public final class Tone {

  private static final double AMPLITUDE = 8_000;

  private final double step;
  private double phase;

  public Tone(double hertz) {
    this(hertz, 8_000);
  }

  public Tone(double hertz, int samplesPerSecond) {
    this.step = 2 * Math.PI * hertz / samplesPerSecond;
  }

  /// The next samples, 16 bits, a quarter of full scale.
  public short[] next(int count) {
    var samples = new short[count];
    for (var i = 0; i < count; i++) {
      samples[i] = (short) Math.round(AMPLITUDE * Math.sin(phase));
      phase += step;
    }
    return samples;
  }
}
