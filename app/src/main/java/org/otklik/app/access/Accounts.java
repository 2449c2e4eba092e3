package org.otklik.app.access;

import java.util.List;
import java.util.Optional;

/// All accounts.
public interface Accounts {

  /// The account with this id, enabled or not.
  Optional<Account> find(AccountId id);

  /// The account with this username in any case of letters, enabled or not.
  Optional<Account> find(String username);

  /// Enabled accounts that have `role`, by display name.
  List<Account> withRole(Role role);

  /// Adds an account, enabled.
  ///
  /// @return false if the id or the username is taken; then nothing changes
  boolean create(NewAccount account);

  /// Lets an account sign in again, or stops that and signs it out everywhere at once.
  void setEnabled(AccountId id, boolean enabled);
}
