package org.otklik.app.contacts.jdbc;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.otklik.app.access.AccountId;
import org.otklik.app.contacts.ReadBacks.Words;
import org.otklik.app.contacts.Statement;
import org.otklik.app.contacts.Statement.Standing;
import org.otklik.app.contacts.StatementId;
import org.otklik.engine.routing.ContactId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Rows of statements and of what happened to them.
@Repository
final class StatementRows {
  private static final String COLUMNS =
      "select id, contact_id, kind, body, saves, standing from contacts.statement ";

  private final JdbcClient db;

  private record Row(StatementId id, ContactId contact, Statement.Draft draft, Standing standing) {}

  private record EventRow(StatementId statement, Statement.Event event) {}

  StatementRows(JdbcClient db) {
    this.db = db;
  }

  List<Statement> of(Collection<ContactId> contacts) {
    return withHistory(
        db.sql(COLUMNS + "where contact_id = any(:contacts) order by created_at, id")
            .param("contacts", contacts.stream().map(ContactId::value).toArray(UUID[]::new))
            .query(StatementRows::row)
            .list());
  }

  List<Statement> disputed(int statementsMax) {
    return withHistory(
        db.sql(
                COLUMNS
                    + """
                    where standing = 'DISPUTED'
                    order by (select max(at) from contacts.statement_event
                      where statement_id = statement.id), id
                    limit :max
                    """)
            .param("max", statementsMax)
            .query(StatementRows::row)
            .list());
  }

  /// Whether the contact's note is finished: its operator writes nothing more then.
  boolean isFinished(ContactId contact) {
    return db.sql(
            """
            select exists (select 1 from contacts.note
              where contact_id = :contact and finished_at is not null)
            """)
        .param("contact", contact.value())
        .query(Boolean.class)
        .single();
  }

  Optional<Statement> find(StatementId id) {
    return one(id, "where id = :id");
  }

  /// Nobody else changes it until the transaction ends.
  Optional<Statement> locked(StatementId id) {
    return one(id, "where id = :id for update");
  }

  private Optional<Statement> one(StatementId id, String which) {
    return withHistory(
            db.sql(COLUMNS + which).param("id", id.value()).query(StatementRows::row).list())
        .stream()
        .findFirst();
  }

  /// A new draft; nothing when the id is known or the contact has `max` statements.
  void add(StatementId id, ContactId contact, Words words, int max, Instant now) {
    db.sql("select pg_advisory_xact_lock(hashtextextended(:contact, 0))")
        .param("contact", contact.value().toString())
        .query((row, at) -> true)
        .single();
    db.sql(
            """
            insert into contacts.statement (id, contact_id, kind, body, saves, standing, created_at)
            select :id, :contact, :kind, :body, 0, 'DRAFT', :now
            where (select count(*) from contacts.statement where contact_id = :contact) < :max
            on conflict (id) do nothing
            """)
        .param("id", id.value())
        .param("contact", contact.value())
        .param("kind", words.kind().name())
        .param("body", words.text())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("max", max)
        .update();
  }

  void draft(StatementId id, Words words) {
    db.sql(
            """
            update contacts.statement set kind = :kind, body = :body, saves = saves + 1
            where id = :id
            """)
        .param("id", id.value())
        .param("kind", words.kind().name())
        .param("body", words.text())
        .update();
  }

  void add(StatementId id, int ordinal, Statement.Event event) {
    db.sql(
            """
            insert into contacts.statement_event (statement_id, ordinal, version, what, how,
              account_id, kind, body, remark, at)
            values (:id, :ordinal, :version, :what, :how, :by, :kind, :body, :remark, :at)
            """)
        .param("id", id.value())
        .param("ordinal", ordinal)
        .param("version", event.version())
        .param("what", event.what().name())
        .param("how", event.how().name())
        .param("by", event.by().value())
        .param("kind", event.kind().name())
        .param("body", event.text())
        .param("remark", event.remark())
        .param("at", event.at().atOffset(ZoneOffset.UTC))
        .update();
    db.sql("update contacts.statement set standing = :standing where id = :id")
        .param("id", id.value())
        .param("standing", event.what().standing().name())
        .update();
  }

  private List<Statement> withHistory(List<Row> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    var histories = histories(rows.stream().map(Row::id).toList());
    return rows.stream()
        .map(row -> statement(row, histories.getOrDefault(row.id(), List.of())))
        .toList();
  }

  private Map<StatementId, List<Statement.Event>> histories(List<StatementId> ids) {
    return db
        .sql(
            """
            select statement_id, version, what, how, account_id, kind, body, remark, at
            from contacts.statement_event
            where statement_id = any(:ids)
            order by statement_id, ordinal
            """)
        .param("ids", ids.stream().map(StatementId::value).toArray(UUID[]::new))
        .query(StatementRows::event)
        .list()
        .stream()
        .collect(groupingBy(EventRow::statement, mapping(EventRow::event, toList())));
  }

  private static Statement statement(Row row, List<Statement.Event> history) {
    var last = history.isEmpty() ? null : history.getLast();
    return new Statement(
        row.id(),
        row.contact(),
        last == null ? 0 : last.version(),
        last == null ? row.draft().kind() : last.kind(),
        last == null ? "" : last.text(),
        row.draft(),
        row.standing(),
        List.copyOf(history));
  }

  private static Row row(ResultSet row, int at) throws SQLException {
    return new Row(
        new StatementId(row.getObject("id", UUID.class)),
        new ContactId(row.getObject("contact_id", UUID.class)),
        new Statement.Draft(
            Statement.Kind.valueOf(row.getString("kind")),
            row.getString("body"),
            row.getInt("saves")),
        Standing.valueOf(row.getString("standing")));
  }

  private static EventRow event(ResultSet row, int at) throws SQLException {
    return new EventRow(
        new StatementId(row.getObject("statement_id", UUID.class)),
        new Statement.Event(
            row.getInt("version"),
            Statement.What.valueOf(row.getString("what")),
            Statement.How.valueOf(row.getString("how")),
            new AccountId(row.getObject("account_id", UUID.class)),
            Statement.Kind.valueOf(row.getString("kind")),
            row.getString("body"),
            row.getString("remark"),
            row.getTimestamp("at").toInstant()));
  }
}
