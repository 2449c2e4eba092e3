package org.otklik.wire.sip;

import java.time.Duration;

/// What a registrar says to our REGISTER (RFC 3261 10.2).
public sealed interface RegistrationAnswer {

  /// It keeps us.
  ///
  /// @param granted for how long; it may be less than what was asked for, or more
  record Registered(Duration granted) implements RegistrationAnswer {}

  /// It keeps nobody for so short a time (423).
  ///
  /// @param wanted the shortest time that it takes; zero when it does not say
  record TooBrief(Duration wanted) implements RegistrationAnswer {}

  /// It does not keep us, or nobody is there.
  ///
  /// @param code 408 when no answer came, 503 also when nothing could be sent; 401 and 407 when our
  ///   password is wrong, or there is none
  /// @param retryAfter what it says of the next try; zero when it says nothing
  record Refused(int code, Duration retryAfter) implements RegistrationAnswer {}
}
