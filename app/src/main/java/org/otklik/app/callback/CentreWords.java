package org.otklik.app.callback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;

/// The nouns of the centre's words, and new words. With 48 nouns and 72 numbers a stranger guesses
/// one of 3,456, and has one guess for each call.
@Component
public final class CentreWords {
  private static final int UNITS = 9;
  private static final int TENS_MIN = 2;

  /// In Russian, by their English name, in the order of the list.
  private final Map<String, String> inRussian = read();

  /// All nouns.
  public List<String> nouns() {
    return List.copyOf(inRussian.keySet());
  }

  /// A new word.
  ///
  /// @param random a secure one
  public CentreWord draw(RandomGenerator random) {
    var nouns = nouns();
    var noun = nouns.get(random.nextInt(nouns.size()));
    int tens = random.nextInt(TENS_MIN, UNITS + 1);
    return new CentreWord(noun, 10 * tens + random.nextInt(1, UNITS + 1));
  }

  /// The word as it is read out, such as «липа, 47».
  ///
  /// @param language tag of the language in which the citizen was told
  public String say(CentreWord word, String language) {
    var noun =
        language.equals("ru") ? inRussian.getOrDefault(word.noun(), word.noun()) : word.noun();
    return noun + ", " + word.number();
  }

  private static Map<String, String> read() {
    try (var file = CentreWords.class.getResourceAsStream("/callback/nouns.txt")) {
      var text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      var nouns = new LinkedHashMap<String, String>();
      text.lines().map(line -> line.split("\t", 2)).forEach(pair -> nouns.put(pair[0], pair[1]));
      return nouns;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
