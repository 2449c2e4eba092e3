package org.otklik.app.reception.settings;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The centre's lines and the limit of reception. The lines that come with the product are in
/// `reception.properties`; every value can be set anew by the environment.
///
/// @param lines by the number that is dialled, or `web` for calls from the browser
/// @param conversationsMax calls that are received at once, with an operator or not; the next one
///   is refused as busy
@ConfigurationProperties(value = "otklik.reception", ignoreUnknownFields = false)
public record ReceptionSettings(
    @DefaultValue Map<String, LineSettings> lines, @DefaultValue("1000") int conversationsMax) {

  /// Copies the lines.
  public ReceptionSettings {
    lines = Map.copyOf(lines);
  }

  /// One line as it is written down; `Lines` checks it.
  ///
  /// @param answer `at-once` or `by-operator`
  /// @param languages tags; the first is the one for people who choose none
  /// @param topics ids of topics in the order of the keys 1, 2, …
  /// @param openTopic the topic of those who want an operator at once or choose none
  public record LineSettings(
      @DefaultValue("at-once") String answer,
      @DefaultValue List<String> languages,
      @DefaultValue List<String> topics,
      @Nullable String openTopic) {

    /// Copies the lists.
    public LineSettings {
      languages = List.copyOf(languages);
      topics = List.copyOf(topics);
    }
  }
}
