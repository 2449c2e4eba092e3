package org.otklik.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.otklik.app.StartRefused;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/// The oldest server that the product supports: Debian's PostgreSQL 15.
final class ExternalServerIT {

  private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String PASSWORD = "for-this-test-only";

  private static Path folder;
  private static int port;

  @BeforeAll
  static void startServer() throws Exception {
    folder = Files.createTempDirectory("otklik-external-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    var password = Files.writeString(folder.resolve("password"), PASSWORD);
    port = freePort();
    run("initdb", "-D", data(), "-U", "otklik", "--pwfile=" + password, "-A", "scram-sha-256");
    var options =
        "-c port=%d -c listen_addresses=127.0.0.1 -c unix_socket_directories=".formatted(port);
    run(
        "pg_ctl",
        "start",
        "-w",
        "-D",
        data(),
        "-o",
        options,
        "-l",
        folder.resolve("log").toString());
  }

  @AfterAll
  static void stopServer() throws Exception {
    run("pg_ctl", "stop", "-w", "-m", "fast", "-D", data());
    FileSystemUtils.deleteRecursively(folder);
  }

  @Test
  void everyMigrationRunsOnTheOldestSupportedServer() throws SQLException {
    var address = ExternalServer.at(address(PASSWORD)).address();

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
    return new ServerAddress(
        "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port), "otklik", password);
  }

  private static String data() {
    return folder.resolve("data").toString();
  }

  /// PostgreSQL refuses to run as root: there, Debian's user postgres runs it.
  private static void run(String program, String... arguments) throws Exception {
    var command = new ArrayList<String>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(PROGRAMS.resolve(program).toString());
    command.addAll(List.of(arguments));
    var output = folder.resolve(program + ".out").toFile();
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
    assertThat(process.waitFor()).as(() -> read(output.toPath())).isZero();
  }

  private static String read(Path output) {
    try {
      return Files.readString(output);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
