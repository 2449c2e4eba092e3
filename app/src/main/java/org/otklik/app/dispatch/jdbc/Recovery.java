package org.otklik.app.dispatch.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.PauseReason;
import org.otklik.app.dispatch.Presence;
import org.otklik.app.dispatch.Presence.State;
import org.otklik.app.dispatch.jdbc.Recovered.KeptPlace;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.PersonKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// Closes what a dead process has left open, in one transaction. The lines of calls died with it;
/// callbacks are asked for again by whoever has promised them:
///
/// 1. One who talked has been served: `TALKED`, up to the last moment at which the process surely
///    lived; this takes the person off the call-back list.
/// 2. One who waited, rang or was being connected is `TO_CALL_BACK`: the person is on the call-back
///    list and keeps the place.
final class Recovery {
  private final JdbcClient jdbc;
  private final String group;
  private final UUID owner;

  Recovery(Connection connection, String group, UUID owner) {
    this.jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    this.group = group;
    this.owner = owner;
  }

  Recovered run(Instant now, Duration placeKept) {
    limitStatements();
    var aliveAt = own(now);
    int talked = closeTalks(aliveAt);
    closeAssignments(aliveAt);
    int toCallBack = closeWaiting(now);
    list(now);
    var promises = new PromiseRows(jdbc, group);
    promises.interrupt(now);
    return new Recovered(
        toCallBack, talked, places(now.minus(placeKept)), presences(), promises.last());
  }

  private void limitStatements() {
    jdbc.sql("select set_config('statement_timeout', :millis, true)")
        .param("millis", Long.toString(GroupRows.RECOVERY_MAX.toMillis()))
        .query(String.class)
        .single();
  }

  private Instant own(Instant now) {
    var aliveAt =
        jdbc.sql("select alive_at from dispatch.queue_group where id = :group for update")
            .param("group", group)
            .query((row, _) -> row.getTimestamp("alive_at").toInstant())
            .optional()
            .orElse(now);
    jdbc.sql(
            """
            insert into dispatch.queue_group (id, owner, alive_at)
            values (:group, :owner, :now)
            on conflict (id) do update set owner = excluded.owner, alive_at = excluded.alive_at
            """)
        .param("group", group)
        .param("owner", owner)
        .param("now", Timestamp.from(now))
        .update();
    return aliveAt;
  }

  private int closeTalks(Instant aliveAt) {
    int talked =
        jdbc.sql(
                """
                update dispatch.contact
                set status = 'ENDED', outcome = 'TALKED', ended_at = greatest(answered_at, :aliveAt)
                where group_id = :group and ended_at is null and status = 'TALKING'
                """)
            .param("aliveAt", Timestamp.from(aliveAt))
            .param("group", group)
            .update();
    jdbc.sql(
            """
            update dispatch.call_back b
            set closed_at = greatest(:aliveAt, b.listed_at), closed_as = 'TALKED'
            where b.group_id = :group and b.closed_at is null and exists (
              select 1
              from dispatch.contact c
              where c.group_id = b.group_id and c.person_key = b.person_key
                and c.outcome = 'TALKED' and c.arrived_at >= b.listed_at)
            """)
        .param("aliveAt", Timestamp.from(aliveAt))
        .param("group", group)
        .update();
    return talked;
  }

  private void closeAssignments(Instant aliveAt) {
    jdbc.sql(
            """
            update dispatch.assignment a
            set ended_at = greatest(a.offered_at, a.connected_at, :aliveAt),
                ended_as = case when c.outcome = 'TALKED' then 'TALKED' else 'RESTARTED' end
            from dispatch.contact c
            where c.id = a.contact and c.group_id = :group and a.ended_at is null
            """)
        .param("aliveAt", Timestamp.from(aliveAt))
        .param("group", group)
        .update();
  }

  private int closeWaiting(Instant now) {
    return jdbc.sql(
            """
            update dispatch.contact
            set status = 'ENDED', ended_at = greatest(arrived_at, :now),
                outcome = case when line = :outgoing and answered_at is null then 'NOT_REACHED'
                               else 'TO_CALL_BACK' end
            where group_id = :group and ended_at is null
            """)
        .param("outgoing", ContactRequest.OUTGOING)
        .param("now", Timestamp.from(now))
        .param("group", group)
        .update();
  }

  private void list(Instant now) {
    jdbc.sql(
            """
            insert into dispatch.call_back
              (contact, group_id, person_key, caller_number, topic, waiting_since, listed_at)
            select distinct on (c.person_key)
              c.id, c.group_id, c.person_key, c.caller_number, c.topic, c.place_since, :now
            from dispatch.contact c
            where c.group_id = :group and c.outcome = 'TO_CALL_BACK' and c.ended_at >= :now
              and c.channel <> 'CALLBACK'
              and not exists (
                select 1
                from dispatch.contact t
                where t.group_id = c.group_id and t.person_key = c.person_key
                  and t.outcome = 'TALKED' and t.ended_at >= c.arrived_at)
            order by c.person_key, c.place_since, c.id
            on conflict do nothing
            """)
        .param("now", Timestamp.from(now))
        .param("group", group)
        .update();
  }

  private List<KeptPlace> places(Instant leftAfter) {
    return jdbc.sql(
            """
            select distinct on (c.person_key) c.person_key, c.place_since, c.ended_at
            from dispatch.contact c
            where c.group_id = :group and c.outcome in ('LEFT', 'TO_CALL_BACK', 'NOT_REACHED')
              and (c.outcome <> 'NOT_REACHED' or c.channel = 'CALLBACK')
              and c.ended_at > :leftAfter
              and not exists (
                select 1
                from dispatch.contact t
                where t.group_id = c.group_id and t.person_key = c.person_key
                  and t.outcome = 'TALKED' and t.ended_at >= c.ended_at)
            order by c.person_key, c.ended_at desc, c.place_since
            """)
        .param("group", group)
        .param("leftAfter", Timestamp.from(leftAfter))
        .query(
            (row, _) ->
                new KeptPlace(
                    new PersonKey(row.getString("person_key")),
                    row.getTimestamp("place_since").toInstant(),
                    row.getTimestamp("ended_at").toInstant()))
        .list();
  }

  private List<Presence> presences() {
    return jdbc.sql(
            """
            select operator, state, since, until, contact, pause_reason
            from dispatch.presence
            where group_id = :group
            """)
        .param("group", group)
        .query((row, _) -> presence(row))
        .list();
  }

  private static Presence presence(ResultSet row) throws SQLException {
    @Nullable Timestamp until = row.getTimestamp("until");
    @Nullable UUID contact = row.getObject("contact", UUID.class);
    @Nullable String pauseReason = row.getString("pause_reason");
    return new Presence(
        new OperatorId(row.getObject("operator", UUID.class)),
        State.valueOf(row.getString("state")),
        row.getTimestamp("since").toInstant(),
        until == null ? null : until.toInstant(),
        contact == null ? null : new ContactId(contact),
        pauseReason == null ? null : PauseReason.valueOf(pauseReason));
  }
}
