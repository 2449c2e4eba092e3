package org.otklik.app.dispatch.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Journeys;
import org.otklik.app.dispatch.Teamwork.CallReason;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads journeys: talks are assignments, the rest are steps.
@Repository
final class JdbcJourneys implements Journeys {
  private static final int STEPS_MAX = 200;

  private final JdbcClient jdbc;

  JdbcJourneys(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Step> of(ContactId contact) {
    return jdbc.sql(
            """
            select at, kind, operator, other, topic, detail
            from (
              select connected_at as at, 'TALK_BEGAN' as kind, operator, null::uuid as other,
                     null as topic, null as detail, 1 as turn
              from dispatch.assignment
              where contact = :contact and connected_at is not null and not consult
              union all
              select ended_at, 'TALK_ENDED', operator, null, null, null, 2
              from dispatch.assignment
              where contact = :contact and connected_at is not null and ended_at is not null
                and not consult
              union all
              select at, kind, operator, other, topic, detail, 3
              from dispatch.step
              where contact = :contact
            ) as journey
            order by at, turn
            limit :stepsMax
            """)
        .param("contact", contact.value())
        .param("stepsMax", STEPS_MAX)
        .query((row, _) -> step(row))
        .list();
  }

  @Override
  public Map<ContactId, CallReason> callReasons(Collection<ContactId> contacts) {
    var reasons = new HashMap<ContactId, CallReason>();
    jdbc.sql(
            """
            select contact, detail
            from dispatch.step
            where contact = any(:contacts) and kind = 'CALLED_OUT'
            """)
        .param("contacts", contacts.stream().map(ContactId::value).toArray(UUID[]::new))
        .query(
            row -> {
              reasons.put(
                  new ContactId(row.getObject("contact", UUID.class)),
                  CallReason.valueOf(row.getString("detail")));
            });
    return reasons;
  }

  @Override
  public boolean tookPart(ContactId contact, OperatorId operator) {
    return jdbc.sql(
            """
            select exists (
              select 1
              from dispatch.assignment
              where contact = :contact and operator = :operator and connected_at is not null)
            """)
        .param("contact", contact.value())
        .param("operator", operator.value())
        .query(Boolean.class)
        .single();
  }

  private static Step step(ResultSet row) throws SQLException {
    @Nullable UUID other = row.getObject("other", UUID.class);
    @Nullable String topic = row.getString("topic");
    return new Step(
        row.getTimestamp("at").toInstant(),
        Kind.valueOf(row.getString("kind")),
        new OperatorId(row.getObject("operator", UUID.class)),
        other == null ? null : new OperatorId(other),
        topic == null ? null : new TopicId(topic),
        row.getString("detail"));
  }
}
