package org.otklik.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otklik.app.StartRefused;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.ProductProcess;

final class EmbeddedServerTest {

  private static final int FIRST_PORT = 18_432;
  private static final int CONNECTIONS_MAX = 20;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir private static Path folder;
  private static EmbeddedServer server;

  @BeforeAll
  static void start() {
    server = EmbeddedServer.start(folder, FIRST_PORT, CONNECTIONS_MAX);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "fsync, on",
    "synchronous_commit, on",
    "full_page_writes, on",
    "max_connections, 20",
    "listen_addresses, 127.0.0.1",
    "unix_socket_directories, ''",
  })
  void runsWithTheSettingsThatKeepDataSafe(String setting, String value) throws SQLException {
    assertThat(ask(server.superuserAddress(), "show " + setting)).isEqualTo(value);
  }

  @Test
  void letsNobodyInWithoutThePassword() {
    var address = server.address();
    var guess = new ServerAddress(address.url(), Cluster.SUPERUSER, "postgres");

    assertThatThrownBy(() -> ask(guess, "select 1"))
        .isInstanceOfSatisfying(
            SQLException.class, refused -> assertThat(refused.getSQLState()).isEqualTo("28P01"));
  }

  @Test
  void keepsThePasswordForTheOwnerOnly() throws IOException {
    var permissions = Files.getPosixFilePermissions(folder.resolve("password"));

    assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
  }

  @Test
  void theProductIsNoSuperuser() throws SQLException {
    assertThat(ask(server.address(), "show is_superuser")).isEqualTo("off");
  }

  @Test
  void changesTheCaseOfRussianLetters() throws SQLException {
    assertThat(ask(server.address(), "select lower('ЁЛКА')")).isEqualTo("ёлка");
  }

  @Test
  void isStartedAgainWhenItIsKilled() throws SQLException {
    var killed = server.pid();
    ask(server.address(), "create table if not exists kept (id int)");

    ProcessHandle.of(killed).orElseThrow().destroyForcibly();

    Await.until("the server is started again", LIMIT, () -> server.pid() != killed);
    assertThat(ask(server.address(), "select count(*) from kept")).isEqualTo("0");
  }

  @Test
  void takesOverTheDataOfAKilledProduct(@TempDir Path data) throws Exception {
    var killed =
        ProductProcess.start(
                Map.of("OTKLIK_DATA", data.toString(), "OTKLIK_DATABASE_PORT", "19432"), "database")
            .awaitReady();
    var folderOfKilled = data.resolve("postgresql");
    var address = leftoverAddress(folderOfKilled);
    ask(address, "create table kept as select 42 as answer");

    killed.kill();

    try (var taken = EmbeddedServer.start(folderOfKilled, FIRST_PORT, CONNECTIONS_MAX)) {
      assertThat(ask(taken.address(), "select answer from kept")).isEqualTo("42");
      assertThatThrownBy(() -> ask(address, "select 1")).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void refusesDataOfAnotherMajorVersion(@TempDir Path older) throws IOException {
    Files.writeString(
        Files.createDirectory(older.resolve("cluster")).resolve("PG_VERSION"), "17\n");

    assertThatThrownBy(() -> EmbeddedServer.start(older, FIRST_PORT, CONNECTIONS_MAX))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("PostgreSQL 17")
        .hasMessageContaining("pg_dump");
  }

  private static ServerAddress leftoverAddress(Path folder) throws IOException {
    var port = Files.readAllLines(folder.resolve("cluster").resolve("postmaster.pid")).get(3);
    var password = Files.readString(folder.resolve("password"));
    return new ServerAddress(
        "jdbc:postgresql://127.0.0.1:%s/otklik".formatted(port), "otklik", password);
  }

  private static String ask(ServerAddress address, String sql) throws SQLException {
    try (var connection = connect(address);
        var statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      var rows = statement.getResultSet();
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection connect(ServerAddress address) throws SQLException {
    return DriverManager.getConnection(address.url(), address.connection(LIMIT, LIMIT));
  }
}
