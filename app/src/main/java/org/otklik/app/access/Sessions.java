package org.otklik.app.access;

/// Who is signed in; for connections that outlive a request, such as an operator's WebSocket.
public interface Sessions {

  /// Whether the session still holds; asking counts as activity, so ask at each heartbeat and close
  /// the connection on false. While the database is away the last known answer stands.
  boolean keepAlive(SessionId session);
}
