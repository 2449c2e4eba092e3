package org.otklik.app.dispatch.jdbc;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.CallBackList;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The supervisor's list of people to be called. It is written to by the group's thread too;
/// PostgreSQL arbitrates.
@Repository
final class JdbcCallBackList implements CallBackList {
  private final JdbcClient jdbc;
  private final Clock clock;

  JdbcCallBackList(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public List<Entry> open(int entriesMax) {
    return jdbc.sql(
            """
            select b.contact, b.caller_number, b.topic, b.waiting_since, c.citizen_id,
                   c.visitor is not null or c.citizen_id is not null as browser,
                   tried.attempts, tried.last_attempt
            from dispatch.call_back b
            join dispatch.contact c on c.id = b.contact
            cross join lateral (
              select count(*) as attempts, max(arrived_at) as last_attempt
              from dispatch.contact
              where group_id = b.group_id and person_key = b.person_key
                and outcome = 'NOT_REACHED' and arrived_at > b.waiting_since) tried
            where b.closed_at is null
            order by coalesce(tried.last_attempt, b.waiting_since), b.contact
            limit :entriesMax
            """)
        .param("entriesMax", entriesMax)
        .query(
            (row, _) ->
                new Entry(
                    new ContactId(row.getObject("contact", UUID.class)),
                    row.getString("caller_number"),
                    row.getBoolean("browser"),
                    row.getObject("citizen_id", UUID.class),
                    new TopicId(row.getString("topic")),
                    row.getTimestamp("waiting_since").toInstant(),
                    row.getInt("attempts"),
                    instant(row.getTimestamp("last_attempt"))))
        .list();
  }

  private static @Nullable Instant instant(@Nullable Timestamp moment) {
    return moment == null ? null : moment.toInstant();
  }

  @Override
  public boolean isOpen(ContactId contact) {
    return jdbc.sql(
            """
            select exists (
              select from dispatch.call_back where contact = :contact and closed_at is null)
            """)
        .param("contact", contact.value())
        .query(Boolean.class)
        .single();
  }

  /// One entry stands for all contacts of its person that died until now.
  @Override
  public boolean called(ContactId contact, OperatorId by) {
    return jdbc.sql(
                """
                with closed as (
                  update dispatch.call_back
                  set closed_at = :now, closed_as = 'CALLED', closed_by = :by
                  where contact = :contact and closed_at is null
                  returning group_id, person_key
                ), contacts as (
                  update dispatch.contact c
                  set outcome = 'CALLED_BACK'
                  from closed
                  where c.group_id = closed.group_id and c.person_key = closed.person_key
                    and c.outcome = 'TO_CALL_BACK'
                )
                select count(*) from closed
                """)
            .param("now", Timestamp.from(clock.instant()))
            .param("by", by.value())
            .param("contact", contact.value())
            .query(Long.class)
            .single()
        == 1;
  }
}
