package org.otklik.wire.sip;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Names the transaction that a request belongs to (RFC 3261 17.2.3).
final class Branch {
  private static final String COOKIE = "z9hg4bk";

  private Branch() {}

  /// Whether the sender promises that the branch is unique; those of RFC 2543 do not.
  static boolean unique(WireMessage message) {
    return unique(message.via().map(Branch::of).orElse(""));
  }

  /// The key of the server transaction: branch, sent-by and method; an ACK has that of its INVITE.
  static String key(WireMessage message) {
    String method = message.firstWord();
    return key(message, method.equals("ACK") ? "INVITE" : method);
  }

  /// The key of the transaction that a CANCEL names.
  static String cancelled(WireMessage cancel) {
    return key(cancel, "INVITE");
  }

  /// A branch for a request that has none: of what RFC 2543 compares, so that a request, its CANCEL
  /// and its ACK have the same, and no table needs to be searched.
  static String made(WireMessage message) {
    String cseq = message.first("cseq");
    int hash =
        Objects.hash(
            message.first("call-id"),
            cseq.substring(0, Math.max(0, cseq.indexOf(' '))),
            NameAddr.tagOf(message.first("from")));
    return COOKIE + "-2543-" + Integer.toHexString(hash);
  }

  private static String key(WireMessage message, String method) {
    Optional<ViaField> top = message.via();
    String sentBy = top.map(via -> via.host() + ":" + via.port()).orElse("");
    String branch = top.map(Branch::of).orElse("");
    String own = unique(branch) ? branch : made(message) + message.first("call-id");
    return own + "|" + sentBy.toLowerCase(Locale.ROOT) + "|" + method;
  }

  private static boolean unique(String branch) {
    return branch.length() > COOKIE.length() && branch.startsWith(COOKIE);
  }

  private static String of(ViaField via) {
    for (String parameter : via.parameters()) {
      if (ViaField.named(parameter, "branch")) {
        String value = parameter.substring(parameter.indexOf('=') + 1).strip();
        return value.toLowerCase(Locale.ROOT);
      }
    }
    return "";
  }
}
