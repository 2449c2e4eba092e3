package org.otklik.app.telephony;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.otklik.app.telephony.media.Sound;
import org.springframework.stereotype.Component;

/// Sounds in the form in which the media plane plays them; each is converted once. As many as there
/// are recordings.
@Component
final class PlayableSounds {
  private final Sounds sounds;
  private final Map<String, Sound> playable = new ConcurrentHashMap<>();

  PlayableSounds(Sounds sounds) {
    this.sounds = sounds;
  }

  /// @throws IllegalArgumentException when there is no sound of this name
  Sound find(String name) {
    return playable.computeIfAbsent(name, this::convert);
  }

  Sound music() {
    return find(Sounds.MUSIC);
  }

  private Sound convert(String name) {
    var samples = sounds.samples(name);
    var linear = new short[samples.remaining()];
    samples.get(linear);
    return Sound.of(name, linear);
  }
}
