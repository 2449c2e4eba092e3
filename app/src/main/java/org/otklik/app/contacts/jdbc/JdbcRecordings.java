package org.otklik.app.contacts.jdbc;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
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
  public List<Recording> of(Collection<ContactId> contacts) {
    return db.sql(
            """
            select contact_id,
                   row_number() over (partition by contact_id order by started_at, file) as part,
                   file, operator_id, ended_at is not null as ended,
                   coalesce(complete, false) as complete
            from contacts.recording
            where contact_id = any(:contacts)
            order by contact_id, part
            """)
        .param("contacts", contacts.stream().map(ContactId::value).toArray(UUID[]::new))
        .query(
            (row, at) ->
                new Recording(
                    new ContactId(row.getObject("contact_id", UUID.class)),
                    row.getInt("part"),
                    row.getString("file"),
                    new OperatorId(row.getObject("operator_id", UUID.class)),
                    row.getBoolean("ended"),
                    row.getBoolean("complete")))
        .list();
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
