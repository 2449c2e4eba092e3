package org.otklik.wire.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What this side does not do, in the order of RFC 3261 8.2.
///
/// 1. method: 403 to REGISTER where none is wanted, 603 to REFER (RFC 3515 2.4.2: nobody moves a
///    call of ours), 405 to what is not in [#METHODS], 481 to what belongs into a dialog and names
///    none;
/// 2. extensions: 420 to what is required and not in [#EXTENSIONS], 403 to an INVITE that would
///    replace or join another call (RFC 3891, RFC 3911), 422 to a session timer below
///    [#SESSION_MIN_SECONDS] (RFC 4028 6);
/// 3. body: 415 to what is not SDP or is encoded, 406 to a caller who does not take SDP.
final class Rules {
  static final List<String> METHODS =
      List.of("INVITE", "ACK", "BYE", "CANCEL", "INFO", "OPTIONS", "PRACK", "UPDATE");
  static final Set<String> EXTENSIONS = Set.of("timer", "100rel");

  /// Shortest session time that is accepted, in seconds (RFC 4028 5).
  static final int SESSION_MIN_SECONDS = 90;

  static final String ALLOW = "Allow: " + String.join(", ", METHODS);
  static final String ACCEPT = "Accept: application/sdp";

  private static final Set<String> SDP_RANGES =
      Set.of("application/sdp", "application/*", "*/*", "multipart/mixed", "multipart/*");

  private Rules() {}

  /// Why a proper request is refused, nothing when it is to be served.
  ///
  /// @param registers whether telephones may register here
  static Optional<Fault> check(WireMessage request, boolean registers) {
    String method = request.firstWord();
    if (method.equals("ACK")) {
      return Optional.empty();
    }
    Optional<Fault> refused = method(method, request.inDialog(), registers);
    if (refused.isPresent() || method.equals("CANCEL")) {
      return refused;
    }
    return extensions(request)
        .or(() -> method.equals("INVITE") ? invite(request) : Optional.empty())
        .or(() -> method.equals("UPDATE") ? session(request) : Optional.empty());
  }

  /// Whether a request would move a call, or take one over.
  static boolean transfers(WireMessage request) {
    return request.firstWord().equals("REFER") || replaces(request);
  }

  private static boolean replaces(WireMessage request) {
    return request.count("replaces") > 0 || request.count("join") > 0;
  }

  private static Optional<Fault> method(String method, boolean inDialog, boolean registers) {
    return switch (method) {
      case "REGISTER" ->
          registers && !inDialog
              ? Optional.empty()
              : Optional.of(Fault.of(403, "Registration Not Allowed"));
      case "REFER" -> Optional.of(Fault.of(603, "Decline"));
      case "INVITE", "OPTIONS", "CANCEL" -> Optional.empty();
      case "BYE", "INFO", "PRACK", "UPDATE" ->
          inDialog
              ? Optional.empty()
              : Optional.of(Fault.of(481, "Call/Transaction Does Not Exist"));
      case null, default -> Optional.of(Fault.of(405, "Method Not Allowed", ALLOW));
    };
  }

  private static Optional<Fault> extensions(WireMessage request) {
    var unknown = new ArrayList<String>();
    for (String option : request.tokens("require")) {
      if (!EXTENSIONS.contains(option.toLowerCase(Locale.ROOT))) {
        unknown.add(option);
      }
    }
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(Fault.of(420, "Bad Extension", "Unsupported: " + String.join(", ", unknown)));
  }

  private static Optional<Fault> invite(WireMessage request) {
    if (replaces(request)) {
      return Optional.of(Fault.of(403, "Replacing Calls Is Not Allowed"));
    }
    Optional<Fault> session = session(request);
    if (session.isPresent()) {
      return session;
    }
    if (request.count("accept") > 0
        && request.tokens("accept").stream()
            .noneMatch(range -> SDP_RANGES.contains(range.toLowerCase(Locale.ROOT)))) {
      return Optional.of(Fault.of(406, "Not Acceptable", ACCEPT));
    }
    boolean of2543 = !Branch.unique(request);
    if (request.count("contact") != 1 && !(of2543 && request.count("contact") == 0)) {
      return Optional.of(Fault.bad("Contact must stand exactly once"));
    }
    return Optional.empty();
  }

  /// What an INVITE and an UPDATE may bring.
  private static Optional<Fault> session(WireMessage request) {
    if (SessionTimer.tooShort(request)) {
      return Optional.of(
          Fault.of(422, "Session Interval Too Small", "Min-SE: " + SESSION_MIN_SECONDS));
    }
    if (Bodies.encoded(request)) {
      return Optional.of(Fault.of(415, "Unsupported Media Type", "Accept-Encoding: identity"));
    }
    if (request.body().length > 0 && Bodies.sdp(request).isEmpty() && !Bodies.optional(request)) {
      return Optional.of(Fault.of(415, "Unsupported Media Type", ACCEPT));
    }
    return Optional.empty();
  }
}
