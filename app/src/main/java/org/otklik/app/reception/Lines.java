package org.otklik.app.reception;

import static java.util.function.Predicate.not;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.otklik.app.SettingFaults;
import org.otklik.app.reception.settings.ReceptionSettings.LineSettings;
import org.otklik.engine.routing.TopicId;

/// The centre's lines, checked: every topic exists and everything that a caller will be told is
/// recorded. All faults are reported at once.
final class Lines {

  private final Map<String, Line> byNumber;

  private Lines(List<Line> lines) {
    byNumber = lines.stream().collect(Collectors.toUnmodifiableMap(Line::number, line -> line));
  }

  /// Checks what is written down.
  ///
  /// @param topicExists does dispatch know the topic?
  /// @param recorded is there a sound of this name?
  /// @throws org.otklik.app.StartRefused naming every fault
  static Lines check(
      Map<String, LineSettings> written,
      Predicate<TopicId> topicExists,
      Predicate<String> recorded) {
    var faults = new SettingFaults("otklik.reception.lines");
    var lines = new ArrayList<Line>();
    if (written.isEmpty()) {
      faults.add("*", "нет ни одной линии.", "there is no line.");
    }
    new TreeMap<>(written)
        .forEach(
            (number, line) -> {
              lines.add(new Reader(number, line, topicExists, recorded, faults).read());
            });
    faults.refuseIfAny();
    return new Lines(lines);
  }

  Optional<Line> find(String number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  /// Reads one line and collects what is wrong with it.
  private static final class Reader {
    private final String number;
    private final LineSettings written;
    private final Predicate<TopicId> topicExists;
    private final Predicate<String> recorded;
    private final SettingFaults faults;

    Reader(
        String number,
        LineSettings written,
        Predicate<TopicId> topicExists,
        Predicate<String> recorded,
        SettingFaults faults) {
      this.number = number;
      this.written = written;
      this.topicExists = topicExists;
      this.recorded = recorded;
      this.faults = faults;
    }

    Line read() {
      var answer = answer();
      var languages = languages();
      var topics = written.topics().stream().map(TopicId::new).toList();
      var openTopic = new TopicId(written.openTopic() == null ? "" : written.openTopic());
      checkTopics(answer, topics, openTopic);
      if (answer == AnswerTime.AT_ONCE) {
        languages.stream().distinct().forEach(language -> checkRecorded(language, topics));
      }
      return new Line(number, answer, languages, topics, openTopic);
    }

    private AnswerTime answer() {
      return switch (written.answer()) {
        case "at-once" -> AnswerTime.AT_ONCE;
        case "by-operator" -> AnswerTime.BY_OPERATOR;
        default -> {
          fault(
              "answer",
              "«%s» — нужно at-once или by-operator.".formatted(written.answer()),
              "\"%s\": at-once or by-operator is needed.".formatted(written.answer()));
          yield AnswerTime.AT_ONCE;
        }
      };
    }

    private List<VoiceLanguage> languages() {
      if (written.languages().isEmpty()) {
        fault("languages", "нужен хотя бы один язык.", "at least one language is needed.");
      }
      if (new HashSet<>(written.languages()).size() < written.languages().size()) {
        fault("languages", "один язык назван дважды.", "one language is named twice.");
      }
      for (var tag : written.languages()) {
        if (VoiceLanguage.find(tag).isEmpty()) {
          fault(
              "languages",
              "на языке «%s» линия не говорит.".formatted(tag),
              "the line does not speak the language \"%s\".".formatted(tag));
        }
      }
      return written.languages().stream()
          .map(VoiceLanguage::find)
          .flatMap(Optional::stream)
          .toList();
    }

    private void checkTopics(AnswerTime answer, List<TopicId> topics, TopicId openTopic) {
      if (answer == AnswerTime.AT_ONCE && topics.isEmpty()) {
        fault("topics", "нужна хотя бы одна тема.", "at least one topic is needed.");
      }
      if (topics.size() > Line.TOPICS_MAX) {
        fault(
            "topics",
            "тем %d, а на слух запоминают не больше %d.".formatted(topics.size(), Line.TOPICS_MAX),
            "there are %d, and %d are the most that people remember by ear."
                .formatted(topics.size(), Line.TOPICS_MAX));
      }
      if (new HashSet<>(topics).size() < topics.size()) {
        fault("topics", "одна тема названа дважды.", "one topic is named twice.");
      }
      topics.stream().filter(not(topicExists)).forEach(topic -> noTopic("topics", topic));
      if (!topicExists.test(openTopic)) {
        noTopic("open-topic", openTopic);
      }
    }

    private void checkRecorded(VoiceLanguage language, List<TopicId> topics) {
      topics.stream()
          .map(topic -> Prompt.of(language, topic).sound())
          .filter(not(recorded))
          .forEach(
              sound ->
                  fault(
                      "topics",
                      "нет записи «%s».".formatted(sound),
                      "there is no prompt \"%s\".".formatted(sound)));
    }

    private void noTopic(String setting, TopicId topic) {
      fault(
          setting,
          "нет темы «%s» для граждан.".formatted(topic.value()),
          "there is no topic \"%s\" for citizens.".formatted(topic.value()));
    }

    private void fault(String setting, String inRussian, String inEnglish) {
      faults.add(number + "." + setting, inRussian, inEnglish);
    }
  }
}
