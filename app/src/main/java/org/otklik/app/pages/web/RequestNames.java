package org.otklik.app.pages.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Gives each request a short name that a person can read aloud: it stands in the logs, in the
/// answer's `X-Request-Id` and on error pages.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestNames extends OncePerRequestFilter {

  private static final String ATTRIBUTE = RequestNames.class.getName();
  private static final String LOG_FIELD = "request";

  /// Without letters and digits that sound or look alike.
  private static final String ALPHABET = "23456789ABCDEFHKMNPRTX";

  private static final int LENGTH = 8;
  private static final SecureRandom RANDOM = new SecureRandom();

  /// The name of this request; a new one where the server refused it before any filter ran.
  static String of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof String name ? name : name(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var name = of(request);
    response.setHeader("X-Request-Id", name);
    try (var _ = MDC.putCloseable(LOG_FIELD, name)) {
      chain.doFilter(request, response);
    }
  }

  private static String name(HttpServletRequest request) {
    var name = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      name.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    request.setAttribute(ATTRIBUTE, name.toString());
    return name.toString();
  }
}
