package org.otklik.app.reception;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The lists of texts from which the recordings are made, by name of the recording.
final class Texts {

  private Texts() {}

  static Map<String, String> of(VoiceLanguage language) {
    var file = Path.of("src/main/voice", language.tag() + ".txt");
    try {
      return Files.readAllLines(file).stream()
          .map(line -> line.split("\t", -1))
          .collect(Collectors.toMap(columns -> columns[0], columns -> columns[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What a caller hears, in letters.
  static String heard(List<Recording> recordings) {
    return recordings.stream()
        .map(recording -> of(recording.language()).get(recording.name()))
        .collect(Collectors.joining(" "));
  }
}
