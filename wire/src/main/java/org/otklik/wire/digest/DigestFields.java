package org.otklik.wire.digest;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The parameters of one `Digest` challenge or of its answer (RFC 7616 sections 3.3 and 3.4).
///
/// @param values by lower-case name, quotes and escapes taken off
record DigestFields(Map<String, String> values) {

  /// Longest header field that is read; longer ones are malformed.
  static final int LENGTH_MAX = 4_096;

  private static final Pattern SCHEME = Pattern.compile("\\s*Digest\\s+", Pattern.CASE_INSENSITIVE);
  private static final Pattern PARAMETER =
      Pattern.compile(
          "([-\\w!%*+.`'~]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]+))\\s*(?:,\\s*|$)");

  /// Reads a header field; nothing when it is of another scheme, malformed, or says a thing twice.
  static Optional<DigestFields> read(String value) {
    Matcher scheme = SCHEME.matcher(value);
    if (value.length() > LENGTH_MAX || !scheme.lookingAt()) {
      return Optional.empty();
    }
    var values = new HashMap<String, String>();
    Matcher parameter = PARAMETER.matcher(value);
    int at = scheme.end();
    while (at < value.length() && parameter.find(at) && parameter.start() == at) {
      String name = parameter.group(1).toLowerCase(Locale.ROOT);
      String quoted = parameter.group(2);
      String plain = quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1");
      if (values.put(name, plain) != null) {
        return Optional.empty();
      }
      at = parameter.end();
    }
    return at == value.length() && !values.isEmpty()
        ? Optional.of(new DigestFields(Map.copyOf(values)))
        : Optional.empty();
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /// The value, or the empty text.
  String get(String name) {
    return values.getOrDefault(name, "");
  }

  /// A text as it stands in quotes.
  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
