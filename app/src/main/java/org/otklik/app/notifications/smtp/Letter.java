package org.otklik.app.notifications.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

/// A letter whose `Message-ID` is ours; the library has no other way to say so.
final class Letter extends MimeMessage {
  private final String id;

  Letter(Session session, String id) {
    super(session);
    this.id = id;
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }
}
