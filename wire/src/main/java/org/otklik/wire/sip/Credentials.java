package org.otklik.wire.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Our answer to a challenge, for the request that was challenged (RFC 3261 22.2, 22.3).
///
/// @param name `Authorization` or `Proxy-Authorization`
record Credentials(String name, String value) {

  /// Answers a 401 or 407; nothing when there is no password, the challenge is foreign, or the
  /// request had an answer already: then the password is wrong.
  static Optional<Credentials> answer(
      SipIdentity identity, SIPRequest challenged, WireMessage response, int code) {
    boolean proxy = code == 407;
    String name = proxy ? "Proxy-Authorization" : "Authorization";
    var answers = identity.password();
    if (answers == null || (code != 401 && !proxy) || challenged.getHeader(name) != null) {
      return Optional.empty();
    }
    return answers
        .answer(
            response.all(proxy ? "proxy-authenticate" : "www-authenticate"),
            challenged.getMethod(),
            challenged.getRequestURI().toString())
        .map(value -> new Credentials(name, value));
  }

  /// The lines of the next try: what the request answered to others on its way before, and this.
  /// Without those they would ask again, each in turn and without end.
  List<String> after(SIPRequest challenged) {
    return Stream.concat(
            Stream.of("Authorization", "Proxy-Authorization")
                .filter(other -> challenged.getHeader(other) != null)
                .map(other -> challenged.getHeader(other).toString().strip()),
            Stream.of(line()))
        .toList();
  }

  String line() {
    return name + ": " + value;
  }
}
