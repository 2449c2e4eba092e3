package org.otklik.app.access.signin;

import java.util.List;
import java.util.stream.Collectors;
import org.otklik.app.Announcement;
import org.otklik.app.access.Account;
import org.otklik.app.access.DemoAccounts;
import org.otklik.app.access.NewAccount;
import org.otklik.app.access.jdbc.JdbcAccounts;
import org.otklik.app.pages.Centre;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/// Lets the demo accounts in where `otklik.demo` is on, and keeps them out where it is off: their
/// password is public.
@Component
class DemoPeople implements SmartInitializingSingleton, Announcement {

  private final JdbcAccounts accounts;
  private final PasswordEncoder passwords;
  private final Centre centre;

  DemoPeople(JdbcAccounts accounts, PasswordEncoder passwords, Centre centre) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.centre = centre;
  }

  @Override
  public void afterSingletonsInstantiated() {
    if (centre.demo()) {
      createMissing();
    }
    DemoAccounts.all().stream()
        .flatMap(demo -> accounts.find(demo.id()).stream())
        .filter(account -> account.enabled() != centre.demo())
        .map(Account::id)
        .forEach(id -> accounts.setEnabled(id, centre.demo()));
  }

  @Override
  public List<String> lines() {
    return centre.demo()
        ? List.of(
            "Войти · Sign in: "
                + DemoAccounts.all().stream()
                    .map(NewAccount::username)
                    .collect(Collectors.joining(", "))
                + "; пароль · password "
                + DemoAccounts.PASSWORD)
        : List.of();
  }

  private void createMissing() {
    var missing =
        DemoAccounts.all().stream().filter(demo -> accounts.find(demo.id()).isEmpty()).toList();
    if (!missing.isEmpty()) {
      var hash = passwords.encode(DemoAccounts.PASSWORD);
      missing.forEach(demo -> accounts.create(demo, hash));
    }
  }
}
