package org.otklik.app.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;

/// The form token's cookie. It has one name for HTTPS and another for HTTP: browsers do not let
/// HTTP change a cookie that came over HTTPS, so under one name every form over HTTP would be
/// refused after a visit over HTTPS.
final class FormTokens implements CsrfTokenRepository {
  private final CsrfTokenRepository https = named(Cookies.ON_THIS_HOST_ONLY + "otklik-form");
  private final CsrfTokenRepository http = named("otklik-form");

  private static CsrfTokenRepository named(String name) {
    var tokens = new CookieCsrfTokenRepository();
    tokens.setCookieName(name);
    tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax").httpOnly(true));
    return tokens;
  }

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    return of(request).generateToken(request);
  }

  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    of(request).saveToken(token, request, response);
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    return of(request).loadToken(request);
  }

  private CsrfTokenRepository of(HttpServletRequest request) {
    return request.isSecure() ? https : http;
  }
}
