package org.otklik.app.access.signin;

import java.time.Duration;
import java.util.Set;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.Role;

/// How an attempt to sign in ended.
public sealed interface SignInResult {

  /// The person is in.
  ///
  /// @param sessionToken for the browser to keep
  /// @param deviceMark makes the browser known for this account
  record Admitted(AccountId account, Set<Role> roles, String sessionToken, String deviceMark)
      implements SignInResult {

    @Override
    public String toString() {
      return "Admitted[" + account + "]";
    }
  }

  /// Wrong name, wrong password or a disabled account: never said which.
  record Refused() implements SignInResult {}

  /// Too many tries; the password was not looked at.
  record TooEarly(Duration left) implements SignInResult {}
}
