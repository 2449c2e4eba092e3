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
  /// @throws IllegalStateException naming every fault
  static Lines check(
      Map<String, LineSettings> written,
      Predicate<TopicId> topicExists,
      Predicate<String> recorded) {
    var faults = new ArrayList<String>();
    var lines = new ArrayList<Line>();
    if (written.isEmpty()) {
      faults.add("there is none");
    }
    new TreeMap<>(written)
        .forEach(
            (number, line) -> {
              var reader = new Reader(number, line, topicExists, recorded);
              lines.add(reader.read());
              faults.addAll(reader.faults);
            });
    if (!faults.isEmpty()) {
      throw new IllegalStateException(
          "Lines (otklik.reception.lines) that cannot be used:\n  " + String.join("\n  ", faults));
    }
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
    private final List<String> faults = new ArrayList<>();

    Reader(
        String number,
        LineSettings written,
        Predicate<TopicId> topicExists,
        Predicate<String> recorded) {
      this.number = number;
      this.written = written;
      this.topicExists = topicExists;
      this.recorded = recorded;
    }

    Line read() {
      var answer = answer();
      var languages = languages();
      var topics = written.topics().stream().map(TopicId::new).toList();
      var openTopic = new TopicId(written.openTopic() == null ? "" : written.openTopic());
      checkTopics(answer, topics, openTopic);
      if (answer == AnswerTime.AT_ONCE) {
        languages.forEach(language -> checkRecorded(language, topics));
      }
      return new Line(number, answer, languages, topics, openTopic);
    }

    private AnswerTime answer() {
      return switch (written.answer()) {
        case "at-once" -> AnswerTime.AT_ONCE;
        case "by-operator" -> AnswerTime.BY_OPERATOR;
        default -> {
          fault("answer is '%s', not at-once or by-operator".formatted(written.answer()));
          yield AnswerTime.AT_ONCE;
        }
      };
    }

    private List<VoiceLanguage> languages() {
      if (written.languages().isEmpty()) {
        fault("languages is empty");
      }
      if (new HashSet<>(written.languages()).size() < written.languages().size()) {
        fault("languages names one twice");
      }
      for (var tag : written.languages()) {
        if (VoiceLanguage.find(tag).isEmpty()) {
          fault("the line does not speak the language '%s'".formatted(tag));
        }
      }
      return written.languages().stream()
          .map(VoiceLanguage::find)
          .flatMap(Optional::stream)
          .toList();
    }

    private void checkTopics(AnswerTime answer, List<TopicId> topics, TopicId openTopic) {
      if (answer == AnswerTime.AT_ONCE && topics.isEmpty()) {
        fault("topics is empty");
      }
      if (topics.size() > Line.TOPICS_MAX) {
        fault("topics has %d, and %d are the most".formatted(topics.size(), Line.TOPICS_MAX));
      }
      if (new HashSet<>(topics).size() < topics.size()) {
        fault("topics names one twice");
      }
      topics.stream()
          .filter(not(topicExists))
          .forEach(topic -> fault("there is no topic '%s'".formatted(topic.value())));
      if (!topicExists.test(openTopic)) {
        fault("open-topic: there is no topic '%s'".formatted(openTopic.value()));
      }
    }

    private void checkRecorded(VoiceLanguage language, List<TopicId> topics) {
      topics.stream()
          .map(topic -> Prompt.of(language, topic).sound())
          .filter(not(recorded))
          .forEach(sound -> fault("there is no prompt '%s'".formatted(sound)));
    }

    private void fault(String sentence) {
      faults.add(number + ": " + sentence);
    }
  }
}
