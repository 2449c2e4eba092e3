package org.otklik.app.notifications.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Rows of what gateways say about notices. A receipt may come before the notice is known to be
/// sent: it is kept first, and applied by [#apply].
@Repository
public final class ReceiptRows {

  /// A receipt that fits no notice after this time belongs to none of ours.
  public static final Duration FOREIGN_AFTER = Duration.ofMinutes(10);

  private final JdbcClient db;

  ReceiptRows(JdbcClient db) {
    this.db = db;
  }

  /// Keeps a receipt.
  ///
  /// @param gatewayIds the id that it names, and how else a gateway may have written it in its
  ///   answer
  public void add(
      List<String> gatewayIds, String recipient, boolean delivered, String code, Instant now) {
    db.sql(
            """
            insert into notifications.receipt (gateway_id, recipient, delivered, code, received_at)
            values (:gatewayIds, :recipient, :delivered, :code, :now)
            """)
        .param("gatewayIds", String.join(" ", gatewayIds))
        .param("recipient", recipient)
        .param("delivered", delivered)
        .param("code", code)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// Applies receipts to the notices that they are about, and gives up those that fit none.
  ///
  /// @return how many notices have ended so
  public int apply(Instant now, int receiptsMax) {
    return db.sql(
            """
            with fit as (
              select r.id, n.id as notice_id, r.delivered, r.code, r.received_at
              from (select id, gateway_id, recipient, delivered, code, received_at
                from notifications.receipt where applied_at is null
                order by id limit :max for update skip locked) r
              left join notifications.notice n
                on n.gateway_id = any(string_to_array(r.gateway_id, ' '))
                and n.recipient = r.recipient and n.sent_at is not null),
            ended as (
              update notifications.notice n set
                status = case when f.delivered then 'DELIVERED' else 'FAILED' end,
                settled_at = f.received_at,
                reason = case when f.delivered then null else f.code end,
                tell_at = :now
              from (select distinct on (notice_id) notice_id, delivered, code, received_at
                from fit where notice_id is not null order by notice_id, id) f
              where n.id = f.notice_id and n.status = 'SENT'
              returning n.id),
            applied as (
              update notifications.receipt r set applied_at = :now
              from fit f
              where r.id = f.id and (f.notice_id is not null or f.received_at < :foreign)
              returning r.id)
            select (select count(*) from ended) as ended, (select count(*) from applied) as applied
            """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("foreign", now.minus(FOREIGN_AFTER).atOffset(ZoneOffset.UTC))
        .param("max", receiptsMax)
        .query((row, at) -> row.getInt("ended"))
        .single();
  }
}
