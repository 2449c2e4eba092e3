package org.otklik.engine.routing;

/// What keeps an operator from qualifying for a need, if anything (rule 1). The first that applies
/// is the one named.
enum Lack {
  TOPIC("lacksTopic"),
  CHANNEL("lacksChannel"),
  LANGUAGE("lacksLanguage"),
  SKILL("lacksSkill"),
  LEVEL("lacksLevel"),
  NOTHING("qualified");

  /// The name in the values of a [Reason].
  final String key;

  Lack(String key) {
    this.key = key;
  }

  static Lack of(Requirement need, Capability capability) {
    var level = capability.levels().get(need.topic());
    if (level == null) {
      return TOPIC;
    }
    if (capability.capacity().getOrDefault(need.channel(), 0) < 1) {
      return CHANNEL;
    }
    if (!capability.languages().contains(need.language())) {
      return LANGUAGE;
    }
    if (!capability.skills().containsAll(need.skills())) {
      return SKILL;
    }
    return level < need.level() ? LEVEL : NOTHING;
  }
}
