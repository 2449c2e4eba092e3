package org.otklik.app.notifications.sending;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.otklik.app.SettingFaults;
import org.otklik.app.StartRefused;
import org.otklik.app.notifications.Recipient;
import org.otklik.app.notifications.settings.MailSettings;
import org.otklik.app.notifications.settings.NotificationSettings;
import org.otklik.app.notifications.settings.SmsSettings;

/// Checks the settings of the gateways that are configured, and names all faults at once.
final class SettingsCheck {
  private static final int RATE_MAX = 5_000;
  private static final int WINDOW_MAX = 1_000;

  /// Letters and digits of SMPP's password (SMPP 3.4, 5.2.2).
  private static final int SMPP_PASSWORD_MAX = 8;

  private static final int SMPP_USER_MAX = 15;
  private static final Pattern SOURCE = Pattern.compile("\\+?\\d{1,15}|[A-Za-z0-9 ._-]{1,11}");

  private final SettingFaults faults = new SettingFaults("otklik.notifications");

  private SettingsCheck() {}

  /// @throws StartRefused if there are faults
  static void check(NotificationSettings settings) {
    var check = new SettingsCheck();
    if (settings.sms().isConfigured()) {
      check.sms(settings.sms());
    }
    if (settings.mail().isConfigured()) {
      check.mail(settings.mail());
    }
    check.faults.refuseIfAny();
  }

  private void sms(SmsSettings sms) {
    range("sms.port", sms.port(), 65_535);
    range("sms.per-second", sms.perSecond(), RATE_MAX);
    range("sms.window", sms.window(), WINDOW_MAX);
    certificate("sms.certificate", sms.certificate());
    length("sms.user", sms.user(), SMPP_USER_MAX);
    length("sms.password", sms.password(), SMPP_PASSWORD_MAX);
    if (!SOURCE.matcher(sms.source()).matches()) {
      faults.add(
          "sms.source",
          "нужен номер или имя до 11 латинских букв и цифр.",
          "must be a number or a name of at most 11 Latin letters and digits.");
    }
  }

  private void mail(MailSettings mail) {
    range("mail.port", mail.port(), 65_535);
    range("mail.per-second", mail.perSecond(), RATE_MAX);
    certificate("mail.certificate", mail.certificate());
    if (mail.user().isEmpty() != mail.password().isEmpty()) {
      faults.add(
          "mail.password",
          "имя и пароль нужны вместе: OTKLIK_NOTIFICATIONS_MAIL_USER и _PASSWORD.",
          "user and password go together: OTKLIK_NOTIFICATIONS_MAIL_USER and _PASSWORD.");
    }
    if (!isAddress(mail.from())) {
      faults.add(
          "mail.from",
          "нужен адрес, с которого приходят письма: name@domain.",
          "must be the address that letters come from: name@domain.");
    }
  }

  private void range(String setting, int value, int max) {
    if (value < 1 || value > max) {
      faults.add(
          setting,
          "%d: нужно от 1 до %d.".formatted(value, max),
          "%d must be between 1 and %d.".formatted(value, max));
    }
  }

  private void length(String setting, String value, int max) {
    if (value.isEmpty() || value.length() > max) {
      faults.add(
          setting,
          "нужно от 1 до %d знаков.".formatted(max),
          "must have 1 to %d characters.".formatted(max));
    }
  }

  private void certificate(String setting, String file) {
    if (!file.isBlank() && !Files.isReadable(Path.of(file))) {
      faults.add(
          setting, "файл «%s» не читается.".formatted(file), "cannot read \"%s\".".formatted(file));
    }
  }

  private static boolean isAddress(String text) {
    try {
      return new Recipient.Mail(text).value().equals(text);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
