package org.otklik.app.contacts.jdbc;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.citizens.CitizenId;
import org.otklik.app.contacts.ReadBacks;
import org.otklik.app.contacts.Statement;
import org.otklik.app.contacts.Statement.Event;
import org.otklik.app.contacts.Statement.How;
import org.otklik.app.contacts.Statement.Standing;
import org.otklik.app.contacts.Statement.What;
import org.otklik.app.contacts.StatementId;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/// Statements in the database. Whoever changes one locks its row first, so that of a correction and
/// an answer at the same moment the later sees the earlier.
@Repository
final class JdbcReadBacks implements ReadBacks {
  private final JdbcClient db;
  private final StatementRows rows;
  private final ContactLog contacts;
  private final AuditTrail audit;
  private final TransactionOperations transaction;
  private final Clock clock;

  JdbcReadBacks(
      JdbcClient db,
      StatementRows rows,
      ContactLog contacts,
      AuditTrail audit,
      TransactionOperations transaction,
      Clock clock) {
    this.db = db;
    this.rows = rows;
    this.contacts = contacts;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public Map<ContactId, List<Statement>> of(Collection<ContactId> contacts) {
    return rows.of(contacts).stream().collect(groupingBy(Statement::contact));
  }

  @Override
  public Optional<Statement> find(StatementId id) {
    return rows.find(id);
  }

  @Override
  public Optional<CitizenId> addressee(ContactId contact) {
    return db.sql(
            """
            select citizen_id
            from (
              select citizen_id from contacts.addressee
              where contact_id = :contact
              order by ordinal desc
              limit 1
            ) as latest
            where citizen_id is not null
            """)
        .param("contact", contact.value())
        .query((row, at) -> new CitizenId(row.getObject("citizen_id", UUID.class)))
        .optional();
  }

  @Override
  public boolean address(ContactId contact, @Nullable CitizenId citizen, OperatorId by) {
    if (!talkedWith(contact, by) || rows.isFinished(contact)) {
      return false;
    }
    transaction.executeWithoutResult(
        _ -> {
          if (!addressee(contact).equals(Optional.ofNullable(citizen))) {
            addressed(contact, citizen, by);
          }
        });
    return true;
  }

  private void addressed(ContactId contact, @Nullable CitizenId citizen, OperatorId by) {
    db.sql(
            """
            insert into contacts.addressee (contact_id, ordinal, citizen_id, account_id, at)
            select :contact, coalesce(max(ordinal), 0) + 1, :citizen::uuid, :by, :now
            from contacts.addressee where contact_id = :contact
            """)
        .param("contact", contact.value())
        .param("citizen", citizen == null ? null : citizen.value())
        .param("by", by.value())
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    audit.record(
        new AuditEntry(
            new AccountId(by.value()),
            citizen == null ? "contact.unaddressed" : "contact.addressed",
            new AuditEntry.Subject("contact", contact.value().toString()),
            "",
            "desk"));
  }

  @Override
  public Done draft(StatementId id, ContactId contact, Words words, int saves, OperatorId by) {
    return ofOperator(id, contact, words, by, statement -> drafted(statement, words, saves));
  }

  private Done drafted(Statement statement, Words words, int saves) {
    if (statement.draft().saves() != saves) {
      return new Done.Changed(statement);
    }
    rows.draft(statement.id(), words);
    return stored(statement.id());
  }

  @Override
  public Done mark(StatementId id, ContactId contact, Words words, int saves, OperatorId by) {
    if (words.text().isBlank()) {
      return new Done.Refused("contacts.statement.empty");
    }
    return ofOperator(
        id,
        contact,
        words,
        by,
        statement -> {
          if (statement.draft().saves() != saves) {
            return new Done.Changed(statement);
          }
          if (statement.isDisputedOnPage()) {
            return new Done.Refused("contacts.statement.disputed");
          }
          rows.draft(id, words);
          return isSaid(statement, words)
              ? stored(id)
              : happens(
                  statement, event(statement, What.MARKED, How.DESK, account(by), words, null));
        });
  }

  @Override
  public Done heard(StatementId id, ContactId contact, Answer answer, OperatorId by) {
    return inTransaction(
        () -> {
          if (!talkedWith(contact, by)) {
            return new Done.NotThere();
          }
          if (rows.isFinished(contact)) {
            return new Done.Refused("contacts.statement.finished");
          }
          return rows.locked(id)
              .filter(statement -> statement.contact().equals(contact))
              .map(statement -> heard(statement, answer, by))
              .orElseGet(Done.NotThere::new);
        });
  }

  /// Words that are changed and not marked yet are not what was read out.
  private Done heard(Statement statement, Answer answer, OperatorId by) {
    if (statement.isChanged()) {
      return new Done.Changed(statement);
    }
    return statement.isDisputedOnPage()
        ? new Done.Refused("contacts.statement.disputed")
        : answer(statement, answer, How.VOICE, account(by));
  }

  @Override
  public Done answered(StatementId id, Answer answer, CitizenId citizen, AccountId by) {
    return inTransaction(
        () ->
            rows.locked(id)
                .filter(statement -> statement.version() > 0)
                .filter(
                    statement -> addressee(statement.contact()).filter(citizen::equals).isPresent())
                .map(statement -> answer(statement, answer, How.PAGE, by))
                .orElseGet(Done.NotThere::new));
  }

  private Done answer(Statement statement, Answer answer, How how, AccountId by) {
    if (statement.version() != answer.version()) {
      return new Done.Changed(statement);
    }
    var what = answer.right() ? What.CONFIRMED : What.DISPUTED;
    var remark = answer.remark().strip();
    if (remark.length() > Statement.REMARK_LENGTH_MAX) {
      return new Done.Refused("contacts.statement.remark.long");
    }
    if (isRepeated(statement, what, remark)) {
      return new Done.Stored(statement); // pressed twice
    }
    return happens(
        statement,
        event(
            statement,
            what,
            how,
            by,
            new Words(statement.kind(), statement.text()),
            remark.isEmpty() || answer.right() ? null : remark));
  }

  @Override
  public Done settled(StatementId id, Settlement settlement, AccountId supervisor) {
    return inTransaction(
        () ->
            rows.locked(id)
                .filter(statement -> statement.version() > 0)
                .map(statement -> settle(statement, settlement, supervisor))
                .orElseGet(Done.NotThere::new));
  }

  private Done settle(Statement statement, Settlement settlement, AccountId by) {
    var note = settlement.note().strip();
    var corrected = settlement.corrected();
    if (statement.version() != settlement.version() || statement.standing() != Standing.DISPUTED) {
      return new Done.Changed(statement);
    }
    if (note.isEmpty()) {
      return new Done.Refused("contacts.statement.settle.empty");
    }
    if (note.length() > Statement.REMARK_LENGTH_MAX) {
      return new Done.Refused("contacts.statement.remark.long");
    }
    if (corrected == null || isSaid(statement, corrected)) {
      var said = new Words(statement.kind(), statement.text());
      return happens(statement, event(statement, What.SETTLED, How.BOARD, by, said, note));
    }
    var fault = fault(corrected);
    if (corrected.text().isBlank() || fault != null) {
      return new Done.Refused(fault == null ? "contacts.statement.empty" : fault);
    }
    rows.draft(statement.id(), corrected);
    return happens(statement, event(statement, What.CORRECTED, How.BOARD, by, corrected, note));
  }

  @Override
  public List<ContactId> shownTo(CitizenId citizen, int contactsMax) {
    return db.sql(
            """
            select a.contact_id
            from contacts.addressee a
            where a.citizen_id = :citizen
              and a.ordinal =
                (select max(b.ordinal) from contacts.addressee b where b.contact_id = a.contact_id)
              and exists (select 1 from contacts.statement s
                where s.contact_id = a.contact_id and s.standing <> 'DRAFT')
            order by a.at desc, a.contact_id
            limit :max
            """)
        .param("citizen", citizen.value())
        .param("max", contactsMax)
        .query((row, at) -> new ContactId(row.getObject("contact_id", UUID.class)))
        .list();
  }

  @Override
  public List<Statement> disputed(int statementsMax) {
    return rows.disputed(statementsMax);
  }

  /// Locks the statement, begun now if it is new, for the operator who talks or talked.
  private Done ofOperator(
      StatementId id,
      ContactId contact,
      Words words,
      OperatorId by,
      Function<Statement, Done> step) {
    var fault = fault(words);
    if (fault != null) {
      return new Done.Refused(fault);
    }
    return inTransaction(
        () -> {
          if (!talkedWith(contact, by)) {
            return new Done.NotThere();
          }
          if (rows.isFinished(contact)) {
            return new Done.Refused("contacts.statement.finished");
          }
          rows.add(id, contact, words, STATEMENTS_MAX, clock.instant());
          var statement = rows.locked(id);
          if (statement.isEmpty()) {
            return new Done.Refused("contacts.statement.too-many");
          }
          return statement
              .filter(known -> known.contact().equals(contact))
              .map(step)
              .orElseGet(Done.NotThere::new);
        });
  }

  private Done happens(Statement statement, Event event) {
    if (statement.history().size() >= EVENTS_MAX && event.how() != How.BOARD) {
      return new Done.Refused(
          event.how() == How.PAGE
              ? "contacts.statement.too-often.page"
              : "contacts.statement.too-often");
    }
    if (!statement.standing().next().contains(event.what().standing())) {
      throw new IllegalStateException(
          "The statement (%s) is %s and cannot become %s."
              .formatted(statement.id(), statement.standing(), event.what().standing()));
    }
    rows.add(statement.id(), statement.history().size() + 1, event);
    audit.record(
        new AuditEntry(
            event.by(),
            code(event.what()),
            new AuditEntry.Subject("contact", statement.contact().value().toString()),
            "",
            source(event.how())));
    return stored(statement.id());
  }

  private Event event(
      Statement statement, What what, How how, AccountId by, Words words, @Nullable String remark) {
    var version = what.standing() == Standing.OPEN ? statement.version() + 1 : statement.version();
    return new Event(version, what, how, by, words.kind(), words.text(), remark, clock.instant());
  }

  private Done stored(StatementId id) {
    return rows.locked(id).<Done>map(Done.Stored::new).orElseGet(Done.NotThere::new);
  }

  private boolean talkedWith(ContactId contact, OperatorId operator) {
    return contacts.find(contact).filter(found -> operator.equals(found.operator())).isPresent();
  }

  private Done inTransaction(Supplier<Done> step) {
    var done = transaction.execute(_ -> step.get());
    return requireNonNull(done);
  }

  private static boolean isSaid(Statement statement, Words words) {
    return statement.version() > 0
        && statement.kind() == words.kind()
        && statement.text().equals(words.text());
  }

  /// A dispute with another remark says something new.
  private static boolean isRepeated(Statement statement, What what, String remark) {
    var last = statement.last();
    return last != null
        && last.what() == what
        && (what == What.CONFIRMED || remark.isEmpty() || remark.equals(last.remark()));
  }

  private static @Nullable String fault(Words words) {
    return words.text().length() > Statement.TEXT_LENGTH_MAX ? "contacts.statement.long" : null;
  }

  private static AccountId account(OperatorId operator) {
    return new AccountId(operator.value());
  }

  private static String code(What what) {
    return switch (what) {
      case MARKED -> "statement.marked";
      case CORRECTED -> "statement.corrected";
      case CONFIRMED -> "statement.confirmed";
      case DISPUTED -> "statement.disputed";
      case SETTLED -> "statement.settled";
    };
  }

  private static String source(How how) {
    return switch (how) {
      case DESK -> "desk";
      case PAGE -> "my";
      case VOICE -> "voice";
      case BOARD -> "disputes";
    };
  }
}
