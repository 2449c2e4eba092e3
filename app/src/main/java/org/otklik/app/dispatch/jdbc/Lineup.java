package org.otklik.app.dispatch.jdbc;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.otklik.app.dispatch.Topics.Topic;
import org.otklik.engine.routing.Capability;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;

/// What a group can be asked about and who can answer, at one moment.
///
/// @param topics in the order in which people are asked
public record Lineup(List<TopicRow> topics, Map<OperatorId, Capability> capabilities) {

  private static final Capability NOTHING = new Capability(Map.of(), Set.of(), Set.of(), Map.of());

  /// Copies the collections.
  public Lineup {
    topics = List.copyOf(topics);
    capabilities = Map.copyOf(capabilities);
  }

  /// One topic with its settings.
  ///
  /// @param level the least level of skill that it needs
  /// @param leastSpecialisedFirst among free operators the one with the fewest abilities is taken
  public record TopicRow(Topic topic, int level, boolean leastSpecialisedFirst) {}

  /// What this operator can take: nothing, if nothing is known of them.
  public Capability capabilityOf(OperatorId operator) {
    return capabilities.getOrDefault(operator, NOTHING);
  }

  /// One topic by id.
  public Optional<TopicRow> find(TopicId id) {
    return topics.stream().filter(row -> row.topic().id().equals(id)).findFirst();
  }
}
