package org.otklik.app.telephony.media.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.otklik.app.telephony.media.Sound;
import org.otklik.wire.rtp.G711;

final class PlaylistTest {

  private final byte[] frame = new byte[Playlist.FRAME];

  @Test
  void joinsSoundsWithinAFrameAndPadsTheLast() {
    var playlist = Playlist.once(List.of(sound(1, 200), sound(2, 50), sound(3, 100)), _ -> {});

    assertThat(frames(playlist))
        .containsExactly(parts(1, 160), parts(1, 40, 2, 50, 3, 70), parts(3, 30, 0, 130));
    assertThat(playlist.isOver()).isTrue();
  }

  @Test
  void knowsItsEndWithItsLastFullFrame() {
    var playlist = Playlist.once(List.of(sound(1, 320)), _ -> {});
    playlist.next(frame);
    assertThat(playlist.isOver()).isFalse();

    playlist.next(frame);

    assertThat(playlist.isOver()).isTrue();
  }

  @Test
  void isOverAtOnceWithNothingToPlay() {
    assertThat(Playlist.once(List.of(), _ -> {}).isOver()).isTrue();
    assertThat(Playlist.once(List.of(sound(1, 0)), _ -> {}).next(frame)).isFalse();
  }

  @Test
  void repeatsMusicWithoutASeam() {
    var playlist = Playlist.forever(sound(1, 100));

    for (var i = 0; i < 50; i++) {
      assertThat(playlist.next(frame)).isTrue();
      assertThat(numbers()).isEqualTo(parts(1, 160));
    }
  }

  @Test
  void isSilentWithEmptyMusic() {
    assertThat(Playlist.forever(sound(1, 0)).next(frame)).isFalse();
  }

  private List<Integer[]> frames(Playlist playlist) {
    var frames = new ArrayList<Integer[]>();
    while (playlist.next(frame)) {
      frames.add(numbers());
    }
    return frames;
  }

  /// What the frame's samples were made of; 0 for silence.
  private Integer[] numbers() {
    var numbers = new Integer[Playlist.FRAME];
    for (var i = 0; i < frame.length; i++) {
      numbers[i] = Math.round(G711.A_LAW.decode(frame[i]) / 1_000f);
    }
    return numbers;
  }

  private static Integer[] parts(int... numberAndCount) {
    var numbers = new Integer[Playlist.FRAME];
    var from = 0;
    for (var i = 0; i < numberAndCount.length; i += 2) {
      Arrays.fill(numbers, from, from + numberAndCount[i + 1], numberAndCount[i]);
      from += numberAndCount[i + 1];
    }
    return numbers;
  }

  private static Sound sound(int number, int samples) {
    var linear = new short[samples];
    Arrays.fill(linear, (short) (number * 1_000));
    return Sound.of("number", linear);
  }
}
