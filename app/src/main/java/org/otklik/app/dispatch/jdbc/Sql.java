package org.otklik.app.dispatch.jdbc;

/// The statements of the ring path.
final class Sql {

  /// One text, so that the driver sends all statements in one round trip. Assignments that end come
  /// before those that begin: an operator may end one and begin the next in the same moment.
  ///
  /// Rows are found by their keys whatever the statistics say: a plan that was made and kept while
  /// a table was small would read the whole table when it is large.
  static final String WRITE =
      """
      select set_config('statement_timeout', '2000', true),
             set_config('enable_seqscan', 'off', true),
             set_config('enable_hashjoin', 'off', true),
             set_config('enable_mergejoin', 'off', true);

      update dispatch.queue_group set alive_at = ?::timestamptz where id = ? and owner = ?::uuid;

      insert into dispatch.contact as c
        (group_id, id, channel, line, caller_number, citizen_id, visitor, person_key, topic, language,
         priority, recording_allowed, arrived_at,
         place_since, status, operator, answered_at, ended_at, outcome)
      select ?, r.*
      from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::text[],
        ?::text[], ?::text[], ?::text[], ?::boolean[], ?::timestamptz[],
        ?::timestamptz[], ?::text[], ?::uuid[], ?::timestamptz[], ?::timestamptz[], ?::text[]) as r
      on conflict (id) do update
      set topic = excluded.topic, place_since = excluded.place_since, status = excluded.status,
          operator = excluded.operator, answered_at = excluded.answered_at,
          ended_at = excluded.ended_at, outcome = excluded.outcome;

      update dispatch.contact c
      set topic = r.topic, place_since = r.place_since, status = r.status, operator = r.operator,
          answered_at = r.answered_at, ended_at = r.ended_at, outcome = r.outcome
      from unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::text[], ?::uuid[], ?::timestamptz[],
          ?::timestamptz[], ?::text[])
        as r (id, topic, place_since, status, operator, answered_at, ended_at, outcome)
      where c.id = r.id;

      update dispatch.assignment a
      set accepted_at = r.accepted_at, connected_at = r.connected_at, ended_at = r.ended_at,
          ended_as = r.ended_as, decline_reason = r.decline_reason
      from unnest(?::uuid[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::text[],
          ?::text[])
        as r (id, accepted_at, connected_at, ended_at, ended_as, decline_reason)
      where a.id = r.id;

      insert into dispatch.assignment
        (id, contact, operator, offered_at, reason_code, reason_values, consult,
         accepted_at, connected_at, ended_at, ended_as, decline_reason)
      select r.*
      from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::timestamptz[], ?::text[], ?::jsonb[],
        ?::boolean[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::text[]) as r
      on conflict (id) do update
      set accepted_at = excluded.accepted_at, connected_at = excluded.connected_at,
          ended_at = excluded.ended_at, ended_as = excluded.ended_as,
          decline_reason = excluded.decline_reason;

      insert into dispatch.presence
        (group_id, operator, state, since, until, contact, pause_reason)
      select ?, r.*
      from unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::uuid[], ?::text[])
        as r
      on conflict (operator) do update
      set group_id = excluded.group_id, state = excluded.state, since = excluded.since,
          until = excluded.until, contact = excluded.contact,
          pause_reason = excluded.pause_reason;

      delete from dispatch.presence where operator = any (?::uuid[]);

      insert into dispatch.call_back
        (group_id, contact, person_key, caller_number, topic, waiting_since, listed_at)
      select ?, r.*
      from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
        as r
      on conflict do nothing;

      update dispatch.call_back
      set closed_at = ?::timestamptz, closed_as = 'TALKED'
      where group_id = ? and person_key = any (?::text[]) and closed_at is null;

      insert into dispatch.step (id, contact, at, kind, operator, other, topic, detail)
      select r.*
      from unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::text[], ?::uuid[], ?::uuid[],
        ?::text[], ?::text[]) as r
      on conflict do nothing;

      insert into dispatch.promise
        (group_id, contact, number, topic, language, told_at, told_by, position, waited,
         from_minutes, to_minutes, operators, handling, handling_doubt, patience,
         expected, low, high, ended_at, outcome, taken)
      select ?, r.*
      from unnest(?::uuid[], ?::integer[], ?::text[], ?::text[], ?::timestamptz[], ?::text[],
        ?::integer[], ?::double precision[], ?::integer[], ?::integer[], ?::double precision[],
        ?::double precision[], ?::double precision[], ?::double precision[],
        ?::double precision[], ?::double precision[], ?::double precision[], ?::timestamptz[],
        ?::text[], ?::boolean[]) as r
      on conflict (contact, number) do update
      set ended_at = excluded.ended_at, outcome = excluded.outcome, taken = excluded.taken
      """;

  /// Which of our new assignments another process has forestalled. Parameters: ids that we end in
  /// the same transaction, then ids, contacts and operators of the new ones.
  static final String TAKEN =
      """
      with ours as (
        select id from unnest(?::uuid[]) as ended (id)
      ), fresh as (
        select * from unnest(?::uuid[], ?::uuid[], ?::uuid[]) as r (id, contact, operator)
      ), live as (
        select a.contact, a.operator
        from dispatch.assignment a
        where a.ended_at is null
          and a.id not in (select id from ours union all select id from fresh)
      )
      select f.id, exists (select 1 from live l where l.contact = f.contact) as contact_taken
      from fresh f
      where exists (select 1 from live l where l.contact = f.contact or l.operator = f.operator)
      """;

  private Sql() {}
}
