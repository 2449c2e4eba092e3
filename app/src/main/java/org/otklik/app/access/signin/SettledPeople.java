package org.otklik.app.access.signin;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.otklik.app.SettingFaults;
import org.otklik.app.access.Account;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditEntry.Subject;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.access.DemoAccounts;
import org.otklik.app.access.NewAccount;
import org.otklik.app.access.Role;
import org.otklik.app.access.jdbc.JdbcAccounts;
import org.otklik.app.access.jdbc.JdbcAccounts.Credentials;
import org.otklik.app.access.settings.AccessSettings;
import org.otklik.app.access.settings.AccountSettings;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/// Lets those in who are written down in `otklik.access.accounts`, and keeps those out who no
/// longer are. Every change is in the audit trail.
@Component
class SettledPeople implements InitializingBean {

  /// Accounts that may be written down: each password is checked at the start, at about a twentieth
  /// of a second.
  static final int ACCOUNTS_MAX = 500;

  private static final int PASSWORD_MIN = 12;
  private static final int PASSWORD_MAX = 128;
  private static final int NAME_MAX = 100;

  /// Letters and digits alone, so that it can be a part of the name of an environment variable.
  private static final Pattern USERNAME = Pattern.compile("[a-z][a-z0-9]{2,63}");

  private final JdbcAccounts accounts;
  private final PasswordEncoder passwords;
  private final AuditTrail audit;
  private final Map<String, AccountSettings> written;
  private final SettingFaults faults = new SettingFaults("otklik.access.accounts");

  SettledPeople(
      JdbcAccounts accounts, PasswordEncoder passwords, AuditTrail audit, AccessSettings settings) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.audit = audit;
    this.written = new TreeMap<>(settings.accounts());
  }

  /// @throws org.otklik.app.StartRefused naming everything that is wrong
  @Override
  public void afterPropertiesSet() {
    if (written.size() > ACCOUNTS_MAX) {
      faults.add(
          "*",
          "их %d, а можно не больше %d.".formatted(written.size(), ACCOUNTS_MAX),
          "there are %d, and %d are the most.".formatted(written.size(), ACCOUNTS_MAX));
    }
    written.forEach(this::check);
    faults.refuseIfAny();
    written.forEach(this::settle);
    accounts.fromSettings().stream()
        .filter(account -> !written.containsKey(account.username()))
        .map(Account::id)
        .forEach(this::disable);
  }

  private void check(String username, AccountSettings account) {
    if (!USERNAME.matcher(username).matches()) {
      faults.add(
          username,
          "имя для входа — от 3 до 64 строчных латинских букв и цифр, первая — буква.",
          "a username is 3 to 64 small Latin letters and digits, a letter first.");
    } else if (isOfTheDemonstration(username)) {
      faults.add(
          username,
          "это имя из демонстрации, её людей вне демонстрации не впускают: возьмите другое.",
          "this name is of the demonstration, whose people are let in nowhere else: take another.");
    } else if (isTaken(username)) {
      faults.add(
          username,
          "такая учётная запись уже есть, и сделали её не настройки.",
          "there is such an account already, and the settings did not make it.");
    }
    if (account.name().isBlank() || account.name().length() > NAME_MAX) {
      faults.add(
          username + ".name",
          "нужно имя человека, до %d знаков.".formatted(NAME_MAX),
          "the person's name is needed, up to %d characters.".formatted(NAME_MAX));
    }
    if (roles(username, account).isEmpty()) {
      faults.add(
          username + ".roles",
          "нужна хотя бы одна роль, например operator.",
          "at least one role is needed, such as operator.");
    }
    if (account.password().length() < PASSWORD_MIN || account.password().length() > PASSWORD_MAX) {
      faults.add(
          username + ".password",
          "нужен пароль от %d до %d знаков; задайте его переменной окружения OTKLIK_ACCESS_ACCOUNTS_%s_PASSWORD."
              .formatted(PASSWORD_MIN, PASSWORD_MAX, username.toUpperCase(Locale.ROOT)),
          "a password of %d to %d characters is needed; set it by the environment variable OTKLIK_ACCESS_ACCOUNTS_%s_PASSWORD."
              .formatted(PASSWORD_MIN, PASSWORD_MAX, username.toUpperCase(Locale.ROOT)));
    }
  }

  private static boolean isOfTheDemonstration(String username) {
    return DemoAccounts.all().stream().anyMatch(demo -> demo.username().equals(username));
  }

  private boolean isTaken(String username) {
    return accounts.findCredentials(username).filter(found -> !found.fromSettings()).isPresent();
  }

  private Set<Role> roles(String username, AccountSettings account) {
    var roles = EnumSet.noneOf(Role.class);
    for (var name : account.roles()) {
      try {
        roles.add(Role.valueOf(name.strip().toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException _) {
        faults.add(
            username + ".roles",
            "нет роли «%s».".formatted(name),
            "there is no role \"%s\".".formatted(name));
      }
    }
    return roles;
  }

  private void settle(String username, AccountSettings account) {
    var roles = roles(username, account);
    accounts
        .findCredentials(username)
        .ifPresentOrElse(
            found -> change(found, account, roles), () -> create(username, account, roles));
  }

  private void create(String username, AccountSettings account, Set<Role> roles) {
    var id = AccountId.next();
    accounts.createFromSettings(
        new NewAccount(id, username, account.name(), account.password(), roles));
    record("access.account-created", id);
  }

  private void change(Credentials found, AccountSettings account, Set<Role> roles) {
    var known = found.account();
    var same =
        known.enabled()
            && known.displayName().equals(account.name())
            && known.roles().equals(roles);
    var samePassword = passwords.matches(account.password(), found.passwordHash());
    if (!same) {
      accounts.renew(known.id(), account.name(), roles);
    }
    if (!samePassword) {
      accounts.setPassword(known.id(), account.password());
    }
    if (!same || !samePassword) {
      record("access.account-changed", known.id());
    }
  }

  private void disable(AccountId id) {
    accounts.setEnabled(id, false);
    record("access.account-disabled", id);
  }

  private void record(String what, AccountId id) {
    audit.record(new AuditEntry(null, what, new Subject("account", id.toString()), "", "settings"));
  }
}
