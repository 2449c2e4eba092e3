package org.otklik.app.pages;

import java.time.ZoneId;
import java.util.Optional;

/// Pages to render templates with.
final class ExamplePages {

  static final Texts TEXTS = BundledTexts.load("texts");

  private ExamplePages() {}

  static Page ofAStranger() {
    return page(Language.RU, Optional.empty());
  }

  static Page of(Visitor visitor) {
    return page(Language.RU, Optional.of(visitor));
  }

  static Page in(Language language) {
    return page(language, Optional.empty());
  }

  private static Page page(Language language, Optional<Visitor> visitor) {
    return new Page(
        language,
        TEXTS,
        visitor,
        new Page.FormToken("_csrf", "token-1"),
        "/assets/v1",
        "/here?a=1",
        "ABCD2345",
        new Centre(true, false, ZoneId.of("Europe/Moscow")));
  }
}
