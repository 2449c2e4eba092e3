package org.otklik.app.notifications.sending;

/// How an attempt ended. Reasons are codes without personal data.
public sealed interface Outcome {

  /// The gateway has taken it under this id.
  record Taken(String gatewayId) implements Outcome {}

  /// The gateway will never take it.
  record Refused(String reason) implements Outcome {}

  /// The gateway did not take it; perhaps later.
  record NotNow(String reason) implements Outcome {}

  /// The gateway takes nothing just now: all wait, and the attempt does not count.
  record Busy(String reason) implements Outcome {}

  /// Nobody knows whether the gateway has taken it: it is sent again with the same reference.
  record Unanswered(String reason) implements Outcome {}
}
