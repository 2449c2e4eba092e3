package org.otklik.app.telephony;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// Sounds from WAV files: those of the product first, then those of the centre's own folder, which
/// replace them or add to them (the name of a new topic). All files that cannot be used are named
/// at once and the product does not start with them: a caller would hear a hole.
final class SoundFiles implements Sounds {

  /// A longer prompt is refused: nobody listens that long, and it is most likely a mistake.
  static final Duration SPEECH_MAX = Duration.ofSeconds(20);

  /// Longest hold music; it is kept in memory.
  static final Duration MUSIC_MAX = Duration.ofMinutes(5);

  private static final String BUILT_IN = "/prompts/";
  private static final String SUFFIX = ".wav";

  private final Map<String, ShortBuffer> samples;

  private SoundFiles(Map<String, ShortBuffer> samples) {
    this.samples = Map.copyOf(samples);
  }

  /// Loads everything.
  ///
  /// @param folder the centre's own prompts, in folders by language like the built-in ones; null
  ///   when it has none
  /// @throws IllegalStateException naming every file that cannot be used
  static SoundFiles load(@Nullable Path folder) {
    var loaded = new HashMap<String, ShortBuffer>();
    var faults = new ArrayList<String>();
    loadBuiltIn(loaded, faults);
    if (folder != null) {
      loadFolder(folder, loaded, faults);
    }
    if (!faults.isEmpty()) {
      throw new IllegalStateException(
          "Prompts that cannot be used:\n  " + String.join("\n  ", faults));
    }
    return new SoundFiles(loaded);
  }

  @Override
  public boolean has(String name) {
    return samples.containsKey(name);
  }

  @Override
  public ShortBuffer samples(String name) {
    var found = samples.get(name);
    if (found == null) {
      throw new IllegalArgumentException("There is no sound named '%s'.".formatted(name));
    }
    return found.duplicate();
  }

  private static void loadBuiltIn(Map<String, ShortBuffer> into, List<String> faults) {
    try {
      for (var resource :
          new PathMatchingResourcePatternResolver()
              .getResources("classpath*:" + BUILT_IN + "**/*" + SUFFIX)) {
        var address = resource.getURL().toString();
        var file = address.substring(address.lastIndexOf(BUILT_IN) + BUILT_IN.length());
        try (var content = resource.getInputStream()) {
          load(file, content, into, faults);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void loadFolder(Path folder, Map<String, ShortBuffer> into, List<String> faults) {
    if (!Files.isDirectory(folder)) {
      faults.add("%s: not a folder".formatted(folder));
      return;
    }
    try (var files = Files.walk(folder, 2)) {
      for (var file : files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
        try (var content = Files.newInputStream(file)) {
          load(folder.relativize(file).toString().replace('\\', '/'), content, into, faults);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void load(
      String file, InputStream content, Map<String, ShortBuffer> into, List<String> faults)
      throws IOException {
    var name = file.substring(0, file.length() - SUFFIX.length());
    try (var audio = AudioSystem.getAudioInputStream(new BufferedInputStream(content))) {
      var limit = name.equals(MUSIC) ? MUSIC_MAX : SPEECH_MAX;
      var fault = fault(audio.getFormat(), audio.getFrameLength(), limit);
      if (fault == null) {
        into.put(name, read(audio));
      } else {
        faults.add(file + ": " + fault);
      }
    } catch (UnsupportedAudioFileException _) {
      faults.add(file + ": not a WAV file");
    }
  }

  private static @Nullable String fault(AudioFormat format, long frames, Duration limit) {
    if (!format.getEncoding().equals(AudioFormat.Encoding.PCM_SIGNED)
        || format.getSampleSizeInBits() != Short.SIZE
        || format.getChannels() != 1
        || Math.round(format.getSampleRate()) != RATE_HZ) {
      return "%s, where linear 16 bit, one channel, %d Hz is needed".formatted(format, RATE_HZ);
    }
    if (frames <= 0) {
      return "empty";
    }
    if (frames > limit.toSeconds() * RATE_HZ) {
      return "%d s long, where %d s are the most".formatted(frames / RATE_HZ, limit.toSeconds());
    }
    return null;
  }

  private static ShortBuffer read(InputStream audio) throws IOException {
    var sound =
        ByteBuffer.wrap(audio.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    return ShortBuffer.allocate(sound.remaining()).put(sound).flip().asReadOnlyBuffer();
  }
}
