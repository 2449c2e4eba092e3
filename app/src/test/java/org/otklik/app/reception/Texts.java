package org.otklik.app.reception;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The lists of texts from which the prompts are made, by name of the prompt.
final class Texts {

  private static final Map<VoiceLanguage, Map<String, String>> BY_LANGUAGE =
      Stream.of(VoiceLanguage.values())
          .collect(Collectors.toMap(language -> language, Texts::read));

  private Texts() {}

  static Map<String, String> of(VoiceLanguage language) {
    return BY_LANGUAGE.getOrDefault(language, Map.of());
  }

  /// What a caller hears, in letters.
  static String heard(List<Prompt> prompts) {
    return prompts.stream()
        .map(prompt -> of(prompt.language()).get(prompt.name()))
        .collect(Collectors.joining(" "));
  }

  private static Map<String, String> read(VoiceLanguage language) {
    var file = Path.of("src/main/voice", language.tag() + ".txt");
    try {
      return Files.readAllLines(file).stream()
          .map(line -> line.split("\t", -1))
          .collect(Collectors.toMap(columns -> columns[0], columns -> columns[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
