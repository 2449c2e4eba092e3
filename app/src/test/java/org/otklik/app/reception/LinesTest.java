package org.otklik.app.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.otklik.app.StartRefused;
import org.otklik.app.reception.settings.ReceptionSettings;
import org.otklik.app.reception.settings.ReceptionSettings.LineSettings;
import org.otklik.engine.routing.TopicId;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class LinesTest {

  private static final Set<String> TOPICS = Set.of("passport", "benefits", "cars", "other");

  @Test
  void acceptsTheLinesThatComeWithTheProduct() throws IOException {
    var lines =
        Lines.check(bound("").lines(), LinesTest::exists, LinesTest::isRecordedInTheProduct);

    var line = lines.find("115").orElseThrow();
    assertThat(line.answer()).isEqualTo(AnswerTime.AT_ONCE);
    assertThat(line.languages()).containsExactly(VoiceLanguage.RU, VoiceLanguage.EN);
    assertThat(line.topics())
        .extracting(TopicId::value)
        .containsExactly("passport", "benefits", "cars", "other");
    assertThat(line.openTopic().value()).isEqualTo("other");
    assertThat(lines.find("1150").orElseThrow().answer()).isEqualTo(AnswerTime.BY_OPERATOR);
    assertThat(lines.find("web").orElseThrow().topics()).hasSize(4);
    assertThat(lines.find("116")).isEmpty();
  }

  @Test
  void letsTheCentreChangeOneValueOfALine() throws IOException {
    var settings = bound("otklik.reception.lines.115.topics=cars,other");

    var lines = Lines.check(settings.lines(), LinesTest::exists, LinesTest::isRecordedInTheProduct);

    assertThat(lines.find("115").orElseThrow().topics())
        .extracting(TopicId::value)
        .containsExactly("cars", "other");
    assertThat(lines.find("115").orElseThrow().languages()).hasSize(2);
  }

  @Test
  void namesAllFaultsAtOnce() {
    var written =
        Map.of(
            "115",
            line("sometimes", List.of("ru", "tt", "ru"), List.of("cars", "taxes"), "none"),
            "116",
            line("at-once", List.of(), List.of(), null),
            "117",
            line(
                "at-once",
                List.of("ru"),
                List.of("passport", "benefits", "cars", "other", "cars"),
                "other"));

    assertThatThrownBy(
            () -> Lines.check(written, LinesTest::exists, LinesTest::isRecordedInTheProduct))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(
            """
            Correct the settings:
              otklik.reception.lines.115.answer: "sometimes": at-once or by-operator is needed.
              otklik.reception.lines.115.languages: one language is named twice.
              otklik.reception.lines.115.languages: the line does not speak the language "tt".
              otklik.reception.lines.115.topics: there is no topic "taxes" for citizens.
              otklik.reception.lines.115.open-topic: there is no topic "none" for citizens.
              otklik.reception.lines.115.topics: there is no prompt "ru/topic-taxes".
              otklik.reception.lines.116.languages: at least one language is needed.
              otklik.reception.lines.116.topics: at least one topic is needed.
              otklik.reception.lines.116.open-topic: there is no topic "" for citizens.
              otklik.reception.lines.117.topics: there are 5, and 4 are the most that people remember by ear.
              otklik.reception.lines.117.topics: one topic is named twice.""")
        .hasMessageContaining("otklik.reception.lines.117.topics: одна тема названа дважды.");
  }

  @Test
  void refusesToStartWithoutALine() {
    assertThatThrownBy(() -> Lines.check(Map.of(), _ -> true, _ -> true))
        .hasMessageContaining("there is no line");
  }

  private static LineSettings line(
      String answer, List<String> languages, List<String> topics, @Nullable String openTopic) {
    return new LineSettings(answer, languages, topics, openTopic);
  }

  private static boolean exists(TopicId topic) {
    return TOPICS.contains(topic.value());
  }

  private static boolean isRecordedInTheProduct(String sound) {
    return Files.exists(Path.of("src/main/resources/prompts", sound + ".wav"));
  }

  /// The settings as the product binds them, with more that win over the file.
  private static ReceptionSettings bound(String more) throws IOException {
    var properties = new Properties();
    properties.load(
        new StringReader(
            Files.readString(Path.of("src/main/resources/reception.properties")) + "\n" + more));
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("otklik.reception", ReceptionSettings.class);
  }
}
