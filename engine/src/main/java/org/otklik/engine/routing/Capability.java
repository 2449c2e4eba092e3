package org.otklik.engine.routing;

import java.util.Map;
import java.util.Set;

/// What an operator can take (rule 1).
///
/// @param levels level 1 to 5 by topic; a topic that is not named is not served
/// @param capacity how many contacts at once by channel; a channel that is not named takes none
public record Capability(
    Map<TopicId, Integer> levels,
    Set<Language> languages,
    Set<SkillId> skills,
    Map<Channel, Integer> capacity) {

  /// Copies the collections.
  public Capability {
    levels = Map.copyOf(levels);
    languages = Set.copyOf(languages);
    skills = Set.copyOf(skills);
    capacity = Map.copyOf(capacity);
  }
}
