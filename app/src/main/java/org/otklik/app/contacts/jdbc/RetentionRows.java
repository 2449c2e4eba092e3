package org.otklik.app.contacts.jdbc;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.otklik.engine.routing.ContactId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Rows of what has been kept long enough.
@Repository
final class RetentionRows {

  /// What hangs on a contact; what hangs on a statement goes before it.
  private static final List<String> FORGET =
      List.of(
          "delete from contacts.note where contact_id = any(:contacts)",
          "delete from contacts.addressee where contact_id = any(:contacts)",
          """
          delete from contacts.statement_event where statement_id in
            (select id from contacts.statement where contact_id = any(:contacts))
          """,
          "delete from contacts.statement where contact_id = any(:contacts)");

  private final JdbcClient db;

  /// One recording that is due.
  record Due(ContactId contact, String file) {}

  RetentionRows(JdbcClient db) {
    this.db = db;
  }

  /// Recordings that ended before `moment` (began, where nothing is known of an end), the oldest
  /// first.
  ///
  /// @param besides files that are left out
  List<Due> endedBefore(Instant moment, Collection<String> besides, int recordingsMax) {
    return db.sql(
            """
            select contact_id, file from contacts.recording
            where coalesce(ended_at, started_at) < :moment and file <> all(:besides)
            order by coalesce(ended_at, started_at)
            limit :max
            """)
        .param("moment", moment.atOffset(ZoneOffset.UTC))
        .param("besides", besides.toArray(String[]::new))
        .param("max", recordingsMax)
        .query(
            (row, at) ->
                new Due(
                    new ContactId(row.getObject("contact_id", UUID.class)), row.getString("file")))
        .list();
  }

  /// Of these files, those that belong to a recording.
  List<String> known(Collection<String> files) {
    return db.sql("select file from contacts.recording where file = any(:files)")
        .param("files", files.toArray(String[]::new))
        .query((row, at) -> row.getString("file"))
        .list();
  }

  /// Of these contacts, those that still have a recording.
  List<ContactId> recorded(Collection<ContactId> contacts) {
    return db.sql(
            "select distinct contact_id from contacts.recording where contact_id = any(:contacts)")
        .param("contacts", ids(contacts))
        .query((row, at) -> new ContactId(row.getObject("contact_id", UUID.class)))
        .list();
  }

  void forget(Due recording) {
    db.sql("delete from contacts.recording where contact_id = :contact and file = :file")
        .param("contact", recording.contact().value())
        .param("file", recording.file())
        .update();
  }

  void forget(Collection<ContactId> contacts) {
    FORGET.forEach(sql -> db.sql(sql).param("contacts", ids(contacts)).update());
  }

  private static UUID[] ids(Collection<ContactId> contacts) {
    return contacts.stream().map(ContactId::value).toArray(UUID[]::new);
  }
}
