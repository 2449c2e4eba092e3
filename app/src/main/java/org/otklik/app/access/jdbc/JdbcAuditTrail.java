package org.otklik.app.access.jdbc;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditEntry.Subject;
import org.otklik.app.access.AuditQuery;
import org.otklik.app.access.AuditRecord;
import org.otklik.app.access.AuditTrail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The audit trail in `access.audit_entry`, which refuses changes by itself.
@Repository
class JdbcAuditTrail implements AuditTrail {

  private final JdbcClient jdbc;
  private final Clock clock;
  private final NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();

  JdbcAuditTrail(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void record(AuditEntry entry) {
    jdbc.sql(
            """
            insert into access.audit_entry (id, at, who, what, subject_kind, subject_id, reason, source)
            values (:id, :at, :who, :what, :kind, :subject, :reason, :source)
            """)
        .param("id", ids.generate())
        .param("at", utc(clock.instant()))
        .param("who", uuid(entry.who()))
        .param("what", entry.what())
        .param("kind", entry.subject().kind())
        .param("subject", entry.subject().id())
        .param("reason", entry.reason())
        .param("source", entry.source())
        .update();
  }

  @Override
  public List<AuditRecord> find(AuditQuery query) {
    var subject = query.subject();
    return jdbc.sql(
            """
            select e.id, e.at, e.who, a.display_name, e.what, e.subject_kind, e.subject_id, e.reason, e.source
            from access.audit_entry e left join access.account a on a.id = e.who
            where (cast(:who as uuid) is null or e.who = :who)
              and (cast(:what as text) is null or starts_with(e.what, :what))
              and (cast(:kind as text) is null or e.subject_kind = :kind)
              and (cast(:subject as text) is null or e.subject_id = :subject)
              and (cast(:from as timestamptz) is null or e.at >= :from)
              and (cast(:until as timestamptz) is null or e.at < :until)
              and (cast(:before as uuid) is null or e.id < :before)
            order by e.id desc
            limit :limit
            """)
        .param("who", uuid(query.who()))
        .param("what", query.what())
        .param("kind", subject == null ? null : subject.kind())
        .param("subject", subject == null ? null : subject.id())
        .param("from", utc(query.from()))
        .param("until", utc(query.until()))
        .param("before", query.before())
        .param("limit", PAGE)
        .query((row, _) -> auditRecord(row))
        .list();
  }

  private static AuditRecord auditRecord(ResultSet row) throws SQLException {
    var who = row.getObject("who", UUID.class);
    var entry =
        new AuditEntry(
            who == null ? null : new AccountId(who),
            row.getString("what"),
            new Subject(row.getString("subject_kind"), row.getString("subject_id")),
            row.getString("reason"),
            row.getString("source"));
    return new AuditRecord(
        row.getObject("id", UUID.class),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("display_name"),
        entry);
  }

  private static @Nullable UUID uuid(@Nullable AccountId id) {
    return id == null ? null : id.value();
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
