package org.otklik.app.pages;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Who can refuse a page the microphone. Each has its switch in another place.
public enum MicrophoneKeeper {
  /// Chrome, Edge, Yandex Browser.
  CHROMIUM,
  /// Firefox.
  FIREFOX,
  /// Safari on a Mac.
  SAFARI,
  /// Any browser on an iPhone or iPad.
  IOS,
  /// The system refuses it to the browser itself.
  SYSTEM;

  /// What a page's script says when the microphone is refused, by the name that it knows the keeper
  /// by: the text of `key`, whose argument `how` is where the switch is.
  public static Map<String, String> refusals(Texts texts, Language language, String key) {
    var refusals = new LinkedHashMap<String, String>();
    for (var keeper : values()) {
      var name = keeper.name().toLowerCase(Locale.ROOT);
      var how = texts.say(language, "pages.microphone." + name);
      refusals.put(name, texts.say(language, key, Map.of("how", how)));
    }
    return refusals;
  }
}
