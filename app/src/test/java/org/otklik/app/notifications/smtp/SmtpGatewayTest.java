package org.otklik.app.notifications.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.app.notifications.sending.NotificationParts.noSms;
import static org.otklik.app.notifications.sending.NotificationParts.settings;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otklik.app.notifications.NoticeId;
import org.otklik.app.notifications.NoticeTemplate;
import org.otklik.app.notifications.jdbc.NoticeRows.Claimed;
import org.otklik.app.notifications.sending.NotificationParts;
import org.otklik.app.notifications.sending.Outcome;
import org.otklik.app.notifications.settings.MailSettings;
import org.otklik.app.notifications.settings.MailSettings.Security;
import org.otklik.app.pages.Language;
import org.otklik.app.pages.TextsOfTests;
import org.otklik.app.testing.HostCertificate;
import org.otklik.app.testing.TestClock;

/// The gateway against GreenMail for whole letters, and against a scripted server for what
/// GreenMail cannot do: STARTTLS, refusals, and no answer at all.
class SmtpGatewayTest {
  private static final HostCertificate CERTIFICATE = HostCertificate.of("localhost");
  private static final UUID ID = UUID.fromString("00000000-0000-7000-8000-000000000017");

  private final TestClock clock = TestClock.atNoon();
  @TempDir private Path folder;

  @Test
  void aLetterIsPlainTextInTheLanguageOfTheNotice() throws MessagingException, IOException {
    var mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.start();
    try {
      mail.setUser("olga@example.org", "otklik", "secret");
      var gateway = gateway("127.0.0.1", mail.getSmtp().getPort(), Security.NONE, "");

      var russian = gateway.send(notice(Language.RU, "Починили: вход. Вопросы: 115"));
      var english = gateway.send(notice(Language.EN, "Working again: sign-in. Questions: 115"));

      assertThat(russian)
          .isEqualTo(english)
          .isEqualTo(new Outcome.Taken("<" + ID + "@otklik.example>"));
      var letters = mail.getReceivedMessages();
      assertThat(letters).hasSize(2);
      assertThat(letters[0].getSubject()).isEqualTo("Сообщение от Отклика");
      assertThat(letters[0].getContent().toString())
          .startsWith("Починили: вход. Вопросы: 115")
          .contains("Помощь: 115.");
      assertThat(letters[0].getContentType()).startsWith("text/plain");
      assertThat(letters[0].getHeader("Auto-Submitted")).containsExactly("auto-generated");
      assertThat(letters[0].getHeader("Message-ID")).containsExactly("<" + ID + "@otklik.example>");
      assertThat(letters[0].getSentDate().toInstant()).isEqualTo(clock.instant());
      assertThat(letters[1].getSubject()).isEqualTo("A message from Otklik");
      assertThat(letters[1].getContent().toString()).contains("Help: 115.");
    } finally {
      mail.stop();
    }
  }

  @Test
  void goesOverToTlsBeforeItSaysAnything() throws IOException {
    try (var server = new ScriptedMailServer(CERTIFICATE.server())) {
      var gateway = gateway("localhost", server.port(), Security.STARTTLS, trusted());

      assertThat(gateway.send(notice(Language.RU, "text"))).isInstanceOf(Outcome.Taken.class);

      assertThat(server.letters).hasSize(1);
      assertThat(server.heard)
          .filteredOn(line -> line.startsWith("open"))
          .allMatch(line -> line.startsWith("open EHLO") || line.startsWith("open STARTTLS"));
      assertThat(server.heard).anyMatch(line -> line.startsWith("tls AUTH PLAIN"));
    }
  }

  @Test
  void nothingIsSaidToAServerWithoutTlsOrWithAnothersCertificate() throws IOException {
    try (var open = new ScriptedMailServer(null);
        var stranger = new ScriptedMailServer(HostCertificate.of("localhost").server());
        var otherName = new ScriptedMailServer(CERTIFICATE.server())) {

      var outcomes =
          new Outcome[] {
            gateway("localhost", open.port(), Security.STARTTLS, trusted())
                .send(notice(Language.RU, "text")),
            gateway("localhost", stranger.port(), Security.STARTTLS, trusted())
                .send(notice(Language.RU, "text")),
            gateway("127.0.0.1", otherName.port(), Security.STARTTLS, trusted())
                .send(notice(Language.RU, "text"))
          };

      assertThat(outcomes).containsOnly(new Outcome.Busy("not-connected"));
      for (var server : new ScriptedMailServer[] {open, stranger, otherName}) {
        assertThat(server.heard).noneMatch(line -> line.contains("AUTH") || line.contains("MAIL"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RCPT, 550 5.1.1 no such user, refused, smtp-550",
    "RCPT, 450 4.2.1 mailbox busy, later, smtp-450",
    "MAIL, 553 5.1.8 not you, refused, smtp-553",
    "MAIL, 451 4.3.0 later, later, smtp-451",
    "DATA, 554 5.7.1 no, refused, smtp-554",
    "., 552 5.3.4 too big, refused, smtp-552",
    "., 452 4.3.1 full, later, smtp-452",
    "MAIL, 421 4.3.2 closing, busy, smtp-421",
    "., drop, unanswered, no-answer",
    "QUIT, drop, taken, <00000000-0000-7000-8000-000000000017@otklik.example>"
  })
  void whatTheServerAnswersDecides(String at, String answer, String outcome, String reason)
      throws IOException {
    try (var server = new ScriptedMailServer(null)) {
      server.answers.put(at, answer);
      var gateway = gateway("127.0.0.1", server.port(), Security.NONE, "");

      assertThat(gateway.send(notice(Language.RU, "text")))
          .isEqualTo(
              switch (outcome) {
                case "refused" -> new Outcome.Refused(reason);
                case "later" -> new Outcome.NotNow(reason);
                case "taken" -> new Outcome.Taken(reason);
                case "busy" -> new Outcome.Busy(reason);
                default -> new Outcome.Unanswered(reason);
              });
    }
  }

  @Test
  void aServerThatIsNotThereOrDoesNotKnowUsIsWaitedFor() throws IOException {
    int nobody;
    try (var gone = new ScriptedMailServer(null)) {
      nobody = gone.port();
    }
    try (var server = new ScriptedMailServer(null)) {
      server.answers.put("AUTH", "535 5.7.8 wrong password");

      assertThat(gateway("127.0.0.1", nobody, Security.NONE, "").send(notice(Language.RU, "text")))
          .isEqualTo(new Outcome.Busy("not-connected"));
      assertThat(
              gateway("127.0.0.1", server.port(), Security.NONE, "")
                  .send(notice(Language.RU, "text")))
          .isEqualTo(new Outcome.Busy("not-connected"));
    }
  }

  private String trusted() throws IOException {
    return CERTIFICATE.write(folder.resolve("ca.pem")).toString();
  }

  private SmtpGateway gateway(String host, int port, Security security, String certificate) {
    return new SmtpGateway(
        settings(
            noSms(),
            new MailSettings(
                host, port, security, certificate, "otklik", "secret", "no@otklik.example", 10)),
        TextsOfTests.load(),
        clock);
  }

  private Claimed notice(Language language, String text) {
    Instant tomorrow = clock.instant().plus(Duration.ofDays(1));
    return new Claimed(
        new NoticeId(ID),
        NoticeTemplate.INCIDENT_OVER,
        language,
        NotificationParts.OLGAS_MAIL,
        text,
        tomorrow,
        1,
        false);
  }
}
