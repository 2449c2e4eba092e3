package org.otklik.app.pages;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A language in which every page exists.
public enum Language {
  /// Russian, the default.
  RU("ru", "Русский"),
  /// English, complete beside it.
  EN("en", "English");

  private final String code;
  private final String ownName;
  private final Locale locale;

  Language(String code, String ownName) {
    this.code = code;
    this.ownName = ownName;
    this.locale = Locale.forLanguageTag(code);
  }

  /// The language with this two-letter code, empty for any other text.
  public static Optional<Language> find(String code) {
    return Arrays.stream(values()).filter(language -> language.code.equals(code)).findFirst();
  }

  /// The two-letter code of BCP 47, as in `lang="ru"`.
  public String code() {
    return code;
  }

  /// The language's name for those who speak it.
  public String ownName() {
    return ownName;
  }

  /// For the formatting of numbers, dates and plurals.
  public Locale locale() {
    return locale;
  }
}
