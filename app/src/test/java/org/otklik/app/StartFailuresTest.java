package org.otklik.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.otklik.app.dispatch.settings.DispatchSettings;
import org.otklik.app.portal.settings.PortalSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
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
  void namesSettingsThatDoNotExist() {
    expectThat("otklik.portal.no-such=1", "otklik.portal.no-such", "check the spelling");
  }

  @Test
  void namesASettingThatCannotBeRead() {
    expectThat(
        "otklik.dispatch.offer-deadline=soon", "dispatch.offer-deadline", "understood", "'soon'");
  }

  @Test
  void namesASettingOutOfBounds() {
    expectThat("otklik.dispatch.waiting-max=0", "otklik.dispatch.waiting-max", "out of bounds");
  }

  private static void expectThat(String setting, String... said) {
    new ApplicationContextRunner()
        .withUserConfiguration(Settings.class)
        .withPropertyValues(setting)
        .run(
            context ->
                assertThat(StartFailures.sentenceFor(requireNonNull(context.getStartupFailure())))
                    .contains(said));
  }

  @Test
  void pointsToTheLogWhenItKnowsNoSentence() {
    assertThat(StartFailures.sentenceFor(new IllegalStateException("secret detail")))
        .contains("otklik.log")
        .doesNotContain("secret detail");
  }

  @EnableConfigurationProperties({DispatchSettings.class, PortalSettings.class})
  static final class Settings {}
}
