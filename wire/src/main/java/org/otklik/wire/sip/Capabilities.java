package org.otklik.wire.sip;

import java.util.List;

/// What this side can do, as OPTIONS is told (RFC 3261 11.2).
final class Capabilities {
  static final List<String> LINES =
      List.of(
          Rules.ALLOW,
          Rules.ACCEPT + ", application/dtmf-relay, application/dtmf",
          "Accept-Encoding: identity",
          "Accept-Language: ru, en",
          "Supported: timer, 100rel");

  static final Fault ANSWER = new Fault(200, "OK", LINES);

  private Capabilities() {}
}
