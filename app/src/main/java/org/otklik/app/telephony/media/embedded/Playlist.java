package org.otklik.app.telephony.media.embedded;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.otklik.app.telephony.media.PlayEnd;
import org.otklik.app.telephony.media.Sound;
import org.otklik.wire.rtp.G711;

/// Cuts sounds into frames, one sound joined to the next without a gap. One media thread owns it.
final class Playlist implements OwnSound {

  /// Samples of a frame: 20 ms.
  static final int FRAME = 160;

  private final List<Sound> sounds;
  private final boolean forever;
  private final Consumer<PlayEnd> ended;

  private int sound;
  private int position;

  private Playlist(List<Sound> sounds, boolean forever, Consumer<PlayEnd> ended) {
    this.sounds = List.copyOf(sounds);
    this.forever = forever;
    this.ended = ended;
  }

  static Playlist once(List<Sound> sounds, Consumer<PlayEnd> ended) {
    return new Playlist(sounds, false, ended);
  }

  /// Plays the music over and over; an empty one is silence.
  static Playlist forever(Sound music) {
    return new Playlist(List.of(music), music.length() > 0, _ -> {});
  }

  /// Says whether this is that music, wherever it has got to.
  boolean isOf(Sound music) {
    return sounds.getFirst() == music;
  }

  /// Fills a frame with A-law; the last frame of a list that ends is padded with silence.
  ///
  /// @return false, the frame being silence, if nothing is left
  boolean next(byte[] frame) {
    var filled = 0;
    while (filled < FRAME && sound < sounds.size()) {
      var current = sounds.get(sound);
      var count = Math.min(FRAME - filled, current.length() - position);
      current.copy(position, frame, filled, count);
      filled += count;
      position += count;
      if (position == current.length()) {
        position = 0;
        sound = forever ? (sound + 1) % sounds.size() : sound + 1;
      }
    }
    Arrays.fill(frame, filled, FRAME, G711.A_LAW.silence());
    return filled > 0;
  }

  /// Says whether all frames were handed out.
  boolean isOver() {
    return sound == sounds.size();
  }

  /// Tells who asked for it.
  void end(PlayEnd end) {
    ended.accept(end);
  }
}
