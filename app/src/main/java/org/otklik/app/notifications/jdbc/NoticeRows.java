package org.otklik.app.notifications.jdbc;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.otklik.app.notifications.Correlation;
import org.otklik.app.notifications.Notice;
import org.otklik.app.notifications.NoticeChannel;
import org.otklik.app.notifications.NoticeId;
import org.otklik.app.notifications.NoticeStatus;
import org.otklik.app.notifications.NoticeTemplate;
import org.otklik.app.notifications.Notices;
import org.otklik.app.notifications.Recipient;
import org.otklik.app.pages.Language;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Rows of notices.
@Repository
public final class NoticeRows implements Notices {
  private static final String COLUMNS =
      """
      select id, template, language, channel, recipient, body, correlation, accepted_at, not_after,
        status, attempts, answered, gateway, gateway_id, sent_at, settled_at, reason
      from notifications.notice
      """;

  private final JdbcClient db;

  /// A notice taken from the rows for one attempt.
  ///
  /// @param attempts with this one
  /// @param repeated whether an attempt before has no known end
  public record Claimed(
      NoticeId id,
      NoticeTemplate template,
      Language language,
      Recipient recipient,
      String text,
      Instant notAfter,
      int attempts,
      boolean repeated) {}

  /// What came of one attempt.
  ///
  /// @param status what the notice is now; waiting where there will be another attempt
  /// @param dueAt when that is
  /// @param attempts how many of the attempts count now
  /// @param answered whether the gateway's answer is known
  public record Attempted(
      NoticeId id,
      NoticeStatus status,
      Instant dueAt,
      int attempts,
      boolean answered,
      @Nullable String gatewayId,
      @Nullable String reason) {}

  /// A fact about a notice that is to be told.
  public record Untold(
      NoticeId id,
      NoticeStatus status,
      @Nullable Correlation correlation,
      @Nullable String reason,
      Instant at) {}

  /// How many wait.
  ///
  /// @param oldest since when the first of them waits; null for none
  public record Waiting(int notices, @Nullable Instant oldest) {}

  NoticeRows(JdbcClient db) {
    this.db = db;
  }

  /// Adds a waiting notice.
  ///
  /// @return the id of the notice with this key: this one, or an earlier one, and then nothing is
  ///   added
  public NoticeId add(String key, Notice notice) {
    var added =
        db.sql(
                """
                insert into notifications.notice (id, key, template, language, channel, recipient,
                  body, question, correlation, accepted_at, not_after, status, due_at)
                values (:id, :key, :template, :language, :channel, :recipient,
                  :body, :question, :correlation, :at, :notAfter, 'WAITING', :at)
                on conflict (key) do nothing
                """)
            .param("id", notice.id().value())
            .param("key", key)
            .param("template", notice.template().name())
            .param("language", notice.language().code())
            .param("channel", notice.recipient().channel().name())
            .param("recipient", notice.recipient().value())
            .param("body", notice.text())
            .param("question", notice.template().isQuestion())
            .param("correlation", valueOf(notice.correlation()))
            .param("at", notice.acceptedAt().atOffset(ZoneOffset.UTC))
            .param("notAfter", notice.notAfter().atOffset(ZoneOffset.UTC))
            .update();
    return added == 1 ? notice.id() : withKey(key);
  }

  private NoticeId withKey(String key) {
    return db.sql("select id from notifications.notice where key = :key")
        .param("key", key)
        .query((row, at) -> id(row))
        .single();
  }

  /// Takes waiting notices that are due, the longest due first, for one attempt each. One that has
  /// no end by `lostAt` is due again.
  public List<Claimed> claim(NoticeChannel channel, Instant now, Instant lostAt, int noticesMax) {
    return db.sql(
            """
            with due as (
              select id from notifications.notice
              where status = 'WAITING' and channel = :channel and due_at <= :now
                and not_after > :now
              order by due_at
              limit :max
              for update skip locked)
            update notifications.notice n set attempts = n.attempts + 1, due_at = :lostAt
            from due where n.id = due.id
            returning n.id, n.template, n.language, n.channel, n.recipient, n.body, n.not_after,
              n.attempts, n.attempts - 1 > n.answered as repeated
            """)
        .param("channel", channel.name())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("lostAt", lostAt.atOffset(ZoneOffset.UTC))
        .param("max", noticesMax)
        .query(NoticeRows::claimed)
        .list();
  }

  /// Keeps what came of attempts; a notice that has ended meanwhile is left as it is.
  public void attempted(String gateway, List<Attempted> attempts, Instant now) {
    db.sql(
            """
            update notifications.notice n set
              status = a.status,
              due_at = cast(a.due_at as timestamptz),
              attempts = a.attempts,
              answered = least(n.answered + a.answered, a.attempts),
              gateway = :gateway,
              gateway_id = a.gateway_id,
              reason = a.reason,
              sent_at = case when a.status = 'SENT' then :now else n.sent_at end,
              settled_at = case when a.status in ('FAILED', 'EXPIRED') then :now end,
              tell_at = case when a.status = 'WAITING' then null else :now end
            from unnest(cast(:ids as uuid[]), cast(:statuses as text[]), cast(:dues as text[]),
              cast(:attempts as int[]), cast(:answered as int[]), cast(:gatewayIds as text[]),
              cast(:reasons as text[]))
              as a (id, status, due_at, attempts, answered, gateway_id, reason)
            where n.id = a.id and n.status = 'WAITING'
            """)
        .param("gateway", gateway)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("ids", column(attempts, a -> a.id().value().toString()))
        .param("statuses", column(attempts, a -> a.status().name()))
        .param("dues", column(attempts, a -> a.dueAt().toString()))
        .param("attempts", column(attempts, a -> Integer.toString(a.attempts())))
        .param("answered", column(attempts, a -> a.answered() ? "1" : "0"))
        .param("gatewayIds", column(attempts, Attempted::gatewayId))
        .param("reasons", column(attempts, Attempted::reason))
        .update();
  }

  private static @Nullable String[] column(
      List<Attempted> attempts, Function<Attempted, @Nullable String> cell) {
    return attempts.stream().map(cell).toArray(String[]::new);
  }

  /// Ends waiting notices whose time is over.
  ///
  /// @return how many
  public int expire(Instant now, int noticesMax) {
    return db.sql(
            """
            with over as (
              select id from notifications.notice
              where status = 'WAITING' and not_after <= :now and due_at <= :now
              limit :max
              for update skip locked)
            update notifications.notice n
            set status = 'EXPIRED', settled_at = :now, tell_at = :now,
              reason = coalesce(n.reason, 'not-after')
            from over where n.id = over.id
            """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("max", noticesMax)
        .update();
  }

  /// Facts that are to be told by now.
  public List<Untold> untold(Instant now, int noticesMax) {
    return db.sql(
            """
            select id, status, correlation, reason, coalesce(settled_at, sent_at, :now) as at
            from notifications.notice
            where tell_at <= :now
            order by tell_at
            limit :max
            """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("max", noticesMax)
        .query(
            (row, at) ->
                new Untold(
                    id(row),
                    NoticeStatus.valueOf(row.getString("status")),
                    correlation(row),
                    row.getString("reason"),
                    row.getTimestamp("at").toInstant()))
        .list();
  }

  /// Notes that this fact is told.
  ///
  /// @return false if it has been told already or something newer has happened
  public boolean told(Untold fact) {
    return db.sql(
                """
                update notifications.notice set tell_at = null
                where id = :id and status = :status and tell_at is not null
                """)
            .param("id", fact.id().value())
            .param("status", fact.status().name())
            .update()
        == 1;
  }

  /// Tells this fact later.
  public void tellAt(NoticeId id, Instant at) {
    db.sql("update notifications.notice set tell_at = :at where id = :id and tell_at is not null")
        .param("id", id.value())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// The newest notice to this number that a person may answer, accepted after `since`.
  public Optional<Notice> findQuestion(String number, Instant since) {
    return db.sql(
            COLUMNS
                + """
                where recipient = :number and question and accepted_at > :since
                order by accepted_at desc, id desc limit 1
                """)
        .param("number", number)
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(NoticeRows::notice)
        .optional();
  }

  /// How many notices of this template were accepted after `since`.
  public int accepted(NoticeTemplate template, Instant since) {
    return db.sql(
            """
            select count(*) from notifications.notice
            where accepted_at > :since and template = :template
            """)
        .param("since", since.atOffset(ZoneOffset.UTC))
        .param("template", template.name())
        .query(Integer.class)
        .single();
  }

  /// How many notices of this channel wait.
  public Waiting waiting(NoticeChannel channel) {
    return db.sql(
            """
            select count(*) as notices, min(accepted_at) as oldest from notifications.notice
            where status = 'WAITING' and channel = :channel
            """)
        .param("channel", channel.name())
        .query((row, at) -> new Waiting(row.getInt("notices"), instant(row, "oldest")))
        .single();
  }

  @Override
  public Optional<Notice> find(NoticeId id) {
    return db.sql(COLUMNS + "where id = :id")
        .param("id", id.value())
        .query(NoticeRows::notice)
        .optional();
  }

  @Override
  public List<Notice> findAbout(Correlation correlation) {
    return db.sql(
            COLUMNS
                + """
                where correlation = :correlation
                order by accepted_at desc, id desc limit :max
                """)
        .param("correlation", correlation.value())
        .param("max", FOUND_MAX)
        .query(NoticeRows::notice)
        .list();
  }

  /// The newest [#FOUND_MAX] notices that this gateway took, the newest first.
  public List<Notice> newestOf(String gateway) {
    return db.sql(
            COLUMNS
                + """
                where gateway = :gateway and sent_at is not null
                order by accepted_at desc, id desc limit :max
                """)
        .param("gateway", gateway)
        .param("max", FOUND_MAX)
        .query(NoticeRows::notice)
        .list();
  }

  private static Claimed claimed(ResultSet row, int at) throws SQLException {
    return new Claimed(
        id(row),
        NoticeTemplate.valueOf(row.getString("template")),
        language(row),
        recipient(row),
        row.getString("body"),
        row.getTimestamp("not_after").toInstant(),
        row.getInt("attempts"),
        row.getBoolean("repeated"));
  }

  private static Notice notice(ResultSet row, int at) throws SQLException {
    return new Notice(
        id(row),
        NoticeTemplate.valueOf(row.getString("template")),
        language(row),
        recipient(row),
        row.getString("body"),
        correlation(row),
        row.getTimestamp("accepted_at").toInstant(),
        row.getTimestamp("not_after").toInstant(),
        NoticeStatus.valueOf(row.getString("status")),
        new Notice.Proof(
            row.getInt("attempts"),
            row.getInt("attempts") - row.getInt("answered"),
            row.getString("gateway"),
            row.getString("gateway_id"),
            instant(row, "sent_at"),
            instant(row, "settled_at"),
            row.getString("reason")));
  }

  private static NoticeId id(ResultSet row) throws SQLException {
    return new NoticeId(requireNonNull(row.getObject("id", UUID.class)));
  }

  private static Language language(ResultSet row) throws SQLException {
    return Language.find(row.getString("language")).orElse(Language.RU);
  }

  private static Recipient recipient(ResultSet row) throws SQLException {
    return Recipient.of(
        NoticeChannel.valueOf(row.getString("channel")), row.getString("recipient"));
  }

  private static @Nullable Correlation correlation(ResultSet row) throws SQLException {
    var value = row.getString("correlation");
    return value == null ? null : new Correlation(value);
  }

  static @Nullable String valueOf(@Nullable Correlation correlation) {
    return correlation == null ? null : correlation.value();
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
