package org.otklik.app.messages.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.messages.MessageId;
import org.otklik.app.messages.MessageOutcome;
import org.otklik.app.messages.MessageStatus;
import org.otklik.app.messages.Messages.Closing;
import org.otklik.app.messages.Messages.Message;
import org.otklik.app.messages.Messages.Recognised;
import org.otklik.app.messages.Messages.Wish;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.TopicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Rows of messages. Every change names what it changes from, so that of two who change the same
/// message one does.
@Repository
public class MessageRows {
  private static final String ROWS =
      """
      select id, contact, number, citizen_id, topic, language, waiting_since, begun_at, status,
             length_millis, taken_by, heard_by, heard_at, callback, answer, outcome, note, closed_at,
             recognised, confidence
      from messages.message
      """;

  private final JdbcClient db;

  /// On this database.
  public MessageRows(JdbcClient db) {
    this.db = db;
  }

  /// Writes a message whose caller begins to speak.
  public void insert(MessageId id, Wish wish, Instant now) {
    db.sql(
            """
            insert into messages.message
              (id, contact, number, citizen_id, topic, language, waiting_since, begun_at, status)
            values
              (:id, :contact, :number, :citizen, :topic, :language, :waitingSince, :now, 'RECORDING')
            """)
        .param("id", id.value())
        .param("contact", wish.contact())
        .param("number", wish.number())
        .param("citizen", wish.citizenId())
        .param("topic", wish.topic().value())
        .param("language", wish.language().tag())
        .param("waitingSince", utc(wish.waitingSince()))
        .param("now", utc(now))
        .update();
  }

  /// Messages begun since then; of this number, or of all who withhold theirs.
  public int countOf(@Nullable String number, Instant since) {
    return db.sql(
            """
            select count(*) from messages.message
            where number is not distinct from cast(:number as text) and begun_at > :since
            """)
        .param("number", number)
        .param("since", utc(since))
        .query(Integer.class)
        .single();
  }

  /// Messages of all begun since then.
  public int count(Instant since) {
    return db.sql("select count(*) from messages.message where begun_at > :since")
        .param("since", utc(since))
        .query(Integer.class)
        .single();
  }

  /// The caller has finished: it waits to be heard.
  public void finish(MessageId id, Duration length) {
    db.sql(
            """
            update messages.message set status = 'WAITING', length_millis = :length
            where id = :id and status = 'RECORDING'
            """)
        .param("id", id.value())
        .param("length", length.toMillis())
        .update();
  }

  /// Forgets a message altogether.
  public void delete(MessageId id) {
    db.sql("delete from messages.message where id = :id").param("id", id.value()).update();
  }

  /// Messages that were begun and not finished, the oldest first.
  public List<MessageId> recording(int messagesMax) {
    return db.sql(
            """
            select id from messages.message where status = 'RECORDING'
            order by begun_at limit :max
            """)
        .param("max", messagesMax)
        .query((row, _) -> id(row))
        .list();
  }

  /// Those that wait or are taken, the longest waiting first.
  public List<Message> open(int messagesMax) {
    return db.sql(
            ROWS + " where status in ('WAITING', 'TAKEN') order by waiting_since, id limit :max")
        .param("max", messagesMax)
        .query((row, _) -> message(row))
        .list();
  }

  /// The same about these topics, one at least.
  public List<Message> open(Set<TopicId> topics, int messagesMax) {
    return db.sql(
            ROWS
                + """
                 where status in ('WAITING', 'TAKEN') and topic in (:topics)
                 order by waiting_since, id limit :max
                """)
        .param("topics", topics.stream().map(TopicId::value).toList())
        .param("max", messagesMax)
        .query((row, _) -> message(row))
        .list();
  }

  /// One that is not being recorded any more.
  public Optional<Message> find(MessageId id) {
    return db.sql(ROWS + " where id = :id and status <> 'RECORDING'")
        .param("id", id.value())
        .query((row, _) -> message(row))
        .optional();
  }

  /// Those of one person, the newest first.
  public List<Message> ofPerson(@Nullable String number, @Nullable UUID citizen, int messagesMax) {
    return db.sql(
            ROWS
                + """
                 where status <> 'RECORDING'
                   and (number = cast(:number as text) or citizen_id = cast(:citizen as uuid))
                 order by begun_at desc limit :max
                """)
        .param("number", number)
        .param("citizen", citizen)
        .param("max", messagesMax)
        .query((row, _) -> message(row))
        .list();
  }

  /// An operator sees to it; false when somebody does already.
  public boolean take(MessageId id, UUID operator, Instant now) {
    return db.sql(
                """
                update messages.message set status = 'TAKEN', taken_by = :operator, taken_at = :now
                where id = :id and status = 'WAITING'
                """)
            .param("id", id.value())
            .param("operator", operator)
            .param("now", utc(now))
            .update()
        == 1;
  }

  /// The operator does not see to it any more.
  public void giveBack(MessageId id, UUID operator) {
    db.sql(
            """
            update messages.message set status = 'WAITING', taken_by = null, taken_at = null
            where id = :id and status = 'TAKEN' and taken_by = :operator
            """)
        .param("id", id.value())
        .param("operator", operator)
        .update();
  }

  /// All that were taken before then wait again; returns how many.
  public int giveBackTakenBefore(Instant before) {
    return db.sql(
            """
            update messages.message set status = 'WAITING', taken_by = null, taken_at = null
            where status = 'TAKEN' and taken_at < :before
            """)
        .param("before", utc(before))
        .update();
  }

  /// Keeps who heard it first.
  public void heard(MessageId id, UUID by, Instant now) {
    db.sql(
            """
            update messages.message set heard_by = :by, heard_at = :now
            where id = :id and heard_by is null
            """)
        .param("id", id.value())
        .param("by", by)
        .param("now", utc(now))
        .update();
  }

  /// The operator has finished with it; false when they do not see to it any more.
  public boolean close(MessageId id, UUID operator, Closing closing, Instant now) {
    return db.sql(
                """
                update messages.message
                set status = 'CLOSED', taken_at = null, outcome = :outcome, note = :note,
                    answer = :answer, callback = :callback, closed_by = :operator, closed_at = :now
                where id = :id and status = 'TAKEN' and taken_by = :operator
                """)
            .param("id", id.value())
            .param("operator", operator)
            .param("outcome", closing.outcome().name())
            .param("note", closing.note())
            .param("answer", closing.answer().isEmpty() ? null : closing.answer())
            .param("callback", closing.callback())
            .param("now", utc(now))
            .update()
        == 1;
  }

  /// Those that were closed, or begun and never closed, before then.
  public List<MessageId> endedBefore(Instant before, int messagesMax) {
    return db.sql(
            """
            select id from messages.message
            where begun_at < :before and (closed_at is null or closed_at < :before)
            order by begun_at limit :max
            """)
        .param("before", utc(before))
        .param("max", messagesMax)
        .query((row, _) -> id(row))
        .list();
  }

  /// The newest message in this language that no machine has looked at: somebody waits for it.
  public Optional<MessageId> unrecognised(String language) {
    return db.sql(
            """
            select id from messages.message
            where recognised_at is null and status in ('WAITING', 'TAKEN') and language = :language
            order by begun_at desc limit 1
            """)
        .param("language", language)
        .query((row, _) -> id(row))
        .optional();
  }

  /// A machine has looked at it.
  public void recognised(MessageId id, @Nullable Recognised recognised, Instant now) {
    db.sql(
            """
            update messages.message
            set recognised_at = :now, recognised = :text, confidence = :confidence
            where id = :id
            """)
        .param("id", id.value())
        .param("now", utc(now))
        .param("text", recognised == null ? null : recognised.text())
        .param("confidence", recognised == null ? null : recognised.confidence())
        .update();
  }

  private static Message message(ResultSet row) throws SQLException {
    var outcome = row.getString("outcome");
    return new Message(
        id(row),
        new Wish(
            row.getObject("contact", UUID.class),
            row.getString("number"),
            row.getObject("citizen_id", UUID.class),
            new TopicId(row.getString("topic")),
            new Language(row.getString("language")),
            row.getObject("waiting_since", OffsetDateTime.class).toInstant()),
        row.getObject("begun_at", OffsetDateTime.class).toInstant(),
        MessageStatus.valueOf(row.getString("status")),
        Duration.ofMillis(row.getInt("length_millis")),
        row.getObject("taken_by", UUID.class),
        row.getObject("heard_by", UUID.class),
        instant(row, "heard_at"),
        row.getObject("callback", UUID.class),
        row.getString("answer"),
        outcome == null ? null : MessageOutcome.valueOf(outcome),
        row.getString("note"),
        instant(row, "closed_at"),
        recognised(row));
  }

  private static @Nullable Recognised recognised(ResultSet row) throws SQLException {
    var text = row.getString("recognised");
    return text == null ? null : new Recognised(text, row.getDouble("confidence"));
  }

  private static MessageId id(ResultSet row) throws SQLException {
    return new MessageId(row.getObject("id", UUID.class));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
