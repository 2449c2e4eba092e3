package org.otklik.app.dispatch.jdbc;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.History;
import org.otklik.engine.routing.TopicId;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/// Counts the rows of contacts.
@Repository
final class JdbcHistory implements History {

  /// More topics nobody lists.
  private static final int TOPICS_MAX = 1_000;

  private static final String FIGURES =
      """
      with asked as materialized (
        select c.id, c.topic, c.arrived_at, c.place_since, c.answered_at, c.ended_at
        from dispatch.contact c
        where c.arrived_at >= :from and c.arrived_at < :until
          and c.line <> 'outside'
          and (:topic::text is null or c.topic = :topic)
      ), talked as (
        select a.contact, extract(epoch from sum(a.ended_at - a.connected_at)) as talk
        from asked c join dispatch.assignment a on a.contact = c.id
        where a.ended_at is not null and not a.consult
        group by a.contact
      ), wrapped_up as (
        select w.contact, extract(epoch from sum(w.ended_at - w.began_at)) as wrap_up
        from asked c join dispatch.wrap_up w on w.contact = c.id
        group by w.contact
      )
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
               t.talk, w.wrap_up
        from asked c
        left join talked t on t.contact = c.id
        left join wrapped_up w on w.contact = c.id
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

  /// The longest a question may take; then it fails. A year is long, and a shift must not wait.
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

  /// How much longer the connection waits, so that the server ends it first.
  private static final Duration ANSWER_GRACE = Duration.ofSeconds(2);

  private final JdbcClient db;
  private final DataSource connections;
  private final TransactionOperations transaction;

  /// One question at a time: more would take the connections and the disk from the shift.
  private final Semaphore turn = new Semaphore(1, true);

  JdbcHistory(JdbcClient db, DataSource connections, TransactionOperations transaction) {
    this.db = db;
    this.connections = connections;
    this.transaction = transaction;
  }

  @Override
  public List<Row> byInterval(Question question) {
    return answer(BY_INTERVAL, question, question.interval().intervalsMax());
  }

  @Override
  public List<Row> byTopic(Question question) {
    return answer(BY_TOPIC, question, TOPICS_MAX);
  }

  @Override
  public List<Row> byIntervalAndTopic(Question question, int rowsMax) {
    return answer(BY_BOTH, question, rowsMax);
  }

  private List<Row> answer(String sql, Question question, int rowsMax) {
    if (!takenTurn()) {
      throw new QueryTimeoutException("Other questions to the history take too long.");
    }
    try {
      var rows =
          transaction.execute(
              _ -> {
                limit();
                return asked(sql, question, rowsMax).query(JdbcHistory::row).list();
              });
      return requireNonNull(rows);
    } finally {
      turn.release();
    }
  }

  private boolean takenTurn() {
    try {
      return turn.tryAcquire(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// For this transaction; the pool takes its own limit back with the connection.
  private void limit() {
    db.sql("select set_config('statement_timeout', :millis, true)")
        .param("millis", Long.toString(ANSWER_MAX.toMillis()))
        .query(String.class)
        .single();
    var connection = DataSourceUtils.getConnection(connections);
    try {
      connection.setNetworkTimeout(Runnable::run, (int) ANSWER_MAX.plus(ANSWER_GRACE).toMillis());
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("The limit of the history cannot be set.", e);
    } finally {
      DataSourceUtils.releaseConnection(connection, connections);
    }
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
