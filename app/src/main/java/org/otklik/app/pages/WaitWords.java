package org.otklik.app.pages;

import java.time.Duration;
import java.util.Map;

/// Says a range of waiting time the way people speak: «меньше минуты», «от 4 до 7 минут», «больше
/// часа»; on every page in the same words.
public final class WaitWords {
  private static final int HOUR = 60;

  private final Texts texts;

  /// In the words of these texts.
  public WaitWords(Texts texts) {
    this.texts = texts;
  }

  /// The range as a part of a sentence.
  ///
  /// @param from whole minutes; zero means that it may be at once
  /// @param to whole minutes
  public String range(Language language, Duration from, Duration to) {
    long least = from.toMinutes();
    long most = Math.max(1, to.toMinutes());
    if (least >= HOUR) {
      return texts.say(language, "pages.wait.over", Map.of("hours", least / HOUR));
    }
    if (most == 1) {
      return texts.say(language, "pages.wait.soon");
    }
    return least == 0 || least >= most
        ? texts.say(language, "pages.wait.up-to", Map.of("to", most))
        : texts.say(language, "pages.wait.range", Map.of("from", least, "to", most));
  }
}
