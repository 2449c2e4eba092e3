package org.otklik.app.dispatch.jdbc;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.otklik.app.dispatch.WrapUpEnded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Keeps how long wrap-up took, behind the ring path. While the database is away it is lost: it is
/// a figure and nobody's contact.
@Component
final class WrapUpRows {
  private static final Logger LOG = LoggerFactory.getLogger(WrapUpRows.class);

  private final JdbcClient db;

  WrapUpRows(JdbcClient db) {
    this.db = db;
  }

  @EventListener
  void on(WrapUpEnded ended) {
    try {
      db.sql(
              """
              insert into dispatch.wrap_up (contact, operator, began_at, ended_at)
              values (:contact, :operator, :began, greatest(:began, :ended))
              on conflict do nothing
              """)
          .param("contact", ended.contact().value())
          .param("operator", ended.operator().value())
          .param("began", utc(ended.beganAt()))
          .param("ended", utc(ended.at()))
          .update();
    } catch (DataAccessException e) {
      LOG.warn("wrap-up not kept cause={}", e.getClass().getSimpleName());
    }
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
