package org.otklik.app.reception;

import org.otklik.engine.routing.TopicId;

/// One prompt in one language.
///
/// @param name name of the file, without folder and ending
record Prompt(VoiceLanguage language, String name) {

  static Prompt of(VoiceLanguage language, Phrase phrase) {
    return new Prompt(language, phrase.promptName());
  }

  /// The name of a topic, as it is said in the menu.
  static Prompt of(VoiceLanguage language, TopicId topic) {
    return new Prompt(language, "topic-" + topic.value());
  }

  /// The name by which telephony knows it, such as `ru/greeting`.
  String sound() {
    return language.tag() + "/" + name;
  }
}
