package org.otklik.app.reception;

import java.util.List;
import org.otklik.engine.routing.TopicId;

/// One of the centre's numbers, and what its callers are asked.
///
/// @param number as it is dialled, or `web` for calls from the browser
/// @param languages the first is the one for people who choose none
/// @param topics in the order of the keys 1, 2, …; none when nothing is asked
/// @param openTopic the topic of those who want an operator at once or choose none
record Line(
    String number,
    AnswerTime answer,
    List<VoiceLanguage> languages,
    List<TopicId> topics,
    TopicId openTopic) {

  /// Keys are said one by one: nobody remembers more topics than this.
  static final int TOPICS_MAX = 4;

  Line {
    languages = List.copyOf(languages);
    topics = List.copyOf(topics);
  }

  VoiceLanguage firstLanguage() {
    return languages.getFirst();
  }
}
