package org.otklik.app.access.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses what a foreign page makes a browser send: changes, WebSocket handshakes and event
/// streams. Form tokens stop the first too; this holds for all three, whatever an endpoint forgets.
///
/// Browsers say where a request comes from, in `Sec-Fetch-Site` or in `Origin`; a program that
/// sends neither is no browser. Only host and port of the origin are compared: behind a proxy the
/// scheme is not known here.
final class ForeignOrigins extends OncePerRequestFilter {

  private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (matters(request) && isForeign(request)) {
      response.sendError(HttpStatus.FORBIDDEN.value());
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean matters(HttpServletRequest request) {
    var accept = request.getHeader(HttpHeaders.ACCEPT);
    return !HARMLESS.contains(request.getMethod())
        || "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
        || (accept != null && accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE));
  }

  private static boolean isForeign(HttpServletRequest request) {
    var site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !OWN_SITE.contains(site);
    }
    var origin = request.getHeader(HttpHeaders.ORIGIN);
    var host = request.getHeader(HttpHeaders.HOST);
    return origin != null && (host == null || !isOwn(origin, host));
  }

  private static boolean isOwn(String origin, String host) {
    try {
      return host.equalsIgnoreCase(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
