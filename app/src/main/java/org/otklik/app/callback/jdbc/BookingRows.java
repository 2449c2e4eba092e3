package org.otklik.app.callback.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.otklik.app.callback.CallbackWindow;
import org.otklik.app.callback.CentreWord;
import org.otklik.app.callback.Network;
import org.otklik.app.callback.PromiseId;
import org.otklik.app.callback.jdbc.BookingRow.Status;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.TopicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Rows of bookings. Every change names what it changes from, so that of two who change the same
/// booking one does.
@Repository
public class BookingRows {

  /// Names the lock under which places are counted and taken.
  private static final long PLACES = 0x6f746b6c696bL;

  private static final String ROWS =
      """
      select id, number, citizen_id, topic, language, noun, word_number, window_from, window_until,
             made_at, status, hold_until
      from callback.booking
      """;

  private final JdbcClient db;

  /// On this database.
  public BookingRows(JdbcClient db) {
    this.db = db;
  }

  /// Until the transaction ends nobody else counts or takes places.
  public void lockPlaces() {
    db.sql("select 1 from pg_advisory_xact_lock(:places)")
        .param("places", PLACES)
        .query(Integer.class)
        .single();
  }

  /// Writes a booking.
  ///
  /// @param codeHash of the code in its link
  public void insert(BookingRow booking, String codeHash, Network network) {
    var window = booking.window();
    db.sql(
            """
            insert into callback.booking (id, code_hash, number, citizen_id, network, topic,
              language, noun, word_number, window_from, window_until, made_at, status, hold_until,
              call_at)
            values (:id, :codeHash, :number, :citizenId, :network, :topic,
              :language, :noun, :wordNumber, :windowFrom, :windowUntil, :madeAt, :status,
              :holdUntil, :callAt)
            """)
        .param("id", booking.id().value())
        .param("codeHash", codeHash)
        .param("number", booking.number())
        .param("citizenId", booking.citizenId())
        .param("network", network.value())
        .param("topic", booking.topic().value())
        .param("language", booking.language().tag())
        .param("noun", booking.word().noun())
        .param("wordNumber", booking.word().number())
        .param("windowFrom", window == null ? null : utc(window.from()))
        .param("windowUntil", window == null ? null : utc(window.until()))
        .param("madeAt", utc(booking.madeAt()))
        .param("status", booking.status().name())
        .param("holdUntil", utc(booking.heldUntil()))
        .param("callAt", booking.status() == Status.HELD ? utc(booking.madeAt()) : null)
        .update();
  }

  /// The booking whose code has this hash.
  public Optional<BookingRow> find(String codeHash) {
    return db.sql(ROWS + "where code_hash = :hash")
        .param("hash", codeHash)
        .query((row, _) -> row(row))
        .optional();
  }

  /// One booking.
  public Optional<BookingRow> find(PromiseId id) {
    return db.sql(ROWS + "where id = :id")
        .param("id", id.value())
        .query((row, _) -> row(row))
        .optional();
  }

  /// How many were made for a number since a moment, and never became promises.
  public int countForNumber(String number, Instant since) {
    return db.sql(
            """
            select count(*) from callback.booking
            where number = :number and made_at > :since and status <> 'CONFIRMED'
            """)
        .param("number", number)
        .param("since", utc(since))
        .query(Integer.class)
        .single();
  }

  /// How many were made from a network since a moment.
  public int countFromNetwork(Network network, Instant since) {
    return db.sql(
            """
            select count(*) from callback.booking where network = :network and made_at > :since
            """)
        .param("network", network.value())
        .param("since", utc(since))
        .query(Integer.class)
        .single();
  }

  /// Whether somebody waits for this number to be confirmed.
  public boolean isHeld(String number, Instant now) {
    return db.sql(
            """
            select exists (select 1 from callback.booking
              where number = :number and status = 'HELD' and hold_until > :now)
            """)
        .param("number", number)
        .param("now", utc(now))
        .query(Boolean.class)
        .single();
  }

  /// Places that are taken in the windows from a moment on, by when the window begins.
  public Map<Instant, Integer> taken(Instant now) {
    var taken = new HashMap<Instant, Integer>();
    db.sql(
            """
            select window_from, count(*) as places
            from (
              select window_from from callback.promise
              where status in ('BOOKED', 'DUE') and window_from > :now
              union all
              select window_from from callback.booking
              where status = 'HELD' and hold_until > :now and window_from > :now) as places
            group by window_from
            """)
        .param("now", utc(now))
        .query(
            row -> {
              taken.put(row.getTimestamp("window_from").toInstant(), row.getInt("places"));
            });
    return taken;
  }

  /// Those whose number is to be called now, or that nobody has confirmed in time; each is taken by
  /// putting its next call off.
  public List<BookingRow> takeToCall(Instant now, Instant nextCall, int rowsMax) {
    return db.sql(
            """
            update callback.booking set call_at = least(:next, hold_until)
            where id in (
              select id from callback.booking where call_at <= :now
              order by call_at limit :max for update skip locked)
            returning id, number, citizen_id, topic, language, noun, word_number, window_from,
              window_until, made_at, status, hold_until
            """)
        .param("now", utc(now))
        .param("next", utc(nextCall))
        .param("max", rowsMax)
        .query((row, _) -> row(row))
        .list();
  }

  /// It is held no longer.
  ///
  /// @return false when somebody else was faster
  public boolean settle(PromiseId id, Status how) {
    return db.sql(
                """
                update callback.booking set status = :how, call_at = null
                where id = :id and status = 'HELD'
                """)
            .param("id", id.value())
            .param("how", how.name())
            .update()
        > 0;
  }

  /// One that is held has another window.
  ///
  /// @return false when it is not held any more
  public boolean move(PromiseId id, CallbackWindow window) {
    return db.sql(
                """
                update callback.booking set window_from = :from, window_until = :until
                where id = :id and status = 'HELD'
                """)
            .param("id", id.value())
            .param("from", utc(window.from()))
            .param("until", utc(window.until()))
            .update()
        > 0;
  }

  /// Deletes bookings that were made before a moment and of which no promise is left.
  ///
  /// @return how many
  public int forget(Instant madeBefore, int rowsMax) {
    return db.sql(
            """
            delete from callback.booking where id in (
              select id from callback.booking
              where made_at < :before and status <> 'HELD'
                and not exists (select 1 from callback.promise where promise.id = booking.id)
              order by made_at limit :max)
            """)
        .param("before", utc(madeBefore))
        .param("max", rowsMax)
        .update();
  }

  private static BookingRow row(ResultSet row) throws SQLException {
    return new BookingRow(
        new PromiseId(row.getObject("id", UUID.class)),
        row.getString("number"),
        row.getObject("citizen_id", UUID.class),
        new TopicId(row.getString("topic")),
        new Language(row.getString("language")),
        new CentreWord(row.getString("noun"), row.getInt("word_number")),
        PromiseRows.window(row),
        row.getTimestamp("made_at").toInstant(),
        Status.valueOf(row.getString("status")),
        row.getTimestamp("hold_until").toInstant());
  }

  private static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
