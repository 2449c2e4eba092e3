package org.otklik.app.dispatch.jdbc;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.otklik.app.dispatch.Topics.Topic;
import org.otklik.app.dispatch.jdbc.Lineup.TopicRow;
import org.otklik.engine.routing.Capability;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.SkillId;
import org.otklik.engine.routing.TopicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads topics and capabilities, which are data.
@Repository
public final class JdbcLineups {
  private final JdbcClient jdbc;

  /// Reads with this client.
  public JdbcLineups(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The present line-up of a group.
  public Lineup read(String group) {
    return new Lineup(topics(group), capabilities(group));
  }

  private List<TopicRow> topics(String group) {
    return jdbc.sql(
            """
            select id, name_ru, name_en, expert, level, least_specialised_first
            from dispatch.topic
            where group_id = :group
            order by position, id
            """)
        .param("group", group)
        .query(
            (row, _) ->
                new TopicRow(
                    new Topic(
                        new TopicId(row.getString("id")),
                        Map.of("ru", row.getString("name_ru"), "en", row.getString("name_en")),
                        row.getBoolean("expert")),
                    row.getInt("level"),
                    row.getBoolean("least_specialised_first")))
        .list();
  }

  private Map<OperatorId, Capability> capabilities(String group) {
    var levels = levels(group);
    var languages = values(group, "operator_language", "language", Language::new);
    var skills = values(group, "operator_skill", "skill", SkillId::new);
    var capabilities = new HashMap<OperatorId, Capability>();
    jdbc.sql("select id, call_max from dispatch.operator where group_id = :group")
        .param("group", group)
        .query(
            row -> {
              var id = new OperatorId(row.getObject("id", UUID.class));
              capabilities.put(
                  id,
                  new Capability(
                      levels.getOrDefault(id, Map.of()),
                      languages.getOrDefault(id, Set.of()),
                      skills.getOrDefault(id, Set.of()),
                      calls(row.getInt("call_max"))));
            });
    return capabilities;
  }

  /// Who talks on the telephone also talks to those who are called back.
  private static Map<Channel, Integer> calls(int most) {
    return Map.of(Channel.CALL, most, Channel.CALLBACK, most);
  }

  private Map<OperatorId, Map<TopicId, Integer>> levels(String group) {
    var levels = new HashMap<OperatorId, Map<TopicId, Integer>>();
    jdbc.sql(
            """
            select t.operator, t.topic, t.level
            from dispatch.operator_topic t
            join dispatch.operator o on o.id = t.operator
            where o.group_id = :group
            """)
        .param("group", group)
        .query(
            row -> {
              levels
                  .computeIfAbsent(
                      new OperatorId(row.getObject("operator", UUID.class)), _ -> new HashMap<>())
                  .put(new TopicId(row.getString("topic")), row.getInt("level"));
            });
    return levels;
  }

  private <T> Map<OperatorId, Set<T>> values(
      String group, String table, String column, Function<String, T> value) {
    record Pair<T>(OperatorId operator, T value) {}
    return jdbc
        .sql(
            """
            select v.operator, v.%s as value
            from dispatch.%s v
            join dispatch.operator o on o.id = v.operator
            where o.group_id = :group
            """
                .formatted(column, table))
        .param("group", group)
        .query(
            (row, _) ->
                new Pair<>(
                    new OperatorId(row.getObject("operator", UUID.class)),
                    value.apply(row.getString("value"))))
        .list()
        .stream()
        .collect(groupingBy(Pair::operator, mapping(Pair::value, toSet())));
  }
}
