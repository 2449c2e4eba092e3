package org.otklik.wire.sip;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One `Via`: `SIP/2.0/UDP host:port;parameters` (RFC 3261 20.42).
///
/// @param host as written: a name, an IPv4 address, or an IPv6 address in brackets
/// @param port -1 when not given
/// @param parameters as `name` or `name=value`
record ViaField(String transport, String host, int port, List<String> parameters) {
  private static final Pattern SENT =
      Pattern.compile(
          "SIP\\s*/\\s*2\\.0\\s*/\\s*(\\S+)\\s+(\\[[0-9A-Fa-f:.]+\\]|[-_.A-Za-z0-9]+)\\s*(?::\\s*(\\d{1,5}))?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern PARAMETER =
      Pattern.compile("[-.!%*_+`'~A-Za-z0-9]+(?:\\s*=\\s*(?:\"[^\"]*\"|[^\\s;,\"]*))?");

  /// Reads one field; empty when it is malformed.
  static Optional<ViaField> read(String value) {
    List<String> parts = Grammar.split(value, ';');
    Matcher sent = SENT.matcher(parts.getFirst());
    List<String> parameters = parts.subList(1, parts.size());
    if (!sent.matches()
        || !Grammar.token(sent.group(1))
        || !parameters.stream().allMatch(parameter -> PARAMETER.matcher(parameter).matches())) {
      return Optional.empty();
    }
    int port = sent.group(3) == null ? -1 : Integer.parseInt(sent.group(3));
    return port > 65_535
        ? Optional.empty()
        : Optional.of(new ViaField(sent.group(1), sent.group(2), port, parameters));
  }

  /// Whether the sender asks for the answer at the port it sent from (RFC 3581).
  boolean asksForPort() {
    return parameters.stream().anyMatch(parameter -> named(parameter, "rport"));
  }

  static boolean named(String parameter, String name) {
    int equals = parameter.indexOf('=');
    String found = equals < 0 ? parameter : parameter.substring(0, equals).strip();
    return found.equalsIgnoreCase(name);
  }
}
