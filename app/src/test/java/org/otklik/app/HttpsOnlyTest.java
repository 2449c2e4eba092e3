package org.otklik.app;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class HttpsOnlyTest {
  private static final String HSTS = "Strict-Transport-Security";

  private final HttpsOnly httpsOnly = new HttpsOnly(true, () -> 8443);

  @Test
  void passwordsAreNotTakenByHttpWhereACertificateIsConfigured() throws Exception {
    var request = request("http", 8080, "/sign-in");
    request.setMethod("POST");
    request.setQueryString("next=%2Fdesk");
    var chain = new MockFilterChain();
    var response = new MockHttpServletResponse();

    httpsOnly.doFilter(request, response, chain);

    assertThat(response.getStatus()).isEqualTo(302);
    assertThat(response.getRedirectedUrl())
        .isEqualTo("https://centre.example:8443/sign-in?next=%2Fdesk");
    assertThat(chain.getRequest()).isNull();
  }

  @Test
  void theUsualPortIsNotNamed() throws Exception {
    var response = new MockHttpServletResponse();

    new HttpsOnly(true, () -> 443)
        .doFilter(request("http", 80, "/"), response, new MockFilterChain());

    assertThat(response.getRedirectedUrl()).isEqualTo("https://centre.example/");
  }

  @Test
  void healthStaysOnHttp() throws Exception {
    assertThat(passes(httpsOnly, request("http", 8080, "/actuator/health"))).isTrue();
    assertThat(passes(httpsOnly, request("http", 8080, "/actuator/health/readiness"))).isTrue();
    assertThat(passes(httpsOnly, request("http", 8080, "/actuator/healthy"))).isFalse();
  }

  @Test
  void withoutAConfiguredCertificateHttpStaysOpenAndBrowsersAreNotHeldToHttps() throws Exception {
    var demo = new HttpsOnly(false, () -> 8443);
    var response = new MockHttpServletResponse();

    assertThat(passes(demo, request("http", 8080, "/sign-in"))).isTrue();
    demo.doFilter(request("https", 443, "/sign-in"), response, new MockFilterChain());

    assertThat(response.getHeader(HSTS)).isNull();
  }

  @Test
  void browsersAreHeldToHttpsOnItsUsualPortOnly() throws Exception {
    var usual = new MockHttpServletResponse();
    httpsOnly.doFilter(request("https", 443, "/"), usual, new MockFilterChain());
    assertThat(usual.getHeader(HSTS)).isEqualTo("max-age=31536000");

    var another = new MockHttpServletResponse();
    httpsOnly.doFilter(request("https", 8443, "/"), another, new MockFilterChain());
    assertThat(another.getHeader(HSTS)).isNull();
  }

  private static boolean passes(HttpsOnly filter, MockHttpServletRequest request)
      throws ServletException, IOException {
    var chain = new MockFilterChain();
    filter.doFilter(request, new MockHttpServletResponse(), chain);
    return chain.getRequest() != null;
  }

  private static MockHttpServletRequest request(String scheme, int port, String path) {
    var request = new MockHttpServletRequest("GET", path);
    request.setScheme(scheme);
    request.setSecure(scheme.equals("https"));
    request.setServerName("centre.example");
    request.setServerPort(port);
    return request;
  }
}
