package org.otklik.app.access;

import java.security.Principal;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.Authentication;

/// The account that makes a request. A controller takes it as a parameter; where strangers may call
/// too, as `@Nullable`.
public record CurrentAccount(AccountId id, SessionId session, String displayName, Set<Role> roles)
    implements AuthenticatedPrincipal {

  /// The account behind the principal of a request or of a WebSocket; empty for a stranger.
  public static Optional<CurrentAccount> find(@Nullable Principal principal) {
    return principal instanceof Authentication authentication
            && authentication.getPrincipal() instanceof CurrentAccount account
        ? Optional.of(account)
        : Optional.empty();
  }

  /// The id, as text: names stay out of logs.
  @Override
  public String getName() {
    return id.toString();
  }

  /// Whether the account has at least one of these roles.
  public boolean isAny(Role... wanted) {
    return Arrays.stream(wanted).anyMatch(roles::contains);
  }

  @Override
  public String toString() {
    return "CurrentAccount[" + id + "]";
  }
}
