package org.otklik.engine.routing;

/// The way in which a citizen and an operator meet.
public enum Channel {
  /// A telephone call or a call from the browser.
  CALL,
  /// A written conversation.
  CHAT,
  /// Our promise to call.
  CALLBACK,
  /// A voice message to be heard and answered.
  MESSAGE
}
