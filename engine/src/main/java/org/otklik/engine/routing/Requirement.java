package org.otklik.engine.routing;

import java.util.Set;

/// What a contact needs of an operator (rule 1).
///
/// @param level the least level of skill in the topic, 1 to 5; it may fall ring by ring
/// @param skills skills without which nobody qualifies at any ring
public record Requirement(
    TopicId topic, Language language, Channel channel, int level, Set<SkillId> skills) {

  /// Checks the bounds and copies the skills.
  public Requirement {
    if (level < 1 || level > 5) {
      throw new IllegalArgumentException("The level (%d) must be 1 to 5.".formatted(level));
    }
    skills = Set.copyOf(skills);
  }

  /// The same with another level.
  public Requirement withLevel(int other) {
    return other == level ? this : new Requirement(topic, language, channel, other, skills);
  }
}
