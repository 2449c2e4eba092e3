package org.otklik.app.access.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.signin.DefaultSessions;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Finds who makes a request by the token in its session cookie.
@Component
class SessionContexts implements SecurityContextRepository {

  private final DefaultSessions sessions;

  SessionContexts(DefaultSessions sessions) {
    this.sessions = sessions;
  }

  /// Looks when somebody asks, so that a page for everybody costs no query.
  @Override
  public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
    return new DeferredSecurityContext() {
      private SecurityContext context = SecurityContextHolder.createEmptyContext();
      private boolean loaded;

      @Override
      public SecurityContext get() {
        if (!loaded) {
          findAccount(request).ifPresent(account -> context = contextOf(account));
          loaded = true;
        }
        return context;
      }

      @Override
      public boolean isGenerated() {
        return get().getAuthentication() == null;
      }
    };
  }

  /// The old way, which Spring Security's own filters no longer go.
  @Override
  @Deprecated
  public SecurityContext loadContext(HttpRequestResponseHolder holder) {
    throw new UnsupportedOperationException("Maybe call loadDeferredContext.");
  }

  /// Nothing to save: a session begins at sign-in and nowhere else.
  @Override
  public void saveContext(
      SecurityContext context, HttpServletRequest request, HttpServletResponse response) {}

  @Override
  public boolean containsContext(HttpServletRequest request) {
    return Cookies.findSessionToken(request).isPresent();
  }

  /// The page that says that the database is away must not fail for the same reason: there,
  /// everybody is a stranger.
  private Optional<CurrentAccount> findAccount(HttpServletRequest request) {
    try {
      return Cookies.findSessionToken(request).flatMap(sessions::find);
    } catch (DataAccessException | TransactionException away) {
      if (request.getDispatcherType() == DispatcherType.ERROR) {
        return Optional.empty();
      }
      throw away;
    }
  }

  private static SecurityContext contextOf(CurrentAccount account) {
    var roles = account.roles().stream().map(role -> "ROLE_" + role).toList();
    return new SecurityContextImpl(
        UsernamePasswordAuthenticationToken.authenticated(
            account, null, AuthorityUtils.createAuthorityList(roles)));
  }
}
