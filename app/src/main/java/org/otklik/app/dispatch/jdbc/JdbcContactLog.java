package org.otklik.app.dispatch.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads contacts as they were.
@Repository
final class JdbcContactLog implements ContactLog {
  static final String COLUMNS =
      """
      select id, channel, line, caller_number, citizen_id, topic, language, recording_allowed,
             arrived_at, answered_at, ended_at, operator, outcome
      from dispatch.contact
      """;

  private final JdbcClient jdbc;

  JdbcContactLog(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Entry> find(ContactId id) {
    return jdbc.sql(COLUMNS + "where id = :id")
        .param("id", id.value())
        .query((row, _) -> entry(row))
        .optional();
  }

  @Override
  public List<Entry> ofPerson(
      @Nullable String callerNumber, @Nullable UUID citizenId, int entriesMax) {
    return jdbc.sql(
            COLUMNS
                + """
                where caller_number = :callerNumber::text or citizen_id = :citizenId::uuid
                order by arrived_at desc, id
                limit :entriesMax
                """)
        .param("callerNumber", ContactRequest.belongsToSomebody(callerNumber) ? callerNumber : null)
        .param("citizenId", citizenId)
        .param("entriesMax", entriesMax)
        .query((row, _) -> entry(row))
        .list();
  }

  @Override
  public List<Entry> ofOperator(OperatorId operator, int entriesMax) {
    return jdbc.sql(
            COLUMNS
                + """
                where operator = :operator and id in (
                  select contact from dispatch.assignment
                  where operator = :operator and connected_at is not null
                  order by offered_at desc
                  limit :entriesMax)
                order by answered_at desc, id
                limit :entriesMax
                """)
        .param("operator", operator.value())
        .param("entriesMax", entriesMax)
        .query((row, _) -> entry(row))
        .list();
  }

  static Entry entry(ResultSet row) throws SQLException {
    @Nullable UUID operator = row.getObject("operator", UUID.class);
    @Nullable String outcome = row.getString("outcome");
    return new Entry(
        new ContactId(row.getObject("id", UUID.class)),
        Channel.valueOf(row.getString("channel")),
        row.getString("line"),
        row.getString("caller_number"),
        row.getObject("citizen_id", UUID.class),
        new TopicId(row.getString("topic")),
        row.getString("language"),
        row.getBoolean("recording_allowed"),
        row.getTimestamp("arrived_at").toInstant(),
        instant(row.getTimestamp("answered_at")),
        instant(row.getTimestamp("ended_at")),
        operator == null ? null : new OperatorId(operator),
        outcome == null ? null : Outcome.valueOf(outcome));
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
