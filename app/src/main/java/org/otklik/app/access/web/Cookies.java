package org.otklik.app.access.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/// The cookies of this module: never readable by scripts, never sent from foreign pages, and over
/// HTTPS bound to this host.
final class Cookies {

  private static final String SESSION = "otklik-session";
  static final String ON_THIS_HOST_ONLY = "__Host-";

  private Cookies() {}

  /// The session's token that the browser sent.
  static Optional<String> findSessionToken(HttpServletRequest request) {
    return Optional.ofNullable(WebUtils.getCookie(request, sessionName(request)))
        .map(Cookie::getValue);
  }

  /// Keeps the session's token until the browser closes; the server ends the session earlier where
  /// it must.
  static void keepSession(String token, HttpServletRequest request, HttpServletResponse response) {
    set(sessionName(request), token, null, request, response);
  }

  static void dropSession(HttpServletRequest request, HttpServletResponse response) {
    set(sessionName(request), "", Duration.ZERO, request, response);
  }

  /// Keeps `value` for `age`.
  static void keep(
      String name,
      String value,
      Duration age,
      HttpServletRequest request,
      HttpServletResponse response) {
    set(name, value, age, request, response);
  }

  /// All cookies by name.
  static Map<String, String> all(HttpServletRequest request) {
    var cookies = Objects.requireNonNullElse(request.getCookies(), new Cookie[0]);
    return Arrays.stream(cookies)
        .collect(Collectors.toMap(Cookie::getName, Cookie::getValue, (first, _) -> first));
  }

  private static String sessionName(HttpServletRequest request) {
    return request.isSecure() ? ON_THIS_HOST_ONLY + SESSION : SESSION;
  }

  private static void set(
      String name,
      String value,
      @Nullable Duration age,
      HttpServletRequest request,
      HttpServletResponse response) {
    var cookie =
        ResponseCookie.from(name, value)
            .path("/")
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite("Lax");
    if (age != null) {
      cookie.maxAge(age);
    }
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.build().toString());
  }
}
