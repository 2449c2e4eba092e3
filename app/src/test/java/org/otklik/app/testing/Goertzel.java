package org.otklik.app.testing;

/// Says how much of one frequency is in a piece of sound.
public final class Goertzel {

  private Goertzel() {}

  /// Amplitude of a frequency, in units of a sample: that of a pure tone is its own.
  ///
  /// @param samples 8,000 a second
  public static double amplitude(short[] samples, double hertz) {
    return amplitude(samples, 0, samples.length, hertz);
  }

  /// Amplitude of a frequency in a part of the samples.
  public static double amplitude(short[] samples, int from, int to, double hertz) {
    var coefficient = 2 * Math.cos(2 * Math.PI * hertz / 8_000);
    var before = 0.0;
    var last = 0.0;
    for (var i = from; i < to; i++) {
      var next = samples[i] + coefficient * last - before;
      before = last;
      last = next;
    }
    var power = last * last + before * before - coefficient * last * before;
    return 2 * Math.sqrt(Math.max(0, power)) / Math.max(1, to - from);
  }
}
