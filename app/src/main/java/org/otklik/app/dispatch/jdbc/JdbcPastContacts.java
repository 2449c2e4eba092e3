package org.otklik.app.dispatch.jdbc;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.PastContacts;
import org.otklik.engine.routing.ContactId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Finds and forgets rows of contacts that are over.
@Repository
final class JdbcPastContacts implements PastContacts {

  /// What hangs on a contact goes before it.
  private static final List<String> FORGET =
      List.of(
          "delete from dispatch.pull where contact = any(:contacts)",
          "delete from dispatch.wrap_up where contact = any(:contacts)",
          "delete from dispatch.step where contact = any(:contacts)",
          "delete from dispatch.assignment where contact = any(:contacts)",
          "delete from dispatch.promise where contact = any(:contacts)",
          "delete from dispatch.call_back where contact = any(:contacts)",
          "delete from dispatch.contact where id = any(:contacts)");

  private final JdbcClient db;

  JdbcPastContacts(JdbcClient db) {
    this.db = db;
  }

  @Override
  public List<ContactLog.Entry> find(Sought sought, int talksMax) {
    var operator = sought.operator();
    var topic = sought.topic();
    return db.sql(
            JdbcContactLog.COLUMNS
                + """
                where answered_at is not null and arrived_at >= :from and arrived_at < :until
                  and (:operator::uuid is null or operator = :operator)
                  and (:topic::text is null or topic = :topic)
                  and right(coalesce(caller_number, ''), length(:ends)) = :ends
                order by arrived_at desc, id
                limit :max
                """)
        .param("from", sought.from().atOffset(ZoneOffset.UTC))
        .param("until", sought.until().atOffset(ZoneOffset.UTC))
        .param("operator", operator == null ? null : operator.value())
        .param("topic", topic == null ? null : topic.value())
        .param("ends", sought.numberEnds())
        .param("max", talksMax)
        .query((row, _) -> JdbcContactLog.entry(row))
        .list();
  }

  @Override
  public List<ContactId> endedBefore(
      Instant moment, Collection<ContactId> besides, int contactsMax) {
    return db.sql(
            """
            select c.id from dispatch.contact c
            where c.arrived_at < :moment and c.ended_at < :moment and c.id <> all(:besides)
              and not exists (select 1 from dispatch.call_back b
                where b.contact = c.id and b.closed_at is null)
            order by c.arrived_at
            limit :max
            """)
        .param("moment", moment.atOffset(ZoneOffset.UTC))
        .param("besides", ids(besides))
        .param("max", contactsMax)
        .query((row, _) -> new ContactId(row.getObject("id", UUID.class)))
        .list();
  }

  @Override
  public void forget(Collection<ContactId> contacts) {
    FORGET.forEach(sql -> db.sql(sql).param("contacts", ids(contacts)).update());
  }

  private static UUID[] ids(Collection<ContactId> contacts) {
    return contacts.stream().map(ContactId::value).toArray(UUID[]::new);
  }
}
