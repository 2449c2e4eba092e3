package org.otklik.app.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.util.UriComponentsBuilder;

/// Sends a stranger's browser to the sign-in page, and back afterwards; a program gets 401.
final class SignInEntry implements AuthenticationEntryPoint {

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
      throws IOException {
    if (wantsPage(request)) {
      response.setStatus(HttpStatus.SEE_OTHER.value());
      response.setHeader(HttpHeaders.LOCATION, signInPage(request));
    } else {
      response.sendError(HttpStatus.UNAUTHORIZED.value());
    }
  }

  private static boolean wantsPage(HttpServletRequest request) {
    var accept = request.getHeader(HttpHeaders.ACCEPT);
    return accept != null
        && accept.contains(MediaType.TEXT_HTML_VALUE)
        && !"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
        && !request.getRequestURI().startsWith("/api/");
  }

  private static String signInPage(HttpServletRequest request) {
    var page = UriComponentsBuilder.fromPath(SignInPages.PATH);
    if (HttpMethod.GET.matches(request.getMethod())) {
      var query = request.getQueryString();
      page.queryParam("next", "{next}");
      return page.encode()
          .buildAndExpand(request.getRequestURI() + (query == null ? "" : "?" + query))
          .toUriString();
    }
    return page.toUriString();
  }
}
