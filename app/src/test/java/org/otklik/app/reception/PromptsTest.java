package org.otklik.app.reception;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.otklik.app.callback.CentreWord;
import org.otklik.app.callback.CentreWords;
import org.otklik.app.dispatch.QueueSpot.Estimate;
import org.otklik.engine.routing.TopicId;

/// The prompts that come with the product.
final class PromptsTest {

  private static final int HZ = 8_000;
  private static final Path PROMPTS = Path.of("src/main/resources/prompts");
  private static final List<TopicId> TOPICS =
      Stream.of("passport", "benefits", "cars", "other").map(TopicId::new).toList();

  static Stream<Path> files() throws IOException {
    try (var files = Files.walk(PROMPTS)) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @EnumSource(VoiceLanguage.class)
  void recordsAllThatCanBeSaidAndNothingElse(VoiceLanguage language) throws IOException {
    var said = everythingThatCanBeSaid(language).stream().map(Prompt::name).collect(toSet());

    assertThat(Texts.of(language).keySet()).isEqualTo(said);
    assertThat(recorded(language)).isEqualTo(said);
  }

  @ParameterizedTest
  @EnumSource(VoiceLanguage.class)
  void saysTheCentresWordAsTheDeskShowsIt(VoiceLanguage language) {
    var words = new CentreWords();
    for (var noun : words.nouns()) {
      var word = new CentreWord(noun, 47);

      assertThat(Texts.heard(new SpokenPhrases(language).word(word)))
          .startsWith(words.say(word, language.tag()).replace("47", ""));
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isFitForATelephone(Path file) throws IOException {
    var samples = read(file);
    var isMusic = file.endsWith("music.wav");
    var millis = samples.length * 1_000L / HZ;
    var peak = peak(samples) / (double) Short.MAX_VALUE;

    assertThat(millis).isBetween(isMusic ? 40_000L : 200, isMusic ? 60_000L : 20_000);
    assertThat(peak).isBetween(isMusic ? 0.3 : 0.68, isMusic ? 0.4 : 0.73);
    assertThat(loudness(samples, 0, samples.length)).isGreaterThan(0.03);
  }

  @ParameterizedTest
  @MethodSource("files")
  void beginsAtOnceAndEndsWithAPauseNoLongerThanNeeded(Path file) throws IOException {
    var samples = read(file);

    var first = IntStream.range(0, samples.length).filter(i -> Math.abs(samples[i]) > 300);

    assertThat(first.findFirst().orElseThrow()).isLessThan(HZ / 8);
    assertThat(samples.length - lastLoud(samples)).isLessThan(HZ / 2);
  }

  @Test
  void playsMusicWithoutASeam() throws IOException {
    var samples = read(PROMPTS.resolve("music.wav"));
    var steepest =
        IntStream.range(1, samples.length)
            .map(i -> Math.abs(samples[i] - samples[i - 1]))
            .max()
            .orElseThrow();

    assertThat(Math.abs(samples[0] - samples[samples.length - 1])).isLessThanOrEqualTo(steepest);
    assertThat(loudness(samples, samples.length - HZ, samples.length))
        .isGreaterThan(loudness(samples, 0, samples.length) / 4);
  }

  @Test
  void staysSmall() throws IOException {
    long bytes = 0;
    for (var file : files().toList()) {
      bytes += Files.size(file);
    }

    assertThat(bytes).isLessThan(14_000_000);
  }

  private static Set<Prompt> everythingThatCanBeSaid(VoiceLanguage language) {
    var phrases = new SpokenPhrases(language);
    var said = new HashSet<>(phrases.say(Phrase.values()));
    said.addAll(phrases.menu(TOPICS, Conversation.OPERATOR_KEY));
    for (var noun : new CentreWords().nouns()) {
      for (int number = CentreWord.NUMBER_MIN; number <= CentreWord.NUMBER_MAX; number++) {
        if (number % 10 != 0) {
          said.addAll(phrases.word(new CentreWord(noun, number)));
        }
      }
    }
    for (char key = '0'; key <= '9'; key++) {
      said.addAll(phrases.digits("+" + key + key));
      said.addAll(phrases.languageChoice(key));
    }
    var monday = LocalDate.of(2026, 11, 23);
    for (int quarter = 0; quarter < 7 * 24 * 4; quarter++) {
      said.addAll(phrases.time(monday.atStartOfDay().plusMinutes(15L * quarter), monday));
      said.addAll(
          phrases.time(monday.atStartOfDay().plusMinutes(15L * quarter), monday.minusDays(2)));
    }
    for (int place = 1; place <= SpokenPhrases.PLACE_MAX + 1; place++) {
      said.addAll(phrases.place(place));
    }
    for (int to = 0; to <= SpokenPhrases.MINUTES_MAX + 1; to++) {
      for (int from = 0; from <= to; from++) {
        said.addAll(phrases.wait(new Estimate(Duration.ofMinutes(from), Duration.ofMinutes(to))));
      }
    }
    return said;
  }

  private static Set<String> recorded(VoiceLanguage language) throws IOException {
    try (var files = Files.list(PROMPTS.resolve(language.tag()))) {
      var names = new ArrayList<String>();
      files.forEach(file -> names.add(file.getFileName().toString().replace(".wav", "")));
      return Set.copyOf(names);
    }
  }

  private static int lastLoud(short[] samples) {
    return IntStream.range(0, samples.length)
        .filter(i -> Math.abs(samples[i]) > 300)
        .max()
        .orElseThrow();
  }

  private static double loudness(short[] samples, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) samples[i] * samples[i];
    }
    return Math.sqrt(sum / (to - from)) / Short.MAX_VALUE;
  }

  private static int peak(short[] samples) {
    return IntStream.range(0, samples.length).map(i -> Math.abs(samples[i])).max().orElseThrow();
  }

  private static short[] read(Path file) throws IOException {
    try (var audio = AudioSystem.getAudioInputStream(file.toFile())) {
      assertThat(audio.getFormat().toString())
          .isEqualTo("PCM_SIGNED 8000.0 Hz, 16 bit, mono, 2 bytes/frame, little-endian");
      var samples = ByteBuffer.wrap(audio.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      var read = new short[samples.remaining() / Short.BYTES];
      samples.asShortBuffer().get(read);
      return read;
    } catch (UnsupportedAudioFileException e) {
      throw new IOException(file.toString(), e);
    }
  }
}
