package org.otklik.app.access.signin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.SessionId;
import org.otklik.app.access.jdbc.JdbcAccounts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Sessions in `access.session`: they outlive a restart and hold on every node.
@Repository
class SessionTable {

  private static final String SELECT =
      """
      select s.id, s.created_at, s.last_seen_at, a.id as account_id, a.display_name, a.roles
      from access.session s join access.account a on a.id = s.account_id and a.enabled
      """;

  private final JdbcClient jdbc;

  /// A session that was there when it was read.
  record Row(CurrentAccount account, Instant created, Instant lastSeen) {}

  SessionTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(byte[] tokenHash, SessionId id, AccountId account, Instant now) {
    jdbc.sql(
            """
            insert into access.session (token_hash, id, account_id, created_at, last_seen_at)
            values (:token, :id, :account, :now, :now)
            """)
        .param("token", tokenHash)
        .param("id", id.value())
        .param("account", account.value())
        .param("now", utc(now))
        .update();
  }

  Optional<Row> find(byte[] tokenHash) {
    return jdbc.sql(SELECT + "where s.token_hash = :token")
        .param("token", tokenHash)
        .query((r, _) -> row(r))
        .optional();
  }

  Optional<Row> find(SessionId id) {
    return jdbc.sql(SELECT + "where s.id = :id")
        .param("id", id.value())
        .query((r, _) -> row(r))
        .optional();
  }

  void seen(SessionId id, Instant now) {
    jdbc.sql("update access.session set last_seen_at = greatest(last_seen_at, :now) where id = :id")
        .param("now", utc(now))
        .param("id", id.value())
        .update();
  }

  void delete(SessionId id) {
    jdbc.sql("delete from access.session where id = :id").param("id", id.value()).update();
  }

  /// Removes what has run out, and an account's oldest sessions above `keep`.
  void trim(AccountId account, int keep, Instant createdBefore) {
    jdbc.sql("delete from access.session where created_at < :created")
        .param("created", utc(createdBefore))
        .update();
    jdbc.sql(
            """
            delete from access.session
            where id in (select id from access.session where account_id = :account
                         order by created_at desc, id offset :keep)
            """)
        .param("account", account.value())
        .param("keep", keep)
        .update();
  }

  private static Row row(ResultSet row) throws SQLException {
    var account =
        new CurrentAccount(
            new AccountId(row.getObject("account_id", UUID.class)),
            new SessionId(row.getObject("id", UUID.class)),
            row.getString("display_name"),
            JdbcAccounts.roles(row));
    return new Row(
        account,
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("last_seen_at", OffsetDateTime.class).toInstant());
  }

  private static OffsetDateTime utc(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
