package org.otklik.wire.sip;

import java.util.Locale;
import java.util.Objects;

/// Names the transaction that a request belongs to (RFC 3261 17.2.3).
final class Branch {
  private static final String COOKIE = "z9hg4bk";

  private Branch() {}

  /// Whether the sender promises that the branch is unique; those of RFC 2543 do not.
  static boolean unique(WireMessage message) {
    String branch = of(message);
    return branch.length() > COOKIE.length() && branch.startsWith(COOKIE);
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
    String sentBy =
        ViaField.top(message)
            .map(via -> via.host() + ":" + via.port())
            .orElse("")
            .toLowerCase(Locale.ROOT);
    String branch = unique(message) ? of(message) : made(message) + message.first("call-id");
    return branch + "|" + sentBy + "|" + method;
  }

  private static String of(WireMessage message) {
    return ViaField.top(message).map(ViaField::parameters).stream()
        .flatMap(parameters -> parameters.stream())
        .filter(parameter -> ViaField.named(parameter, "branch"))
        .map(parameter -> parameter.substring(parameter.indexOf('=') + 1).strip())
        .findFirst()
        .orElse("")
        .toLowerCase(Locale.ROOT);
  }
}
