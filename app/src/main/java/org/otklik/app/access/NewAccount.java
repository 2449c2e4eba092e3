package org.otklik.app.access;

import java.util.Locale;
import java.util.Set;

/// An account to create.
///
/// @param username 3 to 64 characters; capitals are lowered
/// @param password as typed; only its hash is kept
public record NewAccount(
    AccountId id, String username, String displayName, String password, Set<Role> roles) {

  /// Lowers and strips the username.
  ///
  /// @throws IllegalArgumentException if there is no role
  public NewAccount {
    username = username.strip().toLowerCase(Locale.ROOT);
    roles = Set.copyOf(roles);
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("The account (%s) needs a role.".formatted(id));
    }
  }

  @Override
  public String toString() {
    return "NewAccount[" + id + "]";
  }
}
