package org.otklik.app.notifications.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.otklik.app.notifications.sending.NotificationParts.noMail;
import static org.otklik.app.notifications.sending.NotificationParts.noSms;
import static org.otklik.app.notifications.sending.NotificationParts.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.otklik.app.StartRefused;
import org.otklik.app.notifications.settings.MailSettings;
import org.otklik.app.notifications.settings.MailSettings.Security;
import org.otklik.app.notifications.settings.NotificationSettings;
import org.otklik.app.notifications.settings.SmsSettings;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

class SettingsCheckTest {

  @Test
  void namesAllFaultsAtOnceAndNoPassword() {
    var sms = new SmsSettings("a", 0, true, "no-file", "", "much too long", "", "Отклик", 0, 2_000);
    var mail = new MailSettings("b", 587, Security.TLS, "", "user", "", "nobody", 10);

    assertThatThrownBy(() -> SettingsCheck.check(settings(sms, mail)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContainingAll(
            "otklik.notifications.sms.port: 0",
            "otklik.notifications.sms.certificate: ",
            "otklik.notifications.sms.user: ",
            "otklik.notifications.sms.password: ",
            "otklik.notifications.sms.source: ",
            "otklik.notifications.sms.per-second: 0",
            "otklik.notifications.sms.window: 2000",
            "otklik.notifications.mail.password: ",
            "otklik.notifications.mail.from: ")
        .hasMessageNotContaining("much too long");
  }

  @Test
  void whatIsNotConfiguredHasNoFaults() {
    assertThatCode(() -> SettingsCheck.check(settings(noSms(), noMail())))
        .doesNotThrowAnyException();
  }

  @Test
  void takesWhatIsRight() {
    var sms = new SmsSettings("a", 2775, true, "", "otklik", "secret", "", "Otklik 115", 20, 10);
    var mail =
        new MailSettings("b", 587, Security.STARTTLS, "", "", "", "no-reply@otklik.example", 10);

    assertThatCode(() -> SettingsCheck.check(settings(sms, mail))).doesNotThrowAnyException();
  }

  /// What the documentation shows works as it stands.
  @Test
  void takesTheExampleOfTheDocumentation() throws IOException {
    var text = Files.readString(Path.of("..", "docs", "notifications.md"));
    var yaml =
        text.substring(
            text.indexOf("```yaml") + 7, text.indexOf("```", text.indexOf("```yaml") + 7));
    var source =
        new YamlPropertySourceLoader()
            .load("example", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
            .getFirst();
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(source);
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "secrets",
                Map.of(
                    "otklik.notifications.sms.password", "secret",
                    "otklik.notifications.mail.password", "secret")));

    var settings =
        Binder.get(environment).bind("otklik.notifications", NotificationSettings.class).get();

    assertThatCode(() -> SettingsCheck.check(settings)).doesNotThrowAnyException();
    assertThat(settings.sms().isConfigured()).isTrue();
    assertThat(settings.mail().security()).isEqualTo(Security.STARTTLS);
    assertThat(settings.toString()).doesNotContain("secret");
  }
}
