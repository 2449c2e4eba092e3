package org.otklik.wire.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The few rules of RFC 3261 25 that are needed before a message is trusted.
final class Grammar {
  private static final String MARKS = "-.!%*_+`'~";
  private static final String TOKEN = "[-.!%*_+`'~A-Za-z0-9]+";
  static final Pattern REQUEST_LINE =
      Pattern.compile("(" + TOKEN + ") (\\S+) (SIP/\\d+\\.\\d+)", Pattern.CASE_INSENSITIVE);
  static final Pattern LOOSE_VERSION =
      Pattern.compile("\\S+\\s.*\\s(SIP/\\d+\\.\\d+)\\s*", Pattern.CASE_INSENSITIVE);
  static final Pattern STATUS_LINE =
      Pattern.compile("SIP/2\\.0 ([1-6]\\d\\d)(?: .*)?", Pattern.CASE_INSENSITIVE);
  static final Pattern URI = Pattern.compile("([A-Za-z][-+.A-Za-z0-9]*):(\\S+)");

  /// An IPv6 address stands in brackets, so that its colons are none before a port.
  static final Pattern HOST_PORT =
      Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|[^:;?\\[\\]]+)(?::\\d{1,5})?(?:[;?].*)?");

  static final Pattern CSEQ = Pattern.compile("0*(\\d{1,10})\\s+(" + TOKEN + ")");

  private Grammar() {}

  static boolean token(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!alphanumeric && MARKS.indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /// Splits at a separator that stands neither in quotes nor in angle brackets.
  static List<String> split(String text, char separator) {
    var parts = new ArrayList<String>();
    boolean quoted = false;
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '<') {
        depth++;
      } else if (c == '>') {
        depth--;
      } else if (c == separator && depth == 0) {
        parts.add(text.substring(from, i).strip());
        from = i + 1;
      }
    }
    parts.add(text.substring(from).strip());
    return parts;
  }
}
