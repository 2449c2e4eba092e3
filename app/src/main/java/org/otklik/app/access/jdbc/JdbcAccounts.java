package org.otklik.app.access.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.otklik.app.access.Account;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.Accounts;
import org.otklik.app.access.NewAccount;
import org.otklik.app.access.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Accounts in `access.account`.
@Repository
public class JdbcAccounts implements Accounts {

  private static final String SELECT =
      "select id, username, display_name, password_hash, roles, enabled, created_at, from_settings from access.account ";

  private final JdbcClient jdbc;
  private final PasswordEncoder passwords;
  private final Clock clock;

  /// An account and the hash of its password, for the check at sign-in.
  ///
  /// @param fromSettings the account is written down in the settings
  public record Credentials(Account account, String passwordHash, boolean fromSettings) {

    @Override
    public String toString() {
      return "Credentials[" + account.id() + "]";
    }
  }

  JdbcAccounts(JdbcClient jdbc, PasswordEncoder passwords, Clock clock) {
    this.jdbc = jdbc;
    this.passwords = passwords;
    this.clock = clock;
  }

  @Override
  public Optional<Account> find(AccountId id) {
    return jdbc.sql(SELECT + "where id = :id")
        .param("id", id.value())
        .query((row, _) -> credentials(row).account())
        .optional();
  }

  @Override
  public Optional<Account> find(String username) {
    return findCredentials(username).map(Credentials::account);
  }

  /// What sign-in compares with.
  public Optional<Credentials> findCredentials(String username) {
    return jdbc.sql(SELECT + "where username = :username")
        .param("username", username.strip().toLowerCase(Locale.ROOT))
        .query((row, _) -> credentials(row))
        .optional();
  }

  @Override
  public List<Account> withRole(Role role) {
    return jdbc.sql(SELECT + "where enabled and :role = any(roles) order by display_name, id")
        .param("role", role.name())
        .query((row, _) -> credentials(row).account())
        .list();
  }

  @Override
  public boolean create(NewAccount account) {
    return create(account, passwords.encode(account.password()));
  }

  /// Adds an account that the settings write down.
  public void createFromSettings(NewAccount account) {
    insert(account, passwords.encode(account.password()), true);
  }

  /// As [#create(NewAccount)], with a hash made before: many demo accounts share one password, and
  /// hashing is slow.
  public boolean create(NewAccount account, String passwordHash) {
    return insert(account, passwordHash, false);
  }

  private boolean insert(NewAccount account, String passwordHash, boolean fromSettings) {
    return jdbc.sql(
                """
                insert into access.account
                  (id, username, display_name, password_hash, roles, enabled, created_at, from_settings)
                values
                  (:id, :username, :displayName, :passwordHash, cast(:roles as text[]), true, :now, :fromSettings)
                on conflict do nothing
                """)
            .param("id", account.id().value())
            .param("username", account.username())
            .param("displayName", account.displayName())
            .param("passwordHash", passwordHash)
            .param("roles", array(account.roles()))
            .param("fromSettings", fromSettings)
            .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
            .update()
        == 1;
  }

  /// Enabled accounts that the settings made.
  public List<Account> fromSettings() {
    return jdbc.sql(SELECT + "where enabled and from_settings order by id")
        .query((row, _) -> credentials(row).account())
        .list();
  }

  /// Has an account be as it is written down, enabled.
  public void renew(AccountId id, String displayName, Set<Role> roles) {
    jdbc.sql(
            """
            update access.account
            set display_name = :displayName, roles = cast(:roles as text[]), enabled = true
            where id = :id
            """)
        .param("displayName", displayName)
        .param("roles", array(roles))
        .param("id", id.value())
        .update();
  }

  /// Gives an account another password; whoever signed in with the old one is signed out.
  @Transactional
  public void setPassword(AccountId id, String password) {
    jdbc.sql("update access.account set password_hash = :hash where id = :id")
        .param("hash", passwords.encode(password))
        .param("id", id.value())
        .update();
    signOut(id);
  }

  @Override
  @Transactional
  public void setEnabled(AccountId id, boolean enabled) {
    jdbc.sql("update access.account set enabled = :enabled where id = :id")
        .param("enabled", enabled)
        .param("id", id.value())
        .update();
    if (!enabled) {
      signOut(id);
    }
  }

  private void signOut(AccountId id) {
    jdbc.sql("delete from access.session where account_id = :id").param("id", id.value()).update();
  }

  private static String array(Set<Role> roles) {
    return roles.stream().map(Role::name).sorted().collect(Collectors.joining(",", "{", "}"));
  }

  private static Credentials credentials(ResultSet row) throws SQLException {
    var account =
        new Account(
            new AccountId(row.getObject("id", UUID.class)),
            row.getString("username"),
            row.getString("display_name"),
            roles(row),
            row.getBoolean("enabled"),
            row.getObject("created_at", OffsetDateTime.class).toInstant());
    return new Credentials(
        account, row.getString("password_hash"), row.getBoolean("from_settings"));
  }

  /// The roles of a row with a column `roles`.
  public static Set<Role> roles(ResultSet row) throws SQLException {
    return Arrays.stream((String[]) row.getArray("roles").getArray())
        .map(Role::valueOf)
        .collect(Collectors.toUnmodifiableSet());
  }
}
