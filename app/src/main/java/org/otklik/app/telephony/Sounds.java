package org.otklik.app.telephony;

import java.nio.ShortBuffer;

/// What the line can say and play: the built-in prompts, each of which the centre can replace by a
/// file of the same name in its own folder. Loaded once at start.
public interface Sounds {

  /// Samples per second of every sound.
  int RATE_HZ = 8_000;

  /// The sound that people hear while they wait; a loop without a seam.
  String MUSIC = "music";

  /// Is there a sound of this name?
  ///
  /// @param name with the folder of its language, such as `ru/greeting`
  boolean has(String name);

  /// The sound, to read only: one channel, linear, 16 bits a sample.
  ///
  /// @throws IllegalArgumentException when there is no sound of this name
  ShortBuffer samples(String name);
}
