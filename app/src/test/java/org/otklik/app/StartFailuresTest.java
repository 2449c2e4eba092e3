package org.otklik.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.ConnectorStartFailedException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ApplicationContextException;

final class StartFailuresTest {

  @Test
  void saysWhatTheModuleSaid() {
    var refused = new StartRefused("Порт 5060 занят.", "Port 5060 is taken.");

    assertThat(
            StartFailures.sentenceFor(new ApplicationContextException("bean x", refused)).lines())
        .containsExactly("Порт 5060 занят.", "Port 5060 is taken.");
  }

  @Test
  void namesTheTakenPortAndItsVariable() {
    assertThat(StartFailures.sentenceFor(new PortInUseException(8080)))
        .contains("8080", "SERVER_PORT");
    assertThat(StartFailures.sentenceFor(new ConnectorStartFailedException(8443)))
        .contains("8443", "OTKLIK_HTTPS_PORT");
  }

  @Test
  void pointsToTheLogWhenItKnowsNoSentence() {
    assertThat(StartFailures.sentenceFor(new IllegalStateException("secret detail")))
        .contains("otklik.log")
        .doesNotContain("secret detail");
  }
}
