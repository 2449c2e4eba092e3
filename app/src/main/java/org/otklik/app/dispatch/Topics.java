package org.otklik.app.dispatch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.otklik.engine.routing.TopicId;

/// What contacts can be about; data, in the order in which people are asked.
public interface Topics {

  /// One topic.
  ///
  /// @param names the name in each language, keyed by language tag
  /// @param expert for operators alone: they hand contacts on to it and ask for advice there; no
  ///   line offers it
  record Topic(TopicId id, Map<String, String> names, boolean expert) {}

  /// All topics.
  List<Topic> all();

  /// One by id.
  Optional<Topic> find(TopicId id);
}
