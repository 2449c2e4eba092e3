package org.otklik.app.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/// Cookies over HTTPS are for this host and for HTTPS alone.
class SecureCookiesTest {
  private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/sign-in");
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  @Test
  void overHttpsCookiesAreBoundToTheHost() {
    request.setSecure(true);

    Cookies.keepSession("token", request, response);
    Cookies.keep("__Host-otklik-device", "mark", Duration.ofDays(1), request, response);
    var formTokens = new FormTokens();
    formTokens.saveToken(formTokens.generateToken(request), request, response);

    assertThat(cookies())
        .hasSize(3)
        .allSatisfy(
            cookie ->
                assertThat(cookie)
                    .startsWith("__Host-")
                    .contains("Secure", "HttpOnly", "Path=/")
                    .doesNotContain("Domain="));
  }

  @Test
  void aSessionThatCameByHttpCountsForNothingOverHttps() {
    request.setCookies(new Cookie("otklik-session", "planted by whoever is on the way"));
    request.setSecure(true);

    assertThat(Cookies.findSessionToken(request)).isEmpty();
  }

  private List<String> cookies() {
    return response.getHeaders("Set-Cookie");
  }
}
