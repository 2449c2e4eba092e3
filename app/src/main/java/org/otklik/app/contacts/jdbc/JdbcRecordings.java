package org.otklik.app.contacts.jdbc;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.otklik.app.contacts.Recordings;
import org.otklik.app.dispatch.channel.RecordingEnded;
import org.otklik.app.dispatch.channel.RecordingStarted;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Rows of recordings. The row is written when the recording begins, so that a killed process
/// leaves no sound without a row. Both writes may be repeated.
@Repository
final class JdbcRecordings implements Recordings {
  private final JdbcClient db;

  JdbcRecordings(JdbcClient db) {
    this.db = db;
  }

  @Override
  public Optional<Recording> find(ContactId contact) {
    return db.sql(
            """
            select contact_id, file, operator_id, coalesce(complete, false) as complete
            from contacts.recording
            where contact_id = :contact
            order by started_at desc
            limit 1
            """)
        .param("contact", contact.value())
        .query(
            (row, at) ->
                new Recording(
                    new ContactId(row.getObject("contact_id", UUID.class)),
                    row.getString("file"),
                    new OperatorId(row.getObject("operator_id", UUID.class)),
                    row.getBoolean("complete")))
        .optional();
  }

  @Override
  public Set<ContactId> recorded(Collection<ContactId> contacts) {
    return db.sql(
            "select distinct contact_id from contacts.recording where contact_id = any(:contacts)")
        .param("contacts", contacts.stream().map(ContactId::value).toArray(UUID[]::new))
        .query((row, at) -> new ContactId(row.getObject("contact_id", UUID.class)))
        .set();
  }

  void started(RecordingStarted started) {
    db.sql(
            """
            insert into contacts.recording (contact_id, file, operator_id, started_at)
            values (:contact, :file, :operator, :started)
            on conflict (contact_id, file) do nothing
            """)
        .param("contact", started.contact().value())
        .param("file", started.file())
        .param("operator", started.operator().value())
        .param("started", utc(started.startedAt()))
        .update();
  }

  void ended(RecordingEnded ended) {
    db.sql(
            """
            update contacts.recording set ended_at = :ended, complete = :complete
            where contact_id = :contact and file = :file
            """)
        .param("contact", ended.contact().value())
        .param("file", ended.file())
        .param("ended", utc(ended.endedAt()))
        .param("complete", ended.complete())
        .update();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
