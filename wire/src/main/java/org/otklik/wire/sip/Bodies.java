package org.otklik.wire.sip;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is in the body of a message, as far as signalling cares.
final class Bodies {
  static final String SDP = "application/sdp";
  static final String DTMF_RELAY = "application/dtmf-relay";
  static final String DTMF = "application/dtmf";

  /// How long a key counts as pressed when the message does not say.
  static final Duration DIGIT_DEFAULT = Duration.ofMillis(160);

  /// Longest time a key counts as pressed.
  static final Duration DIGIT_MAX = Duration.ofSeconds(5);

  /// Parts that are looked at in a multipart body.
  static final int PARTS_MAX = 16;

  /// Octets of a body that tells a key; a longer one tells none.
  static final int DIGIT_BODY_MAX = 256;

  /// A pressed key.
  record Digit(char key, Duration duration) {}

  private static final Pattern SIGNAL =
      Pattern.compile("(?im)^[ \\t]*Signal[ \\t]*=[ \\t]*(\\S{1,2})[ \\t]*$");
  private static final Pattern DURATION =
      Pattern.compile("(?im)^[ \\t]*Duration[ \\t]*=[ \\t]*(\\d{1,5})[ \\t]*$");
  private static final Pattern BOUNDARY =
      Pattern.compile("(?i);[ \\t]*boundary[ \\t]*=[ \\t]*(\"[^\"]{1,70}\"|[^\\s;\"]{1,70})");

  private Bodies() {}

  /// The type without parameters, lower case, empty when none is given.
  static String type(WireMessage message) {
    return type(message.first("content-type"));
  }

  /// The session description of a message, also when it is one part of several (RFC 2046 5.1).
  static Optional<String> sdp(WireMessage message) {
    if (message.body().length == 0) {
      return Optional.empty();
    }
    String type = type(message);
    if (type.equals(SDP)) {
      return Optional.of(text(message));
    }
    return type.startsWith("multipart/")
        ? part(
            message.first("content-type"), new String(message.body(), StandardCharsets.ISO_8859_1))
        : Optional.empty();
  }

  /// Whether the body is compressed or otherwise encoded.
  static boolean encoded(WireMessage message) {
    return message.body().length > 0
        && message.tokens("content-encoding").stream()
            .anyMatch(coding -> !coding.equalsIgnoreCase("identity"));
  }

  /// Whether the sender allows the body to be ignored (RFC 3204).
  static boolean optional(WireMessage message) {
    return message
        .first("content-disposition")
        .toLowerCase(Locale.ROOT)
        .replace(" ", "")
        .contains("handling=optional");
  }

  /// The key that an INFO tells, nothing when it tells none.
  static Optional<Digit> digit(WireMessage info) {
    if (info.body().length > DIGIT_BODY_MAX) {
      return Optional.empty();
    }
    String text = text(info);
    return switch (type(info)) {
      case DTMF -> key(text.strip()).map(key -> new Digit(key, DIGIT_DEFAULT));
      case DTMF_RELAY -> {
        Matcher signal = SIGNAL.matcher(text);
        yield signal.find()
            ? key(signal.group(1)).map(key -> new Digit(key, duration(text)))
            : Optional.empty();
      }
      case null, default -> Optional.empty();
    };
  }

  /// The body of an INFO that tells a key.
  static String relay(char key, Duration duration) {
    return "Signal=%c\r\nDuration=%d\r\n".formatted(key, duration.toMillis());
  }

  private static Optional<Character> key(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    String one =
        switch (upper) {
          case "10" -> "*";
          case "11" -> "#";
          default -> upper;
        };
    return one.length() == 1 && "0123456789*#ABCD".contains(one)
        ? Optional.of(one.charAt(0))
        : Optional.empty();
  }

  private static Duration duration(String text) {
    Matcher found = DURATION.matcher(text);
    if (!found.find()) {
      return DIGIT_DEFAULT;
    }
    Duration said = Duration.ofMillis(Integer.parseInt(found.group(1)));
    return said.compareTo(DIGIT_MAX) > 0 ? DIGIT_MAX : said;
  }

  private static Optional<String> part(String contentType, String body) {
    Matcher found = BOUNDARY.matcher(contentType);
    if (!found.find()) {
      return Optional.empty();
    }
    String boundary = "--" + found.group(1).replace("\"", "");
    String[] parts = body.split(Pattern.quote(boundary), PARTS_MAX + 1);
    for (String part : parts) {
      String normal = part.replace("\r\n", "\n").replaceFirst("^\n", "");
      int blank = normal.indexOf("\n\n");
      String head = blank < 0 ? "" : "\n" + normal.substring(0, blank).toLowerCase(Locale.ROOT);
      if (head.replace(" ", "").contains("\ncontent-type:" + SDP)) {
        return Optional.of(WireMessage.text(normal.substring(blank + 2).replace("\n", "\r\n")));
      }
    }
    return Optional.empty();
  }

  private static String text(WireMessage message) {
    return new String(message.body(), StandardCharsets.UTF_8);
  }

  private static String type(String contentType) {
    int end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.substring(0, end))
        .strip()
        .toLowerCase(Locale.ROOT)
        .replace(" ", "");
  }
}
