package org.otklik.wire.sip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/// A SIP message as it came: first line, header fields in order, body (RFC 3261 7).
///
/// Reading never fails: what is wrong is kept in [#fault]. Text is held byte for byte (one
/// character per octet), so that what is sent back is what came; [#text] decodes UTF-8 for people.
final class WireMessage {

  /// Header fields in one message; more is a fault.
  static final int HEADERS_MAX = 256;

  /// Lines in one message that continue the line before; more is a fault.
  static final int CONTINUATIONS_MAX = 256;

  /// Octets in one line with its continuations; more is a fault.
  static final int LINE_MAX = 8_192;

  /// One header field.
  ///
  /// @param name lower case, never the compact form
  /// @param value one line, without white space around it
  record Header(String name, String value) {}

  /// Compact forms (RFC 3261 20 and the registry at IANA).
  private static final Map<String, String> COMPACT =
      Map.ofEntries(
          Map.entry("c", "content-type"),
          Map.entry("e", "content-encoding"),
          Map.entry("f", "from"),
          Map.entry("i", "call-id"),
          Map.entry("k", "supported"),
          Map.entry("l", "content-length"),
          Map.entry("m", "contact"),
          Map.entry("r", "refer-to"),
          Map.entry("s", "subject"),
          Map.entry("t", "to"),
          Map.entry("v", "via"),
          Map.entry("x", "session-expires"));

  private final String firstLine;
  private final List<Header> headers;
  private final byte[] body;
  private final @Nullable String fault;

  /// Read when it is first asked for, then kept: many ask, on one thread after the other.
  private @Nullable ViaField via;

  private boolean viaRead;

  private @Nullable Boolean inDialog;

  private WireMessage(String firstLine, List<Header> headers, byte[] body, @Nullable String fault) {
    this.firstLine = firstLine;
    this.headers = headers;
    this.body = body;
    this.fault = fault;
  }

  /// Reads one message; empty when there is nothing but line ends (a keep-alive, RFC 5626 4.4.1).
  static Optional<WireMessage> read(byte[] bytes, int length) {
    int start = 0;
    while (start < length && (bytes[start] == '\r' || bytes[start] == '\n')) {
      start++;
    }
    if (start == length) {
      return Optional.empty();
    }
    int end = headEnd(bytes, start, length);
    String head =
        new String(bytes, start, (end < 0 ? length : end) - start, StandardCharsets.ISO_8859_1);
    byte[] body = end < 0 ? new byte[0] : Arrays.copyOfRange(bytes, end, length);
    return Optional.of(parse(head, body, end < 0 ? "The header section has no end" : null));
  }

  /// Where the body begins: after the first empty line; -1 while there is none.
  static int headEnd(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != '\n') {
        continue;
      }
      int next = i + 1 < to && bytes[i + 1] == '\r' ? i + 2 : i + 1;
      if (next < to && bytes[next] == '\n') {
        return next + 1;
      }
    }
    return -1;
  }

  /// Method of a request, or `SIP/2.0` of a response; up to the first space.
  String firstWord() {
    int space = firstLine.indexOf(' ');
    return space < 0 ? firstLine : firstLine.substring(0, space);
  }

  String firstLine() {
    return firstLine;
  }

  boolean response() {
    return firstLine.regionMatches(true, 0, "SIP/", 0, 4);
  }

  /// What was wrong when it was read.
  @Nullable String fault() {
    return fault;
  }

  List<Header> headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }

  /// The same message with the first so many octets of the body.
  WireMessage withBodyOf(int octets) {
    return octets >= body.length
        ? this
        : new WireMessage(firstLine, headers, Arrays.copyOf(body, octets), fault);
  }

  /// The first field of this name, empty when there is none.
  Optional<String> find(String name) {
    for (Header header : headers) {
      if (header.name().equals(name)) {
        return Optional.of(header.value());
      }
    }
    return Optional.empty();
  }

  /// The first field of this name, or the empty text.
  String first(String name) {
    return find(name).orElse("");
  }

  /// All fields of this name, in order.
  List<String> all(String name) {
    return headers.stream()
        .filter(header -> header.name().equals(name))
        .map(Header::value)
        .toList();
  }

  /// The Request-URI of a proper request.
  String uri() {
    String[] words = firstLine.split(" ", 3);
    return words.length < 2 ? "" : words[1];
  }

  /// The number in `CSeq` of a proper message.
  long cseq() {
    Matcher cseq = Grammar.CSEQ.matcher(first("cseq"));
    return cseq.matches() ? Long.parseLong(cseq.group(1)) : 0;
  }

  int count(String name) {
    int count = 0;
    for (Header header : headers) {
      if (header.name().equals(name)) {
        count++;
      }
    }
    return count;
  }

  /// All tokens of a list field, in order, parameters cut off.
  List<String> tokens(String name) {
    var tokens = new ArrayList<String>();
    for (Header header : headers) {
      if (header.name().equals(name)) {
        for (String element : header.value().split(",", -1)) {
          int end = element.indexOf(';');
          String token = (end < 0 ? element : element.substring(0, end)).strip();
          if (!token.isEmpty()) {
            tokens.add(token);
          }
        }
      }
    }
    return tokens;
  }

  /// The topmost `Via`; empty when there is none or any in its line is malformed.
  Optional<ViaField> via() {
    if (!viaRead) {
      via =
          find("via")
              .flatMap(value -> ViaField.read(Grammar.split(value, ',').getFirst()))
              .orElse(null);
      viaRead = true;
    }
    return Optional.ofNullable(via);
  }

  /// Whether the `To` field has a tag: the request is meant for a standing dialog.
  boolean inDialog() {
    Boolean known = inDialog;
    if (known == null) {
      known = find("to").map(NameAddr::tagOf).map(tag -> !tag.isEmpty()).orElse(false);
      inDialog = known;
    }
    return known;
  }

  /// UTF-8 text of what is held octet by octet.
  static String text(String octets) {
    return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static WireMessage parse(String head, byte[] body, @Nullable String early) {
    var lines = new ArrayList<StringBuilder>();
    String fault = unfold(head, lines) ? early : "A line is too long";
    var headers = new ArrayList<Header>(lines.size());
    for (StringBuilder line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(":");
      String name = colon < 0 ? "" : line.substring(0, colon).stripTrailing();
      if (!Grammar.token(name)) {
        fault = "A header field has no name";
        continue;
      }
      if (headers.size() == HEADERS_MAX) {
        fault = "Too many header fields";
        break;
      }
      String lower = name.toLowerCase(Locale.ROOT);
      headers.add(
          new Header(COMPACT.getOrDefault(lower, lower), line.substring(colon + 1).strip()));
    }
    return new WireMessage(lines.getFirst().toString(), List.copyOf(headers), body, fault);
  }

  /// Gathers the lines, at least one, with their continuations joined by one space (RFC 3261
  /// 7.3.1).
  ///
  /// @return whether all could be gathered; what follows a line over a limit is left out
  private static boolean unfold(String head, List<StringBuilder> lines) {
    int continuations = 0;
    for (int at = 0; at < head.length(); ) {
      int end = head.indexOf('\n', at);
      String line = head.substring(at, end < 0 ? head.length() : end);
      at = end < 0 ? head.length() : end + 1;
      line = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      if (line.isEmpty()) {
        break;
      }
      if (lines.size() > 1 && white(line.charAt(0))) {
        continuations++;
        join(lines.getLast(), line.strip());
      } else {
        lines.add(new StringBuilder(line));
      }
      if (continuations > CONTINUATIONS_MAX || lines.getLast().length() > LINE_MAX) {
        return false;
      }
    }
    if (lines.isEmpty()) {
      lines.add(new StringBuilder());
    }
    return true;
  }

  /// Each octet is copied and taken off at most once, however many lines a field has.
  private static void join(StringBuilder line, String continuation) {
    int end = line.length();
    while (end > 0 && white(line.charAt(end - 1))) {
      end--;
    }
    line.setLength(end);
    line.append(' ').append(continuation);
  }

  private static boolean white(char c) {
    return c == ' ' || c == '\t';
  }
}
