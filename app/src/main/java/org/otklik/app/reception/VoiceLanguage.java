package org.otklik.app.reception;

import java.util.Optional;
import org.otklik.engine.routing.Language;

/// A language that the line speaks: one for which everything is recorded.
enum VoiceLanguage {
  /// Russian.
  RU,
  /// English.
  EN;

  /// Its folder of prompts, and its BCP 47 tag.
  String tag() {
    return switch (this) {
      case RU -> "ru";
      case EN -> "en";
    };
  }

  Language language() {
    return new Language(tag());
  }

  static Optional<VoiceLanguage> find(String tag) {
    for (var language : values()) {
      if (language.tag().equals(tag)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }

  /// Does "minute" stand in the singular after this number? The form is the one after "up to": in
  /// Russian «до двадцати одной минуты», «до одиннадцати минут».
  boolean singular(int number) {
    return switch (this) {
      case RU -> number % 10 == 1 && number % 100 != 11;
      case EN -> number == 1;
    };
  }
}
