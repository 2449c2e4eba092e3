package org.otklik.wire.sip;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Builds answers that need no memory of the request (RFC 3261 8.2.7).
///
/// The tag is made of the request, so that a repeated request gets the same answer.
final class Replies {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final String server;
  private final long secret = ThreadLocalRandom.current().nextLong();

  Replies(String server) {
    this.server = server;
  }

  /// The answer to a request that came from there.
  byte[] to(WireMessage request, Fault answer, Origin from) {
    var text = new StringBuilder(512);
    text.append("SIP/2.0 ").append(answer.code()).append(' ').append(answer.reason());
    boolean top = true;
    for (WireMessage.Header header : request.headers()) {
      if (header.name().equals("via")) {
        text.append("\r\nVia: ").append(top ? stamped(header.value(), from) : header.value());
        top = false;
      }
    }
    copy(text, "From", request.first("from"));
    copy(text, "To", tagged(request));
    copy(text, "Call-ID", request.first("call-id"));
    copy(text, "CSeq", request.first("cseq"));
    for (String line : answer.headers()) {
      text.append("\r\n").append(line);
    }
    copy(text, "Server", server);
    return text.append("\r\nContent-Length: 0\r\n\r\n")
        .toString()
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void copy(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append("\r\n").append(name).append(": ").append(value);
    }
  }

  private String tagged(WireMessage request) {
    String to = request.first("to");
    if (to.isEmpty() || request.inDialog()) {
      return to;
    }
    long hash = secret;
    for (String part :
        List.of(request.first("call-id"), request.first("from"), request.first("cseq"))) {
      hash = (hash ^ part.hashCode()) * MIX;
      hash ^= hash >>> 29;
    }
    return to + ";tag=" + "%016x".formatted(hash);
  }

  /// The topmost Via with where the request really came from (RFC 3261 18.2.1, RFC 3581 4).
  private static String stamped(String value, Origin from) {
    List<String> fields = Grammar.split(value, ',');
    var top = new StringBuilder();
    for (String part : Grammar.split(fields.getFirst(), ';')) {
      if (ViaField.named(part, "received")) {
        continue;
      }
      top.append(top.isEmpty() ? "" : ";").append(part);
      if (part.equalsIgnoreCase("rport")) {
        top.append('=').append(from.remote().getPort());
      }
    }
    top.append(";received=").append(from.address());
    for (String other : fields.subList(1, fields.size())) {
      top.append(", ").append(other);
    }
    return top.toString();
  }
}
