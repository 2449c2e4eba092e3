package org.otklik.app.notifications.smtp;

import jakarta.mail.MessagingException;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.otklik.app.notifications.sending.Outcome;

/// What a mail server's answer means for us (RFC 5321, 4.2.1): 5xx never, 4xx perhaps later;
/// without an answer nobody knows.
final class Replies {
  private static final int TRANSIENT = 400;
  private static final int PERMANENT = 500;
  private static final int CLOSING = 421;

  private Replies() {}

  static Outcome outcome(MessagingException failure) {
    int code = code(failure);
    var reason = "smtp-" + code;
    if (code == CLOSING) {
      return new Outcome.Busy(reason);
    }
    if (code >= PERMANENT) {
      return new Outcome.Refused(reason);
    }
    return code >= TRANSIENT ? new Outcome.NotNow(reason) : new Outcome.Unanswered("no-answer");
  }

  /// The first answer found among the failure and what hangs on it.
  private static int code(MessagingException failure) {
    return Stream.<@Nullable Exception>iterate(failure, Objects::nonNull, Replies::next)
        .mapToInt(Replies::codeOf)
        .filter(code -> code > 0)
        .findFirst()
        .orElse(0);
  }

  private static int codeOf(@Nullable Exception failure) {
    return switch (failure) {
      case SMTPAddressFailedException address -> address.getReturnCode();
      case SMTPSenderFailedException sender -> sender.getReturnCode();
      case SMTPSendFailedException send -> send.getReturnCode();
      case null, default -> 0;
    };
  }

  private static @Nullable Exception next(@Nullable Exception failure) {
    return failure instanceof MessagingException messaging ? messaging.getNextException() : null;
  }
}
