package org.otklik.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Where a certificate is configured, passwords go by HTTPS only:
///
/// 1. A request by HTTP is sent to the same address by HTTPS, except for health, which load
///    balancers ask by address.
/// 2. Browsers are told to stay with HTTPS, if that is on its usual port. On another one they would
///    ask the port of HTTP for HTTPS (RFC 6797, 8.3) and reach nothing.
///
/// With the self-made certificate of a demo, or none, nothing happens.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class HttpsOnly extends OncePerRequestFilter {
  private static final Duration HTTPS_ONLY_FOR = Duration.ofDays(365);
  private static final int USUAL_PORT = 443;
  private static final String HEALTH = "/actuator/health";

  private final boolean configured;
  private final IntSupplier port;

  @Autowired
  HttpsOnly(ProductSettings settings, HttpsConnector connector) {
    this(settings.https().configured(), connector::port);
  }

  HttpsOnly(boolean configured, IntSupplier port) {
    this.configured = configured;
    this.port = port;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    var path = request.getRequestURI();
    return !configured || path.equals(HEALTH) || path.startsWith(HEALTH + "/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!request.isSecure()) {
      response.sendRedirect(byHttps(request));
      return;
    }
    if (request.getServerPort() == USUAL_PORT) {
      response.setHeader("Strict-Transport-Security", "max-age=" + HTTPS_ONLY_FOR.toSeconds());
    }
    chain.doFilter(request, response);
  }

  private String byHttps(HttpServletRequest request) {
    var at = port.getAsInt();
    var query = request.getQueryString();
    return "https://"
        + request.getServerName()
        + (at == USUAL_PORT ? "" : ":" + at)
        + request.getRequestURI()
        + (query == null ? "" : "?" + query);
  }
}
