package org.otklik.app.notifications.jdbc;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.notifications.Correlation;
import org.otklik.app.notifications.ReplyCommand;
import org.otklik.app.notifications.ReplyReceived;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Rows of what people answered.
@Repository
public final class ReplyRows {
  private final JdbcClient db;

  /// A reply that is to be told.
  public record Untold(UUID id, ReplyReceived fact) {}

  ReplyRows(JdbcClient db) {
    this.db = db;
  }

  /// Keeps a reply, to be told.
  public void add(UUID id, ReplyReceived reply) {
    db.sql(
            """
            insert into notifications.reply
              (id, number, command, body, correlation, received_at, tell_at)
            values (:id, :number, :command, :body, :correlation, :at, :at)
            """)
        .param("id", id)
        .param("number", reply.number())
        .param("command", reply.command().name())
        .param("body", reply.text())
        .param("correlation", NoticeRows.valueOf(reply.about()))
        .param("at", reply.at().atOffset(ZoneOffset.UTC))
        .update();
  }

  /// How many replies came from this number after `since`.
  public int received(String number, Instant since) {
    return db.sql(
            """
            select count(*) from notifications.reply
            where number = :number and received_at > :since
            """)
        .param("number", number)
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(Integer.class)
        .single();
  }

  /// Replies that are to be told by now.
  public List<Untold> untold(Instant now, int repliesMax) {
    return db.sql(
            """
            select id, number, command, body, correlation, received_at
            from notifications.reply
            where tell_at <= :now
            order by tell_at
            limit :max
            """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("max", repliesMax)
        .query(
            (row, at) ->
                new Untold(
                    row.getObject("id", UUID.class),
                    new ReplyReceived(
                        row.getString("number"),
                        ReplyCommand.valueOf(row.getString("command")),
                        row.getString("body"),
                        correlation(row.getString("correlation")),
                        row.getTimestamp("received_at").toInstant())))
        .list();
  }

  /// Notes that this reply is told.
  ///
  /// @return false if it has been told already
  public boolean told(UUID id) {
    return db.sql(
                """
                update notifications.reply set tell_at = null
                where id = :id and tell_at is not null
                """)
            .param("id", id)
            .update()
        == 1;
  }

  /// Tells this reply later.
  public void tellAt(UUID id, Instant at) {
    db.sql("update notifications.reply set tell_at = :at where id = :id and tell_at is not null")
        .param("id", id)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static @Nullable Correlation correlation(@Nullable String value) {
    return value == null ? null : new Correlation(value);
  }
}
