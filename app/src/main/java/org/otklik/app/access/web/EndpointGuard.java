package org.otklik.app.access.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.Role;
import org.otklik.app.access.settings.AccessSettings;
import org.otklik.app.access.web.EndpointRules.Rule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;

/// Stands before every handler of every mapping and lets in whom its [Rule] names; nobody where it
/// names none.
///
/// It sees the very handler that would run, so the rule and the call cannot miss each other by a
/// different reading of the path.
final class EndpointGuard implements HandlerInterceptor {

  private static final Logger LOG = LoggerFactory.getLogger(EndpointGuard.class);
  private static final String BEARER = "Bearer ";

  private final AccessSettings settings;

  EndpointGuard(AccessSettings settings) {
    this.settings = settings;
  }

  /// @throws AccessDeniedException which becomes the sign-in page for a stranger and "403" for
  ///   others
  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getDispatcherType() == DispatcherType.ASYNC || isAllowed(request, handler)) {
      return true;
    }
    findAccount()
        .ifPresent(
            account ->
                LOG.info("access refused account={} handler={}", account.id().value(), handler));
    throw new AccessDeniedException("This endpoint is not for the caller.");
  }

  private boolean isAllowed(HttpServletRequest request, Object handler) {
    return switch (EndpointRules.of(handler, request.getRequestURI())) {
      case Rule.Open() -> true;
      case Rule.Roles(var roles) -> isSignedInAs(roles.toArray(Role[]::new));
      case Rule.Metrics() -> hasMetricsToken(request) || isSignedInAs(Role.ADMIN);
      case Rule.Undeclared() -> {
        LOG.warn("The handler ({}) does not say who may call it.", handler);
        yield false;
      }
    };
  }

  private static boolean isSignedInAs(Role... roles) {
    return findAccount().filter(account -> account.isAny(roles)).isPresent();
  }

  private static Optional<CurrentAccount> findAccount() {
    return CurrentAccount.find(SecurityContextHolder.getContext().getAuthentication());
  }

  private boolean hasMetricsToken(HttpServletRequest request) {
    var header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return !settings.metricsToken().isBlank()
        && header != null
        && MessageDigest.isEqual(
            header.getBytes(StandardCharsets.UTF_8),
            (BEARER + settings.metricsToken()).getBytes(StandardCharsets.UTF_8));
  }
}
