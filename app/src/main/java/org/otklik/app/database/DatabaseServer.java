package org.otklik.app.database;

/// A PostgreSQL server that is there: the embedded one or the administrator's own.
sealed interface DatabaseServer extends AutoCloseable permits EmbeddedServer, ExternalServer {

  /// How the product signs in.
  ServerAddress address();

  @Override
  void close();
}
