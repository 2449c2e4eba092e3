package org.otklik.app.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class CallControllerTest {

  @Test
  void aVisitOverHttpsDoesNotBlockCallsOverHttp() {
    var request = new MockHttpServletRequest();
    request.setCookies(
        new Cookie("__Secure-otklik-visitor", "https"), new Cookie("otklik-visitor", "http"));

    assertThat(CallController.findVisitor(request)).contains("http");
    request.setSecure(true);
    assertThat(CallController.findVisitor(request)).contains("https");
  }
}
