package org.otklik.app.portal.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.QueueSpot.Estimate;
import org.otklik.app.pages.Language;
import org.otklik.app.pages.Texts;
import org.otklik.app.pages.WaitWords;

/// Says to a citizen how long the wait is, and owns up when it is longer than promised.
final class WaitSentences {
  private final Texts texts;
  private final WaitWords words;

  WaitSentences(Texts texts) {
    this.texts = texts;
    this.words = new WaitWords(texts);
  }

  /// @param estimate null when there is no honest ground for one
  String say(Language language, @Nullable Estimate estimate) {
    if (estimate == null) {
      return texts.say(language, "portal.wait.unknown");
    }
    var wait = Map.of("wait", words.range(language, estimate.from(), estimate.to()));
    return switch (estimate.news()) {
      case FIRST, AS_PROMISED -> texts.say(language, "portal.wait", wait);
      case LONGER -> texts.say(language, "portal.wait.longer", wait);
    };
  }
}
