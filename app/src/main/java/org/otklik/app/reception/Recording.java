package org.otklik.app.reception;

import org.otklik.engine.routing.TopicId;

/// One recording in one language.
///
/// @param name name of the file, without folder and ending
record Recording(VoiceLanguage language, String name) {

  static Recording of(VoiceLanguage language, Phrase phrase) {
    return new Recording(language, phrase.recordingName());
  }

  /// The name of a topic, as it is said in the menu.
  static Recording of(VoiceLanguage language, TopicId topic) {
    return new Recording(language, "topic-" + topic.value());
  }

  /// The name by which telephony knows it, such as `ru/greeting`.
  String sound() {
    return language.tag() + "/" + name;
  }
}
