package org.otklik.app.dispatch.settings;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What people can ask about and who answers, `otklik.lineup.*`.
///
/// @param topics in the order in which people are asked; none: those that are there stay
/// @param operators by username; none: those that are there stay
@ConfigurationProperties(value = "otklik.lineup", ignoreUnknownFields = false)
public record LineupSettings(
    @DefaultValue List<TopicSettings> topics,
    @DefaultValue Map<String, OperatorSettings> operators) {

  /// Copies the collections.
  public LineupSettings {
    topics = List.copyOf(topics);
    operators = Map.copyOf(operators);
  }

  /// One topic as it is written down.
  ///
  /// @param id small letters, digits and hyphens
  /// @param ru its name in Russian
  /// @param en its name in English
  /// @param level the least level of skill that it needs, 1 to 5
  /// @param leastSpecialisedFirst among free operators the one with the fewest abilities is taken
  /// @param expert for operators alone: no line offers it
  public record TopicSettings(
      @DefaultValue("") String id,
      @DefaultValue("") String ru,
      @DefaultValue("") String en,
      @DefaultValue("1") int level,
      boolean leastSpecialisedFirst,
      boolean expert) {}

  /// What one operator can do, as it is written down.
  ///
  /// @param languages tags such as `ru`
  /// @param topics level of skill, 1 to 5, by id of the topic
  /// @param skills names of what only some can do, such as `sign-language`
  public record OperatorSettings(
      @DefaultValue List<String> languages,
      @DefaultValue Map<String, Integer> topics,
      @DefaultValue List<String> skills) {

    /// Copies the collections.
    public OperatorSettings {
      languages = List.copyOf(languages);
      topics = Map.copyOf(topics);
      skills = List.copyOf(skills);
    }
  }
}
