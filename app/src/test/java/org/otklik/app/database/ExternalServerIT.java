package org.otklik.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.otklik.app.StartRefused;
import org.otklik.app.testing.DebianPostgres;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// The oldest server that the product supports: Debian's PostgreSQL 15.
final class ExternalServerIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static DebianPostgres server;

  @BeforeAll
  static void startServer() {
    server = DebianPostgres.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Test
  void everyMigrationRunsOnTheOldestSupportedServer() throws SQLException {
    var address = ExternalServer.at(address(DebianPostgres.PASSWORD)).address();

    Migrations.run(new DriverManagerDataSource(address.url(), address.connection(LIMIT, LIMIT)));

    try (var connection =
            DriverManager.getConnection(address.url(), address.connection(LIMIT, LIMIT));
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery("select count(*) from pg_extension where extname = 'pg_trgm'")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(1);
    }
  }

  @Test
  void refusesAWrongPasswordInOneSentence() {
    assertThatThrownBy(() -> ExternalServer.at(address("wrong")))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("SPRING_DATASOURCE_PASSWORD");
  }

  @Test
  void refusesAnUnreachableServerInOneSentence() throws IOException {
    var nobody =
        new ServerAddress("jdbc:postgresql://127.0.0.1:%d/x".formatted(freePort()), "x", "x");

    assertThatThrownBy(() -> ExternalServer.at(nobody))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("SPRING_DATASOURCE_URL");
  }

  @Test
  void refusesAnOlderServerInOneSentence() {
    assertThatThrownBy(() -> ExternalServer.requireSupported(14))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("PostgreSQL 14");
  }

  private static ServerAddress address(String password) {
    return new ServerAddress(DebianPostgres.url(server.port()), DebianPostgres.USER, password);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
