package org.otklik.app.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SoundFilesTest {

  private static final int SECOND = Sounds.RATE_HZ;

  @TempDir private Path folder;

  @Test
  void knowsTheSoundsThatComeWithTheProduct() {
    var sounds = SoundFiles.load(null);

    assertThat(sounds.has("ru/greeting")).isTrue();
    assertThat(sounds.has("en/greeting")).isTrue();
    assertThat(sounds.has("fr/greeting")).isFalse();
    assertThat(sounds.samples(Sounds.MUSIC).remaining()).isBetween(40 * SECOND, 60 * SECOND);
    assertThatThrownBy(() -> sounds.samples("ru/greetings"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ru/greetings");
  }

  @Test
  void givesEachListenerTheWholeSound() {
    var sounds = SoundFiles.load(null);
    var first = sounds.samples("ru/press");
    var length = first.remaining();

    first.get();

    assertThat(sounds.samples("ru/press").remaining()).isEqualTo(length);
    assertThat(first.isReadOnly()).isTrue();
  }

  @Test
  void letsTheCentreReplaceAndAddPrompts() throws IOException {
    write("ru/greeting.wav", SECOND, 1, 3 * SECOND);
    write("ru/topic-taxes.wav", SECOND, 1, SECOND);
    Files.writeString(folder.resolve("readme.txt"), "Recorded in March.");

    var sounds = SoundFiles.load(folder);

    assertThat(sounds.samples("ru/greeting").remaining()).isEqualTo(3 * SECOND);
    assertThat(sounds.samples("ru/greeting").get(1)).isEqualTo((short) 258);
    assertThat(sounds.has("ru/topic-taxes")).isTrue();
    assertThat(sounds.has("ru/goodbye")).isTrue();
  }

  @Test
  void namesEveryFileThatCannotBeUsed() throws IOException {
    write("ru/greeting.wav", 44_100, 1, SECOND);
    write("ru/goodbye.wav", SECOND, 2, SECOND);
    write("ru/press.wav", SECOND, 1, 21 * SECOND);
    write("ru/left.wav", SECOND, 1, 0);
    write("music.wav", SECOND, 1, 301 * SECOND);
    Files.writeString(folder.resolve("ru/trouble.wav"), "not a sound");

    assertThatThrownBy(() -> SoundFiles.load(folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ru/greeting.wav: PCM_SIGNED 44100.0 Hz")
        .hasMessageContaining("ru/goodbye.wav: PCM_SIGNED 8000.0 Hz, 16 bit, stereo")
        .hasMessageContaining("ru/press.wav: 21 s long, where 20 s are the most")
        .hasMessageContaining("ru/left.wav: empty")
        .hasMessageContaining("music.wav: 301 s long, where 300 s are the most")
        .hasMessageContaining("ru/trouble.wav: not a WAV file");
  }

  @Test
  void saysThatTheFolderIsMissing() {
    assertThatThrownBy(() -> SoundFiles.load(folder.resolve("nowhere")))
        .hasMessageContaining("nowhere: not a folder");
  }

  private void write(String name, int hz, int channels, int frames) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    var format = new AudioFormat(hz, Short.SIZE, channels, true, false);
    var bytes = new byte[frames * channels * Short.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i % 4 == 0 ? 0 : i % 4 == 2 ? 2 : 1);
    }
    try (var audio = new AudioInputStream(new ByteArrayInputStream(bytes), format, frames)) {
      AudioSystem.write(audio, AudioFileFormat.Type.WAVE, file.toFile());
    }
  }
}
