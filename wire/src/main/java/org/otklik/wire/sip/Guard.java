package org.otklik.wire.sip;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Refuses what is no proper SIP message, so that the stack behind sees proper ones only.
///
/// 1. the first line: three parts, one space between them; 505 for another version, 416 for another
///    kind of address (RFC 3261 8.2.2.1);
/// 2. `Via` at least once and well formed; `From`, `To`, `Call-ID`, `CSeq` exactly once; the other
///    single fields at most once;
/// 3. `CSeq` below 2³¹ and of the same method; `Max-Forwards` up to 255; `Content-Length` not more
///    than came; `From` and `To` proper addresses.
///
/// A response that breaks a rule is dropped: there is nobody to tell.
final class Guard {
  private static final Set<String> SCHEMES = Set.of("sip", "sips", "tel");
  private static final List<String> EXACTLY_ONCE = List.of("from", "to", "call-id", "cseq");
  private static final List<String> AT_MOST_ONCE =
      List.of(
          "max-forwards",
          "content-length",
          "content-type",
          "content-disposition",
          "session-expires",
          "min-se",
          "expires",
          "date",
          "replaces");
  private static final Pattern LENGTH = Pattern.compile("0*\\d{1,8}");
  private static final Pattern HOPS = Pattern.compile("0*\\d{1,3}");
  private static final long CSEQ_MAX = (1L << 31) - 1;
  private static final int MAX_FORWARDS_MAX = 255;

  /// No `Content-Length` field.
  static final int NO_LENGTH = -1;

  /// A `Content-Length` field that is no number, or more than one that differ.
  static final int BAD_LENGTH = -2;

  private Guard() {}

  /// What is wrong with a request, nothing when it is proper.
  static Optional<Fault> request(WireMessage message) {
    Optional<Fault> first = requestLine(message.firstLine());
    if (first.isPresent()) {
      return first;
    }
    @Nullable String wrong = message.fault();
    if (wrong == null) {
      wrong = fields(message);
    }
    if (wrong == null && !message.firstWord().equals(cseqMethod(message))) {
      wrong = "CSeq is of another method";
    }
    return Optional.ofNullable(wrong).map(Fault::bad);
  }

  /// Whether a response is proper.
  static boolean response(WireMessage message) {
    return Grammar.STATUS_LINE.matcher(message.firstLine()).matches()
        && message.fault() == null
        && fields(message) == null;
  }

  /// What `Content-Length` says: octets, [#NO_LENGTH] or [#BAD_LENGTH].
  static int declaredLength(WireMessage message) {
    int count = message.count("content-length");
    if (count == 0) {
      return NO_LENGTH;
    }
    String value = message.first("content-length");
    return count == 1 && LENGTH.matcher(value).matches() ? Integer.parseInt(value) : BAD_LENGTH;
  }

  private static Optional<Fault> requestLine(String line) {
    Matcher parts = Grammar.REQUEST_LINE.matcher(line);
    if (!parts.matches()) {
      Matcher loose = Grammar.LOOSE_VERSION.matcher(line);
      return loose.matches() && !current(loose.group(1))
          ? Optional.of(version())
          : Optional.of(Fault.bad("Malformed request line"));
    }
    if (!current(parts.group(3))) {
      return Optional.of(version());
    }
    Matcher uri = Grammar.URI.matcher(parts.group(2));
    if (!uri.matches()) {
      return Optional.of(Fault.bad("Malformed Request-URI"));
    }
    if (!SCHEMES.contains(uri.group(1).toLowerCase(Locale.ROOT))) {
      return Optional.of(Fault.of(416, "Unsupported URI Scheme"));
    }
    if (!uri.group(1).equalsIgnoreCase("tel") && !Grammar.HOST_PORT.matcher(host(uri)).matches()) {
      return Optional.of(Fault.bad("Malformed host in the Request-URI"));
    }
    return uri.group(2).indexOf('?') > uri.group(2).indexOf('@')
        ? Optional.of(Fault.bad("Header fields in the Request-URI"))
        : Optional.empty();
  }

  private static String host(Matcher uri) {
    return uri.group(2).substring(uri.group(2).indexOf('@') + 1);
  }

  private static boolean current(String version) {
    return version.equalsIgnoreCase("SIP/2.0");
  }

  private static Fault version() {
    return Fault.of(505, "Version Not Supported");
  }

  private static @Nullable String fields(WireMessage message) {
    for (String name : EXACTLY_ONCE) {
      if (message.count(name) != 1 || message.first(name).isEmpty()) {
        return "%s must stand exactly once".formatted(name);
      }
    }
    for (String name : AT_MOST_ONCE) {
      if (message.count(name) > 1) {
        return "%s stands more than once".formatted(name);
      }
    }
    if (!vias(message)) {
      return "Malformed Via";
    }
    if (!numbers(message)) {
      return "A number is missing or too large";
    }
    if (message.first("call-id").chars().anyMatch(Character::isWhitespace)) {
      return "Malformed Call-ID";
    }
    boolean addresses =
        NameAddr.read(message.first("from")).isPresent()
            && NameAddr.read(message.first("to")).isPresent();
    return addresses ? null : "Malformed From or To";
  }

  private static boolean vias(WireMessage message) {
    int good = 0;
    for (WireMessage.Header header : message.headers()) {
      if (header.name().equals("via")) {
        for (String element : Grammar.split(header.value(), ',')) {
          if (ViaField.read(element).isEmpty()) {
            return false;
          }
          good++;
        }
      }
    }
    return good > 0;
  }

  private static boolean numbers(WireMessage message) {
    Matcher cseq = Grammar.CSEQ.matcher(message.first("cseq"));
    if (!cseq.matches() || Long.parseLong(cseq.group(1)) > CSEQ_MAX) {
      return false;
    }
    Optional<String> hops = message.find("max-forwards");
    if (hops.isPresent()
        && (!HOPS.matcher(hops.get()).matches()
            || Integer.parseInt(hops.get()) > MAX_FORWARDS_MAX)) {
      return false;
    }
    int length = declaredLength(message);
    return length != BAD_LENGTH && length <= message.body().length;
  }

  private static String cseqMethod(WireMessage message) {
    Matcher cseq = Grammar.CSEQ.matcher(message.first("cseq"));
    return cseq.matches() ? cseq.group(2) : "";
  }
}
