package org.otklik.app.notifications.jdbc;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Deletes rows that have been kept long enough.
@Repository
public final class NoticeRetentionRows {
  private static final List<String> FORGET =
      List.of(
          """
          delete from notifications.notice where id in (
            select id from notifications.notice
            where accepted_at < :before and status <> 'WAITING' and tell_at is null
            order by accepted_at limit :max)
          """,
          """
          delete from notifications.reply where id in (
            select id from notifications.reply
            where received_at < :before and tell_at is null
            order by received_at limit :max)
          """,
          """
          delete from notifications.receipt where id in (
            select id from notifications.receipt
            where received_at < :before and applied_at is not null
            order by received_at limit :max)
          """);

  private final JdbcClient db;

  NoticeRetentionRows(JdbcClient db) {
    this.db = db;
  }

  /// Deletes notices, replies and receipts from before this moment that are settled and told.
  ///
  /// @param rowsMax the most of each kind
  /// @return how many
  public int forget(Instant before, int rowsMax) {
    return FORGET.stream()
        .mapToInt(
            sql ->
                db.sql(sql)
                    .param("before", before.atOffset(ZoneOffset.UTC))
                    .param("max", rowsMax)
                    .update())
        .sum();
  }
}
