package org.otklik.app.dispatch.jdbc;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.History.Question;
import org.otklik.app.dispatch.Waits.Score;
import org.otklik.engine.routing.TopicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/// Keeps score of promises from their rows.
@Repository
public final class JdbcScores {

  /// More topics nobody lists.
  private static final int TOPICS_MAX = 1_000;

  /// The longest a question may take; then it fails.
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

  private static final String SCORES =
      """
      select %s, count(*) as told,
             count(*) filter (where outcome = 'INSIDE') as inside,
             count(*) filter (where outcome = 'SHORTER') as shorter,
             count(*) filter (where outcome = 'LONGER' or late) as longer,
             count(*) filter (where outcome = 'GAVE_UP') as gave_up,
             count(*) filter (where scored) as scored,
             count(*) filter (where scored and real between low and high) as covered,
             avg(expected) filter (where scored) as expected,
             avg(real) filter (where scored) as real
      from (
        select case :interval
                 when 'QUARTER' then date_bin('15 minutes', p.told_at, timestamptz 'epoch')
                 when 'HOUR' then date_trunc('hour', p.told_at, :zone)
                 else date_trunc('day', p.told_at, :zone)
               end as at,
               p.topic, p.outcome, p.expected, p.low, p.high,
               p.ended_at is null and p.told_at + make_interval(mins => p.to_minutes) < :now
                 as late,
               coalesce(p.taken and p.expected is not null and p.number = 1, false) as scored,
               extract(epoch from p.ended_at - p.told_at)::double precision as real
        from dispatch.promise p
        where p.told_at >= :from and p.told_at < :until
          and (:topic::text is null or p.topic = :topic)
      ) as one
      %s
      limit :rowsMax
      """;

  private static final String BY_INTERVAL =
      SCORES.formatted("at, null as topic", "group by at order by at");
  private static final String BY_TOPIC =
      SCORES.formatted("null as at, topic", "group by topic order by topic");

  private final JdbcClient db;
  private final TransactionOperations transaction;
  private final Clock clock;

  JdbcScores(JdbcClient db, TransactionOperations transaction, Clock clock) {
    this.db = db;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// See [org.otklik.app.dispatch.Waits#byInterval].
  public List<Score> byInterval(Question question) {
    return answer(BY_INTERVAL, question, question.interval().intervalsMax());
  }

  /// See [org.otklik.app.dispatch.Waits#byTopic].
  public List<Score> byTopic(Question question) {
    return answer(BY_TOPIC, question, TOPICS_MAX);
  }

  private List<Score> answer(String sql, Question question, int rowsMax) {
    var topic = question.topic();
    var rows =
        transaction.execute(
            _ -> {
              limit();
              return db.sql(sql)
                  .param("interval", question.interval().name())
                  .param("zone", question.zone().getId())
                  .param("from", question.from().atOffset(ZoneOffset.UTC))
                  .param("until", question.until().atOffset(ZoneOffset.UTC))
                  .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                  .param("topic", topic == null ? null : topic.value())
                  .param("rowsMax", rowsMax)
                  .query((row, _) -> score(row))
                  .list();
            });
    return requireNonNull(rows);
  }

  /// For this transaction.
  private void limit() {
    db.sql("select set_config('statement_timeout', :millis, true)")
        .param("millis", Long.toString(ANSWER_MAX.toMillis()))
        .query(String.class)
        .single();
  }

  private static Score score(ResultSet row) throws SQLException {
    var at = row.getTimestamp("at");
    var topic = row.getString("topic");
    return new Score(
        at == null ? null : at.toInstant(),
        topic == null ? null : new TopicId(topic),
        row.getLong("told"),
        row.getLong("inside"),
        row.getLong("shorter"),
        row.getLong("longer"),
        row.getLong("gave_up"),
        row.getLong("scored"),
        row.getLong("covered"),
        seconds(row, "expected"),
        seconds(row, "real"));
  }

  private static @Nullable Duration seconds(ResultSet row, String column) throws SQLException {
    BigDecimal seconds = row.getBigDecimal(column);
    return seconds == null ? null : Duration.ofMillis(seconds.movePointRight(3).longValue());
  }
}
