package org.otklik.app.testing;

import java.util.List;
import java.util.Optional;
import org.otklik.app.access.Account;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.Accounts;
import org.otklik.app.access.NewAccount;
import org.otklik.app.access.Role;

/// Nobody has an account.
public final class NoAccounts implements Accounts {
  @Override
  public Optional<Account> find(AccountId id) {
    return Optional.empty();
  }

  @Override
  public Optional<Account> find(String username) {
    return Optional.empty();
  }

  @Override
  public List<Account> withRole(Role role) {
    return List.of();
  }

  @Override
  public boolean create(NewAccount account) {
    return false;
  }

  @Override
  public void setEnabled(AccountId id, boolean enabled) {}
}
