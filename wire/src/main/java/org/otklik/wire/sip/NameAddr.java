package org.otklik.wire.sip;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `"Display name" <uri>;parameters` or a bare `uri;parameters` (RFC 3261 20.10), held octet by
/// octet.
///
/// @param display name without quotes and escapes, empty when absent
/// @param uri what stands in the angle brackets
/// @param parameters of the header field, as `name` or `name=value`
record NameAddr(String display, String uri, List<String> parameters) {

  /// Longest text that is handed on from an address.
  static final int TEXT_MAX = 200;

  /// Control characters of all of Unicode, signs that steer the direction of text, line ends.
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  /// Reads one address; empty when quotes or brackets do not match, or there is no address.
  static Optional<NameAddr> read(String value) {
    int open = outsideQuotes(value, '<');
    String before = open < 0 ? "" : value.substring(0, open).strip();
    if (open < 0) {
      List<String> parts = Grammar.split(value, ';');
      return valid("", parts.getFirst(), parts.subList(1, parts.size()));
    }
    int close = value.indexOf('>', open);
    if (close < 0 || (outsideQuotes(before, '"') >= 0 && !quoted(before))) {
      return Optional.empty();
    }
    String after = value.substring(close + 1).strip();
    if (!after.isEmpty() && after.charAt(0) != ';') {
      return Optional.empty();
    }
    List<String> parts = Grammar.split(after, ';');
    return valid(
        quoted(before) ? unescaped(before.substring(1, before.length() - 1)) : before,
        value.substring(open + 1, close).strip(),
        parts.subList(1, parts.size()));
  }

  /// The tag of a `From` or `To` value, empty when there is none.
  static String tagOf(String value) {
    return read(value).flatMap(address -> address.parameter("tag")).orElse("");
  }

  Optional<String> parameter(String name) {
    for (String parameter : parameters) {
      int equals = parameter.indexOf('=');
      String found = equals < 0 ? parameter : parameter.substring(0, equals).strip();
      if (found.equalsIgnoreCase(name)) {
        return Optional.of(equals < 0 ? "" : parameter.substring(equals + 1).strip());
      }
    }
    return Optional.empty();
  }

  /// The display name for people: UTF-8, nothing that steers the text or breaks its line, cut.
  String displayName() {
    return forPeople(display);
  }

  /// User part for people, empty when there is none.
  String user() {
    return userOf(uri);
  }

  /// User part of a `sip:`, `sips:` or `tel:` address: unescaped, no password, cut; empty when
  /// none.
  static String userOf(String uri) {
    int colon = uri.indexOf(':');
    String scheme = colon < 0 ? "" : uri.substring(0, colon);
    String rest = uri.substring(colon + 1);
    if (scheme.equalsIgnoreCase("tel")) {
      int end = rest.indexOf(';');
      return forPeople(decoded(end < 0 ? rest : rest.substring(0, end)));
    }
    int at = rest.indexOf('@');
    if (at < 0) {
      return "";
    }
    String user = rest.substring(0, at);
    int password = user.indexOf(':');
    return forPeople(decoded(password < 0 ? user : user.substring(0, password)));
  }

  private static Optional<NameAddr> valid(String display, String uri, List<String> parameters) {
    boolean address = Grammar.URI.matcher(uri).matches();
    return address ? Optional.of(new NameAddr(display, uri, parameters)) : Optional.empty();
  }

  private static String forPeople(String octets) {
    String text = UNSEEN.matcher(WireMessage.text(octets)).replaceAll("").strip();
    return text.length() <= TEXT_MAX
        ? text
        : text.substring(0, text.offsetByCodePoints(0, cut(text)));
  }

  private static int cut(String text) {
    return text.codePointCount(0, TEXT_MAX) - 1;
  }

  private static boolean quoted(String text) {
    return text.length() > 1 && text.charAt(0) == '"' && closing(text) == text.length() - 1;
  }

  /// Where a text that begins with a quote has its closing quote, -1 when it has none.
  private static int closing(String text) {
    for (int i = 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '"') {
        return i;
      }
    }
    return -1;
  }

  private static int outsideQuotes(String text, char wanted) {
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == wanted && !quoted) {
        return i;
      }
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      }
    }
    return -1;
  }

  private static String unescaped(String text) {
    var result = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\' && i + 1 < text.length()) {
        i++;
      }
      result.append(text.charAt(i));
    }
    return result.toString();
  }

  /// `%41` becomes `A` (RFC 3261 19.1.2); a percent sign that escapes nothing stays.
  private static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    var result = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      @Nullable Integer octet = text.charAt(i) == '%' ? octet(text, i + 1) : null;
      result.write(octet == null ? text.charAt(i) : octet);
      i += octet == null ? 0 : 2;
    }
    return result.toString(StandardCharsets.ISO_8859_1);
  }

  private static @Nullable Integer octet(String text, int at) {
    if (at + 2 > text.length()) {
      return null;
    }
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? null : high * 16 + low;
  }
}
