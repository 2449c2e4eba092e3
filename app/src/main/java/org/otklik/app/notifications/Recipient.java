package org.otklik.app.notifications;

import java.util.regex.Pattern;

/// To whom a notice goes. Personal data: its text never stands in a log.
public sealed interface Recipient {

  /// By what it is reached.
  NoticeChannel channel();

  /// The number or address as it is kept.
  String value();

  /// What was kept as `value`.
  static Recipient of(NoticeChannel channel, String value) {
    return switch (channel) {
      case SMS -> new Phone(value);
      case MAIL -> new Mail(value);
    };
  }

  /// A telephone.
  ///
  /// @param value the number, E.164 with its plus
  record Phone(String value) implements Recipient {
    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");

    /// Checks the form.
    public Phone {
      if (!E164.matcher(value).matches()) {
        throw new IllegalArgumentException("A telephone number is E.164 with its plus.");
      }
    }

    @Override
    public NoticeChannel channel() {
      return NoticeChannel.SMS;
    }

    @Override
    public String toString() {
      return "Phone[…]";
    }
  }

  /// A mailbox.
  ///
  /// @param value `name@domain`, without a name for people
  record Mail(String value) implements Recipient {
    private static final int LENGTH_MAX = 254; // RFC 5321 4.5.3.1.3
    private static final Pattern ADDRESS =
        Pattern.compile(
            "[^\\s@<>,;:\"\\\\()\\[\\]\\p{Cntrl}]{1,64}@[^\\s@<>,;:\"\\\\()\\p{Cntrl}]+");

    /// Checks the form: one address and no header.
    public Mail {
      if (value.length() > LENGTH_MAX || !ADDRESS.matcher(value).matches()) {
        throw new IllegalArgumentException("A mail address is name@domain.");
      }
    }

    @Override
    public NoticeChannel channel() {
      return NoticeChannel.MAIL;
    }

    @Override
    public String toString() {
      return "Mail[…]";
    }
  }
}
