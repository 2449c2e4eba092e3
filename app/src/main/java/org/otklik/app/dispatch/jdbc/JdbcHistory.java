package org.otklik.app.dispatch.jdbc;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.History;
import org.otklik.engine.routing.TopicId;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/// Counts the rows of contacts.
@Repository
final class JdbcHistory implements History {

  /// More topics nobody lists.
  private static final int TOPICS_MAX = 1_000;

  private static final String FIGURES =
      """
      select %s, count(*) as offered,
             count(*) filter (where answered) as answered,
             count(*) filter (where abandoned) as abandoned,
             count(*) filter (where wait <= :inTime) as in_time,
             avg(wait) as wait_mean,
             percentile_cont(0.5) within group (order by wait) as wait_median,
             percentile_cont(0.9) within group (order by wait) as wait_90,
             avg(talk) as talk, avg(wrap_up) as wrap_up
      from (
        select case :interval
                 when 'QUARTER' then date_bin('15 minutes', c.arrived_at, timestamptz 'epoch')
                 when 'HOUR' then date_trunc('hour', c.arrived_at, :zone)
                 else date_trunc('day', c.arrived_at, :zone)
               end as at,
               c.topic, c.answered_at is not null as answered,
               c.answered_at is null and c.ended_at is not null as abandoned,
               case when c.answered_at is not null
                 then extract(epoch from greatest(c.answered_at - c.place_since, interval '0'))
               end as wait,
               (select extract(epoch from sum(a.ended_at - a.connected_at))
                from dispatch.assignment a where a.contact = c.id and a.ended_at is not null)
                 as talk,
               (select extract(epoch from sum(w.ended_at - w.began_at))
                from dispatch.wrap_up w where w.contact = c.id) as wrap_up
        from dispatch.contact c
        where c.arrived_at >= :from and c.arrived_at < :until
          and (:topic::text is null or c.topic = :topic)
      ) as one
      %s
      limit :rowsMax
      """;

  private static final String BY_INTERVAL =
      FIGURES.formatted("at, null as topic", "group by at order by at");
  private static final String BY_TOPIC =
      FIGURES.formatted("null as at, topic", "group by topic order by topic");
  private static final String BY_BOTH =
      FIGURES.formatted("at, topic", "group by at, topic order by at, topic");

  /// How many rows are fetched at once; the rest stays in the server until it is wanted, which a
  /// transaction allows.
  private static final int FETCHED = 500;

  private final JdbcClient db;
  private final TransactionOperations transaction;

  JdbcHistory(JdbcClient db, TransactionOperations transaction) {
    this.db = db;
    this.transaction = transaction;
  }

  @Override
  public List<Row> byInterval(Question question) {
    return asked(BY_INTERVAL, question, question.interval().intervalsMax())
        .query(JdbcHistory::row)
        .list();
  }

  @Override
  public List<Row> byTopic(Question question) {
    return asked(BY_TOPIC, question, TOPICS_MAX).query(JdbcHistory::row).list();
  }

  @Override
  public void each(Question question, int rowsMax, Consumer<Row> taker) {
    RowCallbackHandler each = row -> taker.accept(row(row, 0));
    transaction.executeWithoutResult(
        _ -> asked(BY_BOTH, question, rowsMax).withFetchSize(FETCHED).query(each));
  }

  private JdbcClient.StatementSpec asked(String sql, Question question, int rowsMax) {
    var topic = question.topic();
    return db.sql(sql)
        .param("interval", question.interval().name())
        .param("zone", question.zone().getId())
        .param("from", question.from().atOffset(ZoneOffset.UTC))
        .param("until", question.until().atOffset(ZoneOffset.UTC))
        .param("topic", topic == null ? null : topic.value())
        .param("inTime", IN_TIME.toSeconds())
        .param("rowsMax", rowsMax);
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    var at = row.getTimestamp("at");
    var topic = row.getString("topic");
    return new Row(
        at == null ? null : at.toInstant(),
        topic == null ? null : new TopicId(topic),
        row.getLong("offered"),
        row.getLong("answered"),
        row.getLong("abandoned"),
        row.getLong("in_time"),
        seconds(row, "wait_mean"),
        seconds(row, "wait_median"),
        seconds(row, "wait_90"),
        seconds(row, "talk"),
        seconds(row, "wrap_up"));
  }

  private static @Nullable Duration seconds(ResultSet row, String column) throws SQLException {
    BigDecimal seconds = row.getBigDecimal(column);
    return seconds == null ? null : Duration.ofMillis(seconds.movePointRight(3).longValue());
  }
}
