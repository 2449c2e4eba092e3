package org.otklik.app.dispatch.jdbc;

import javax.sql.DataSource;
import org.otklik.engine.routing.TopicId;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The queue group of the benchmark: one topic, and as many operators as are asked for.
public final class BenchmarkRows {
  /// The benchmark's own group.
  public static final String GROUP = "benchmark";

  /// Its topic.
  public static final TopicId TOPIC = new TopicId("benchmark");

  /// Followed by the number of the operator, its id.
  public static final String OPERATOR_PREFIX = "00000000-0000-7000-9000-";

  private final JdbcClient db;
  private final JdbcLineups lineups;

  /// In a database where the migrations have run.
  public BenchmarkRows(DataSource dataSource) {
    db = JdbcClient.create(dataSource);
    lineups = new JdbcLineups(db);
  }

  /// The present line-up.
  public Lineup lineup() {
    return lineups.read(GROUP);
  }

  /// Makes the topic and operators 1 to `operators`, if they are not there.
  public void prepare(int operators) {
    db.sql(
            """
            insert into dispatch.topic (id, group_id, position, name_ru, name_en)
            values (:topic, :group, 1, 'Измерение', 'Benchmark')
            on conflict do nothing
            """)
        .param("topic", TOPIC.value())
        .param("group", GROUP)
        .update();
    db.sql(
            """
            with added as (
              insert into dispatch.operator (id, group_id)
              select (:prefix || lpad(n::text, 12, '0'))::uuid, :group
              from generate_series(1, :operators) n
              on conflict do nothing
              returning id
            ), speaking as (
              insert into dispatch.operator_language (operator, language)
              select id, 'ru' from added
            )
            insert into dispatch.operator_topic (operator, topic, level)
            select id, :topic, 3 from added
            """)
        .param("prefix", OPERATOR_PREFIX)
        .param("group", GROUP)
        .param("topic", TOPIC.value())
        .param("operators", operators)
        .update();
  }
}
