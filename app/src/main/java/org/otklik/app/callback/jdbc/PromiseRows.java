package org.otklik.app.callback.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.callback.Bookings.Kept;
import org.otklik.app.callback.CallbackWindow;
import org.otklik.app.callback.Callbacks.Attempt;
import org.otklik.app.callback.Callbacks.Wish;
import org.otklik.app.callback.CentreWord;
import org.otklik.app.callback.PromiseId;
import org.otklik.app.callback.PromiseStatus;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.TopicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Rows of promises and of their attempts. Every change names what it changes from, so that of two
/// who change the same promise one does.
@Repository
public class PromiseRows {
  private static final String ROWS =
      """
      select id, number, citizen_id, source, topic, language, recording_allowed, noun, word_number,
             waiting_since, promised_at, status, contact, window_from, window_until,
             (select count(*) from callback.attempt
              where attempt.promise = promise.id and counts) as attempts_counted
      from callback.promise
      """;

  private final JdbcClient db;

  /// On this database.
  public PromiseRows(JdbcClient db) {
    this.db = db;
  }

  /// Writes a promise.
  ///
  /// @return false when there is an open one for the number
  public boolean insert(PromiseRow promise, Instant wakeAt) {
    var wish = promise.wish();
    var window = promise.window();
    return db.sql(
                """
                insert into callback.promise (id, number, citizen_id, source, topic, language,
                  recording_allowed, noun, word_number, waiting_since, promised_at, status, wake_at,
                  window_from, window_until)
                values (:id, :number, :citizenId, :source, :topic, :language,
                  :recordingAllowed, :noun, :wordNumber, :waitingSince, :promisedAt, 'BOOKED', :wakeAt,
                  :windowFrom, :windowUntil)
                on conflict (number) where status in ('BOOKED', 'DUE') do nothing
                """)
            .param("id", promise.id().value())
            .param("number", wish.number())
            .param("citizenId", wish.citizenId())
            .param("source", wish.source())
            .param("topic", wish.topic().value())
            .param("language", wish.language().tag())
            .param("recordingAllowed", wish.recordingAllowed())
            .param("noun", promise.word().noun())
            .param("wordNumber", promise.word().number())
            .param("waitingSince", utc(wish.waitingSince()))
            .param("promisedAt", utc(promise.promisedAt()))
            .param("wakeAt", utc(wakeAt))
            .param("windowFrom", window == null ? null : utc(window.from()))
            .param("windowUntil", window == null ? null : utc(window.until()))
            .update()
        > 0;
  }

  /// How many promises were made for a number since a moment.
  public int countForNumber(String number, Instant since) {
    return db.sql(
            """
            select count(*) from callback.promise
            where number = :number and promised_at > :since
            """)
        .param("number", number)
        .param("since", utc(since))
        .query(Integer.class)
        .single();
  }

  /// How many promises somebody has asked for since a moment; null is all who are unknown.
  public int countFromSource(@Nullable String source, Instant since) {
    return db.sql(
            """
            select count(*) from callback.promise
            where source is not distinct from :source::text and promised_at > :since
            """)
        .param("source", source)
        .param("since", utc(since))
        .query(Integer.class)
        .single();
  }

  /// What is to be looked at now, the longest first.
  public List<PromiseRow> toWake(Instant now, int rowsMax) {
    return db.sql(ROWS + "where wake_at <= :now order by wake_at limit :max")
        .param("now", utc(now))
        .param("max", rowsMax)
        .query((row, _) -> row(row))
        .list();
  }

  /// The due promise that this contact keeps now.
  public Optional<PromiseRow> findDue(ContactId contact) {
    return db.sql(ROWS + "where contact = :contact and status = 'DUE'")
        .param("contact", contact.value())
        .query((row, _) -> row(row))
        .optional();
  }

  /// One promise.
  public Optional<PromiseRow> find(PromiseId id) {
    return db.sql(ROWS + "where id = :id")
        .param("id", id.value())
        .query((row, _) -> row(row))
        .optional();
  }

  /// The promise that this contact was or is to keep.
  public Optional<PromiseRow> findOfAttempt(ContactId contact) {
    return db.sql(
            ROWS + "where id = (select promise from callback.attempt where contact = :contact)")
        .param("contact", contact.value())
        .query((row, _) -> row(row))
        .optional();
  }

  /// The open promises of a person; at most one for each of their numbers.
  public List<PromiseRow> openOf(@Nullable String number, @Nullable UUID citizenId) {
    return db.sql(
            ROWS
                + """
                where status in ('BOOKED', 'DUE')
                  and (number = :number::text or citizen_id = :citizenId::uuid)
                """)
        .param("number", number)
        .param("citizenId", citizenId)
        .query((row, _) -> row(row))
        .list();
  }

  /// The attempts that are over, the first one first.
  public List<Attempt> attempts(PromiseId promise) {
    return db.sql(
            """
            select asked_at, reason, counts from callback.attempt
            where promise = :promise and reason is not null
            order by asked_at
            """)
        .param("promise", promise.value())
        .query((row, _) -> attempt(row))
        .list();
  }

  /// The attempts that were over before this one began, the first one first.
  public List<Attempt> attemptsBefore(ContactId contact) {
    return db.sql(
            """
            select before.asked_at, before.reason, before.counts
            from callback.attempt
              join callback.attempt before on before.promise = attempt.promise
            where attempt.contact = :contact and before.asked_at < attempt.asked_at
              and before.reason is not null
            order by before.asked_at
            """)
        .param("contact", contact.value())
        .query((row, _) -> attempt(row))
        .list();
  }

  private static Attempt attempt(ResultSet row) throws SQLException {
    return new Attempt(
        row.getTimestamp("asked_at").toInstant(),
        row.getString("reason"),
        row.getBoolean("counts"));
  }

  /// A booked promise goes to dispatch as this contact.
  ///
  /// @return false when somebody else was faster
  public boolean beginAttempt(PromiseId promise, ContactId contact, Instant now, Instant wakeAt) {
    return db.sql(
                """
                with due as (
                  update callback.promise set status = 'DUE', contact = :contact, wake_at = :wakeAt
                  where id = :promise and status = 'BOOKED' returning id)
                insert into callback.attempt (contact, promise, asked_at)
                select :contact, id, :now from due
                """)
            .param("promise", promise.value())
            .param("contact", contact.value())
            .param("now", utc(now))
            .param("wakeAt", utc(wakeAt))
            .update()
        > 0;
  }

  /// A due promise is looked at again later.
  public void lookAgain(PromiseRow due, Instant wakeAt) {
    db.sql("update callback.promise set wake_at = :wakeAt where id = :id and status = 'DUE'")
        .param("id", due.id().value())
        .param("wakeAt", utc(wakeAt))
        .update();
  }

  /// A booked promise is looked at later than it was to be.
  ///
  /// @return false when somebody else was faster
  public boolean postpone(PromiseRow booked, Instant wakeAt) {
    return db.sql(
                "update callback.promise set wake_at = :wakeAt where id = :id and status = 'BOOKED'")
            .param("id", booked.id().value())
            .param("wakeAt", utc(wakeAt))
            .update()
        > 0;
  }

  /// The attempt is over, and there will be another.
  ///
  /// @return false when somebody else was faster
  public boolean bookAgain(PromiseRow due, Attempt ended, Instant now, Instant wakeAt) {
    return db.sql(
                """
                with booked as (
                  update callback.promise set status = 'BOOKED', contact = null, wake_at = :wakeAt
                  where id = :id and status = 'DUE' and contact = :contact returning id)
                update callback.attempt set ended_at = :now, reason = :reason, counts = :counts
                where contact = :contact and promise in (select id from booked)
                """)
            .param("id", due.id().value())
            .param("contact", contact(due))
            .param("reason", ended.reason())
            .param("counts", ended.counts())
            .param("now", utc(now))
            .param("wakeAt", utc(wakeAt))
            .update()
        > 0;
  }

  /// A promise is over, and with it its attempt, if it has one.
  ///
  /// @param reason of the attempt's end
  /// @return false when somebody else was faster
  public boolean end(
      PromiseRow open, PromiseStatus how, String reason, boolean counts, Instant now) {
    return db.sql(
                """
                with attempted as (
                  update callback.attempt set ended_at = :now, reason = :reason, counts = :counts
                  where contact = :contact::uuid and ended_at is null)
                update callback.promise set status = :how, wake_at = null, ended_at = :now
                where id = :id and status = :before and contact is not distinct from :contact::uuid
                """)
            .param("id", open.id().value())
            .param("before", open.status().name())
            .param("contact", contact(open))
            .param("how", how.name())
            .param("reason", reason)
            .param("counts", counts)
            .param("now", utc(now))
            .update()
        > 0;
  }

  /// A promise has another window.
  public void setWindow(PromiseId promise, CallbackWindow window) {
    db.sql(
            """
            update callback.promise set window_from = :from, window_until = :until where id = :id
            """)
        .param("id", promise.value())
        .param("from", utc(window.from()))
        .param("until", utc(window.until()))
        .update();
  }

  /// A promise that was kept: when its talk began.
  public void setAnswered(PromiseId promise, Instant answeredAt) {
    db.sql("update callback.promise set answered_at = :at where id = :id")
        .param("id", promise.value())
        .param("at", utc(answeredAt))
        .update();
  }

  /// How promises have ended since a moment; a booked one is kept inside its window alone.
  public Kept kept(Instant since) {
    return db.sql(
            """
            select count(*) as ended,
              count(*) filter (where status = 'KEPT' and (window_from is null
                or (answered_at >= window_from and answered_at < window_until))) as kept
            from callback.promise
            where ended_at >= :since and status in ('KEPT', 'GIVEN_UP')
            """)
        .param("since", utc(since))
        .query((row, _) -> new Kept(row.getLong("ended"), row.getLong("kept")))
        .single();
  }

  /// Those that were given up and are not settled, the longest waiting first.
  public List<PromiseRow> unreached(int rowsMax) {
    return db.sql(
            ROWS
                + """
                where status = 'GIVEN_UP' and settled_at is null
                order by waiting_since limit :max
                """)
        .param("max", rowsMax)
        .query((row, _) -> row(row))
        .list();
  }

  /// Somebody has seen to a promise that was given up.
  ///
  /// @return false when somebody else was faster
  public boolean settle(PromiseId promise, UUID by, Instant now) {
    return db.sql(
                """
                update callback.promise set settled_at = :now, settled_by = :by
                where id = :id and status = 'GIVEN_UP' and settled_at is null
                """)
            .param("id", promise.value())
            .param("by", by)
            .param("now", utc(now))
            .update()
        > 0;
  }

  /// A person has talked: what was given up before is settled.
  public void settleOf(@Nullable String number, @Nullable UUID citizenId, Instant now) {
    db.sql(
            """
            update callback.promise set settled_at = :now
            where status = 'GIVEN_UP' and settled_at is null
              and (number = :number::text or citizen_id = :citizenId::uuid)
            """)
        .param("number", number)
        .param("citizenId", citizenId)
        .param("now", utc(now))
        .update();
  }

  /// Deletes promises that ended before a moment.
  ///
  /// @return how many
  public int forget(Instant endedBefore, int rowsMax) {
    return db.sql(
            """
            delete from callback.promise where id in (
              select id from callback.promise where ended_at < :before order by ended_at limit :max)
            """)
        .param("before", utc(endedBefore))
        .param("max", rowsMax)
        .update();
  }

  private static @Nullable UUID contact(PromiseRow promise) {
    var contact = promise.contact();
    return contact == null ? null : contact.value();
  }

  private static PromiseRow row(ResultSet row) throws SQLException {
    @Nullable UUID contact = row.getObject("contact", UUID.class);
    return new PromiseRow(
        new PromiseId(row.getObject("id", UUID.class)),
        new Wish(
            row.getString("number"),
            row.getObject("citizen_id", UUID.class),
            row.getString("source"),
            new TopicId(row.getString("topic")),
            new Language(row.getString("language")),
            row.getBoolean("recording_allowed"),
            row.getTimestamp("waiting_since").toInstant()),
        new CentreWord(row.getString("noun"), row.getInt("word_number")),
        row.getTimestamp("promised_at").toInstant(),
        PromiseStatus.valueOf(row.getString("status")),
        contact == null ? null : new ContactId(contact),
        row.getInt("attempts_counted"),
        window(row));
  }

  /// The window of a row, if it has one.
  static @Nullable CallbackWindow window(ResultSet row) throws SQLException {
    @Nullable Timestamp from = row.getTimestamp("window_from");
    return from == null
        ? null
        : new CallbackWindow(from.toInstant(), row.getTimestamp("window_until").toInstant());
  }

  private static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
