package org.otklik.app.pages.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.otklik.app.pages.Language;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/// Chooses the language of the answer: `?lang=` of a link, which is remembered in a cookie; else
/// the cookie; else Russian.
///
/// The browser's own preference is not asked: many people read Russian in a browser that came in
/// English.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class RequestLanguages extends OncePerRequestFilter {

  static final String PARAMETER = "lang";

  private static final String ATTRIBUTE = RequestLanguages.class.getName();
  private static final String COOKIE = "otklik-lang";
  private static final Duration COOKIE_AGE = Duration.ofDays(365);

  /// The language of this request.
  static Language of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Language chosen) {
      return chosen;
    }
    var cookie = WebUtils.getCookie(request, COOKIE);
    return Optional.ofNullable(cookie)
        .flatMap(c -> Language.find(c.getValue()))
        .orElse(Language.RU);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    asked(request).ifPresent(language -> remember(language, request, response));
    response.setHeader(HttpHeaders.CONTENT_LANGUAGE, of(request).code());
    chain.doFilter(request, response);
  }

  /// Reads the query itself: asking for a parameter would read the body of a form or an upload here
  /// already.
  private static Optional<Language> asked(HttpServletRequest request) {
    return Query.of(request).find(PARAMETER).flatMap(Language::find);
  }

  private static void remember(
      Language language, HttpServletRequest request, HttpServletResponse response) {
    request.setAttribute(ATTRIBUTE, language);
    var cookie =
        ResponseCookie.from(COOKIE, language.code())
            .path("/")
            .maxAge(COOKIE_AGE)
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite("Lax")
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }
}
