package org.otklik.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/// A database server that is somebody else's: Debian's PostgreSQL 15, the oldest that the product
/// supports.
public final class DebianPostgres implements AutoCloseable {
  public static final String USER = "otklik";
  public static final String PASSWORD = "for-this-test-only";
  private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");

  private final Path folder;
  private final int port = freePort();

  private DebianPostgres(Path folder) {
    this.folder = folder;
  }

  /// Makes an empty one and starts it.
  public static DebianPostgres start() {
    try {
      var folder = Files.createTempDirectory("otklik-external-");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
      var password = Files.writeString(folder.resolve("password"), PASSWORD);
      var server = new DebianPostgres(folder);
      server.run(
          "initdb", "-D", server.data(), "-U", USER, "--pwfile=" + password, "-A", "scram-sha-256");
      server.up();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  /// The address of its database for the driver, by a port that leads to the server.
  public static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
  }

  /// Stops it and starts it again, whoever is connected.
  public void restart() {
    down();
    up();
  }

  @Override
  public void close() {
    down();
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void up() {
    var options =
        "-c port=%d -c listen_addresses=127.0.0.1 -c unix_socket_directories=".formatted(port);
    var log = folder.resolve("log").toString();
    run("pg_ctl", "start", "-w", "-D", data(), "-o", options, "-l", log);
  }

  private void down() {
    run("pg_ctl", "stop", "-w", "-m", "fast", "-D", data());
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  /// PostgreSQL refuses to run as root: there, Debian's user postgres runs it.
  private void run(String program, String... arguments) {
    var command = new ArrayList<String>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(PROGRAMS.resolve(program).toString());
    command.addAll(List.of(arguments));
    var output = folder.resolve(program + ".out");
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      assertThat(process.waitFor()).as(() -> read(output)).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String read(Path output) {
    try {
      return Files.readString(output);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
