package org.otklik.app.notifications.sending;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.otklik.app.notifications.ReplyCommand;

/// Reads what people write on small keys. Of a message count its words, whatever stands between:
///
/// 1. case, `ё` or `е`, spaces and punctuation make no difference;
/// 2. Latin letters that look like Cyrillic ones are taken for them (`OTMEHA`);
/// 3. Russian words may be written in Latin letters (`da`), English ones are known (`yes`);
/// 4. words of politeness are left out;
/// 5. exactly one command must remain and nothing else: `да нет` is neither, and nobody's call is
///    cancelled by a guess.
final class ReplyReader {
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}]+");
  private static final String LATIN = "ABCEHKMOPTXY";
  private static final String CYRILLIC = "АВСЕНКМОРТХУ";

  private static final Map<String, ReplyCommand> COMMANDS = new HashMap<>();
  private static final Set<String> POLITE = new HashSet<>();

  static {
    commands(ReplyCommand.YES, "ДА", "DA", "YES", "Y", "OK", "ОК");
    commands(ReplyCommand.NO, "НЕТ", "NET", "NO", "N");
    commands(ReplyCommand.CANCEL, "ОТМЕНА", "ОТМЕНИТЬ", "ОТМЕНИТЕ", "OTMENA", "CANCEL", "STOP");
    commands(
        ReplyCommand.MOVE, "ПЕРЕНОС", "ПЕРЕНЕСТИ", "ПЕРЕНЕСИТЕ", "PERENOS", "MOVE", "RESCHEDULE");
    Arrays.stream(
            new String[] {
              "СПАСИБО", "ПОЖАЛУЙСТА", "ЗДРАВСТВУЙТЕ", "THANKS", "THANK", "YOU", "PLEASE"
            })
        .map(ReplyReader::folded)
        .forEach(POLITE::add);
  }

  private ReplyReader() {}

  static ReplyCommand read(String text) {
    var found = new HashSet<ReplyCommand>();
    for (var word : BETWEEN.split(Normalizer.normalize(text, Normalizer.Form.NFKC), -1)) {
      var folded = folded(word);
      if (!folded.isEmpty() && !POLITE.contains(folded)) {
        found.add(COMMANDS.getOrDefault(folded, ReplyCommand.UNKNOWN));
      }
    }
    return found.size() == 1 ? found.iterator().next() : ReplyCommand.UNKNOWN;
  }

  private static void commands(ReplyCommand command, String... words) {
    for (var word : words) {
      COMMANDS.put(folded(word), command);
    }
  }

  /// The same for words that look the same.
  private static String folded(String word) {
    var upper = word.toUpperCase(Locale.ROOT).replace('Ё', 'Е');
    var folded = new StringBuilder(upper.length());
    for (int i = 0; i < upper.length(); i++) {
      int at = LATIN.indexOf(upper.charAt(i));
      folded.append(at < 0 ? upper.charAt(i) : CYRILLIC.charAt(at));
    }
    return folded.toString();
  }
}
