package org.otklik.app.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class FormTokensTest {
  private final FormTokens tokens = new FormTokens();

  @Test
  void aVisitOverHttpsDoesNotBlockFormsOverHttp() {
    var https = saved(true);
    var http = saved(false);
    assertThat(https.getName()).isNotEqualTo(http.getName()).startsWith("__Host-");
    assertThat(https.getSecure()).isTrue();
    assertThat(https.getPath()).isEqualTo("/");

    var form = request(false);
    form.setCookies(https, http);

    assertThat(tokens.loadToken(form)).isNotNull();
    assertThat(Objects.requireNonNull(tokens.loadToken(form)).getToken())
        .isEqualTo(http.getValue());
  }

  private jakarta.servlet.http.Cookie saved(boolean secure) {
    var request = request(secure);
    var response = new MockHttpServletResponse();
    tokens.saveToken(tokens.generateToken(request), request, response);
    return response.getCookies()[0];
  }

  private static MockHttpServletRequest request(boolean secure) {
    var request = new MockHttpServletRequest();
    request.setSecure(secure);
    return request;
  }
}
