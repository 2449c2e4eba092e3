package org.otklik.app.notifications.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.otklik.app.notifications.NoticeChannel;
import org.otklik.app.notifications.jdbc.NoticeRows.Claimed;
import org.otklik.app.notifications.sending.Gateway;
import org.otklik.app.notifications.sending.Outcome;
import org.otklik.app.notifications.sending.Trust;
import org.otklik.app.notifications.settings.MailSettings;
import org.otklik.app.notifications.settings.NotificationSettings;
import org.otklik.app.pages.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// A mail server, by SMTP (RFC 5321), a connection for each letter. Letters are plain text. Each
/// attempt for one notice has the same `Message-ID`.
@Component
final class SmtpGateway implements Gateway {

  /// To connect, and for each answer; a letter has few enough answers to end within half a minute
  /// or not at all.
  private static final Duration CONNECT_MAX = Duration.ofSeconds(5);

  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
  private static final int WINDOW = 4;
  private static final Logger LOG = LoggerFactory.getLogger(SmtpGateway.class);

  private final MailSettings settings;
  private final Texts texts;
  private final Clock clock;
  private @Nullable Session session; // made by the first letter, when all settings are checked

  SmtpGateway(NotificationSettings settings, Texts texts, Clock clock) {
    this.settings = settings.mail();
    this.texts = texts;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "smtp";
  }

  @Override
  public NoticeChannel channel() {
    return NoticeChannel.MAIL;
  }

  @Override
  public boolean isConfigured() {
    return settings.isConfigured();
  }

  /// A server is asked by each letter.
  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public int window() {
    return WINDOW;
  }

  @Override
  public int perSecond() {
    return settings.perSecond();
  }

  @Override
  public Outcome send(Claimed notice) {
    Letter letter;
    Transport transport;
    try {
      letter = letter(notice, session());
      transport = connected();
    } catch (MessagingException e) {
      LOG.warn("mail server not reached cause={}", e.getClass().getSimpleName());
      return new Outcome.Busy("not-connected");
    }
    try {
      transport.sendMessage(letter, letter.getAllRecipients());
      return new Outcome.Taken(letter.getMessageID());
    } catch (MessagingException e) {
      return Replies.outcome(e);
    } finally {
      sayGoodbye(transport);
    }
  }

  private Transport connected() throws MessagingException {
    var transport = session().getTransport("smtp");
    if (settings.user().isEmpty()) {
      transport.connect();
    } else {
      transport.connect(settings.user(), settings.password());
    }
    return transport;
  }

  /// What has become of the letter is known by now.
  private static void sayGoodbye(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      LOG.debug("mail server gone before our goodbye", e);
    }
  }

  private synchronized Session session() {
    var made = session;
    if (made == null) {
      made = Session.getInstance(properties(settings));
      session = made;
    }
    return made;
  }

  private Letter letter(Claimed notice, Session session) throws MessagingException {
    var letter = new Letter(session, messageId(notice));
    letter.setFrom(new InternetAddress(settings.from()));
    letter.setRecipient(
        MimeMessage.RecipientType.TO, new InternetAddress(notice.recipient().value(), true));
    letter.setSubject(say(notice, "notifications.mail.subject"), StandardCharsets.UTF_8.name());
    letter.setSentDate(Date.from(clock.instant()));
    letter.setHeader("Content-Language", notice.language().code());
    letter.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: nobody answers it by machine
    letter.setText(
        notice.text() + "\n\n-- \n" + say(notice, "notifications.mail.footer") + "\n",
        StandardCharsets.UTF_8.name());
    letter.saveChanges();
    return letter;
  }

  private String say(Claimed notice, String key) {
    return texts.say(notice.language(), key);
  }

  private String messageId(Claimed notice) {
    var from = settings.from();
    return "<%s%s>".formatted(notice.id().value(), from.substring(from.indexOf('@')));
  }

  private static Properties properties(MailSettings settings) {
    var properties = new Properties();
    properties.put("mail.smtp.host", settings.host());
    properties.put("mail.smtp.port", Integer.toString(settings.port()));
    properties.put("mail.smtp.auth", Boolean.toString(!settings.user().isEmpty()));
    properties.put("mail.smtp.connectiontimeout", Long.toString(CONNECT_MAX.toMillis()));
    properties.put("mail.smtp.timeout", Long.toString(ANSWER_MAX.toMillis()));
    properties.put("mail.smtp.writetimeout", Long.toString(ANSWER_MAX.toMillis()));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    switch (settings.security()) {
      case STARTTLS -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
        properties.put("mail.smtp.ssl.socketFactory", Trust.sockets(settings.certificate()));
      }
      case TLS -> {
        properties.put("mail.smtp.ssl.enable", "true");
        properties.put("mail.smtp.ssl.socketFactory", Trust.sockets(settings.certificate()));
      }
      case NONE -> properties.put("mail.smtp.starttls.enable", "false");
    }
    return properties;
  }
}
