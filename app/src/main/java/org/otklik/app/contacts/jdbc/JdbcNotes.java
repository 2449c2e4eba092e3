package org.otklik.app.contacts.jdbc;

import static java.util.stream.Collectors.toMap;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.contacts.Notes;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.Journeys;
import org.otklik.app.dispatch.Topics;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Notes in the database. The version decides between two pages of one operator: the later save of
/// an older text is refused and gets the newer text back, so that nothing typed is overwritten
/// unseen.
@Repository
final class JdbcNotes implements Notes {
  private static final int TEXT_LENGTH_MAX = 4_000;
  private static final String COLUMNS =
      """
      select contact_id, operator_id, topic, body, resolution, reason_code, version, finished_at
      from contacts.note
      """;

  private final JdbcClient db;
  private final ContactLog contacts;
  private final Journeys journeys;
  private final Topics topics;
  private final Clock clock;

  JdbcNotes(JdbcClient db, ContactLog contacts, Journeys journeys, Topics topics, Clock clock) {
    this.journeys = journeys;
    this.db = db;
    this.contacts = contacts;
    this.topics = topics;
    this.clock = clock;
  }

  @Override
  public List<ReasonCode> reasonCodes() {
    return db.sql("select code, name_ru, name_en from contacts.reason_code order by ordinal")
        .query(
            (row, at) ->
                new ReasonCode(
                    row.getString("code"),
                    Map.of("ru", row.getString("name_ru"), "en", row.getString("name_en"))))
        .list();
  }

  @Override
  public Optional<Note> find(ContactId contact) {
    return db.sql(COLUMNS + "where contact_id = :contact order by saved_at desc limit 1")
        .param("contact", contact.value())
        .query(JdbcNotes::note)
        .optional();
  }

  @Override
  public Optional<Note> find(ContactId contact, OperatorId operator) {
    return db.sql(COLUMNS + "where contact_id = :contact and operator_id = :operator")
        .param("contact", contact.value())
        .param("operator", operator.value())
        .query(JdbcNotes::note)
        .optional();
  }

  @Override
  public Map<ContactId, Note> findAll(Collection<ContactId> contacts) {
    return db
        .sql(COLUMNS + "where contact_id = any(:contacts) order by saved_at")
        .param("contacts", contacts.stream().map(ContactId::value).toArray(UUID[]::new))
        .query(JdbcNotes::note)
        .list() // a stream of the query itself would keep its connection
        .stream()
        .collect(toMap(Note::contact, note -> note, (_, later) -> later));
  }

  @Override
  public Saved save(Note draft) {
    return store(draft, null);
  }

  @Override
  public Saved finish(Note note) {
    return store(note, clock.instant());
  }

  private Saved store(Note note, @Nullable Instant finishedAt) {
    if (!talkedWith(note)) {
      return new Saved.NotYours();
    }
    var faults = faults(note, finishedAt != null);
    if (!faults.isEmpty()) {
      return new Saved.Invalid(faults);
    }
    return upsert(note, finishedAt).<Saved>map(Saved.Stored::new).orElseGet(() -> refused(note));
  }

  private boolean talkedWith(Note note) {
    return contacts
            .find(note.contact())
            .filter(contact -> note.operator().equals(contact.operator()))
            .isPresent()
        || journeys.tookPart(note.contact(), note.operator());
  }

  private Map<String, String> faults(Note note, boolean finishing) {
    var faults = new HashMap<String, String>();
    if (note.text().length() > TEXT_LENGTH_MAX) {
      faults.put("text", "contacts.note.text.long");
    }
    if (topics.find(note.topic()).isEmpty()) {
      faults.put("topic", "contacts.note.topic.unknown");
    }
    var code = note.reasonCode();
    if (code != null && reasonCodes().stream().noneMatch(known -> known.code().equals(code))) {
      faults.put("reasonCode", "contacts.note.reason.unknown");
    }
    if (finishing && code == null) {
      faults.put("reasonCode", "contacts.note.reason.missing");
    }
    if (finishing && note.resolution() == null) {
      faults.put("resolution", "contacts.note.resolution.missing");
    }
    return faults;
  }

  private Optional<Note> upsert(Note note, @Nullable Instant finishedAt) {
    var resolution = note.resolution();
    return db.sql(
            """
            insert into contacts.note as kept (contact_id, operator_id, topic, body, resolution,
              reason_code, version, saved_at, finished_at)
            values (:contact, :operator, :topic, :body, :resolution, :reason, 1, :now, :finished)
            on conflict (contact_id, operator_id) do update set topic = excluded.topic, body = excluded.body,
              resolution = excluded.resolution, reason_code = excluded.reason_code,
              version = kept.version + 1, saved_at = excluded.saved_at,
              finished_at = excluded.finished_at
            where kept.version = :version and kept.finished_at is null
            returning contact_id, operator_id, topic, body, resolution, reason_code, version,
              finished_at
            """)
        .param("contact", note.contact().value())
        .param("operator", note.operator().value())
        .param("topic", note.topic().value())
        .param("body", note.text())
        .param("resolution", resolution == null ? null : resolution.name())
        .param("reason", note.reasonCode())
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("finished", finishedAt == null ? null : finishedAt.atOffset(ZoneOffset.UTC))
        .param("version", note.version())
        .query(JdbcNotes::note)
        .optional();
  }

  private Saved refused(Note note) {
    return find(note.contact(), note.operator())
        .filter(kept -> kept.finishedAt() == null)
        .<Saved>map(Saved.Newer::new)
        .orElseGet(Saved.NotYours::new);
  }

  static Note note(ResultSet row, int at) throws SQLException {
    var resolution = row.getString("resolution");
    var finished = row.getTimestamp("finished_at");
    return new Note(
        new ContactId(row.getObject("contact_id", UUID.class)),
        new OperatorId(row.getObject("operator_id", UUID.class)),
        new TopicId(row.getString("topic")),
        row.getString("body"),
        resolution == null ? null : Resolution.valueOf(resolution),
        row.getString("reason_code"),
        row.getInt("version"),
        finished == null ? null : finished.toInstant());
  }
}
