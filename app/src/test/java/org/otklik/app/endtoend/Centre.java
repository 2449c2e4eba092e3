package org.otklik.app.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.otklik.app.testing.Await;

/// The product in a process of its own, as `./otklik run` starts it, so that it can be killed.
final class Centre implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofMinutes(3);
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Path data;
  private final Map<String, String> settings;
  private final int http;
  private final int sip;
  private Process process;

  private Centre(Path data, Map<String, String> settings) {
    this.data = data;
    this.settings = settings;
    this.http = freePort();
    this.sip = freeSipPort();
    this.process = start();
  }

  /// Starts with empty data.
  static Centre start(Path data) {
    return start(data, Map.of());
  }

  /// Starts with empty data and settings of the environment.
  static Centre start(Path data, Map<String, String> settings) {
    var centre = new Centre(data, settings);
    centre.awaitReady();
    return centre;
  }

  String address() {
    return "http://localhost:" + http;
  }

  int httpPort() {
    return http;
  }

  int sipPort() {
    return sip;
  }

  Path data() {
    return data;
  }

  /// The product's own process.
  ProcessHandle process() {
    return process.toHandle();
  }

  /// The processes of its database.
  List<ProcessHandle> databaseProcesses() {
    var server = ProcessHandle.of(postmaster()).orElseThrow();
    return Stream.concat(Stream.of(server), server.descendants()).toList();
  }

  /// Everything that the process has printed and logged.
  String log() {
    return read(data.resolveSibling(data.getFileName() + ".out"))
        + read(data.resolve("logs/otklik.log"));
  }

  /// Starts a tool beside the product, such as `call`; what it prints goes to a file.
  static Process command(Path output, String... arguments) {
    var command = java();
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `kill -9`.
  void kill() {
    process.destroyForcibly();
    join();
  }

  /// As Ctrl-C does.
  int stop() {
    process.destroy();
    join();
    return process.exitValue();
  }

  /// Starts again on the same data and ports.
  void startAgain() {
    process = start();
    awaitReady();
  }

  /// Stops; what was logged stays in `target/centre-1.log` and so on, for whoever looks into a
  /// failed test.
  @Override
  public void close() {
    if (process.isAlive()) {
      stop();
    }
    try {
      Files.writeString(
          Path.of("target", "centre-%d.log".formatted(NUMBER.incrementAndGet())), log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long postmaster() {
    try (var files = Files.walk(data)) {
      var pid = files.filter(file -> file.endsWith("postmaster.pid")).findFirst().orElseThrow();
      return Long.parseLong(Files.readAllLines(pid).getFirst().strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void join() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("The product did not end within 60 s.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private Process start() {
    var builder = new ProcessBuilder(java()).redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(
            data.resolveSibling(data.getFileName() + ".out").toFile()));
    var environment = builder.environment();
    environment.put("OTKLIK_DATA", data.toString());
    environment.put("SERVER_PORT", Integer.toString(http));
    environment.put("OTKLIK_HTTPS_PORT", Integer.toString(freePort()));
    environment.put("OTKLIK_SIP_PORT", Integer.toString(sip));
    environment.put("OTKLIK_MEDIA_ADDRESS", "127.0.0.1");
    environment.put("OTKLIK_MEDIA_PORTS", mediaPorts());
    environment.putAll(settings);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> java() {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx700m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-jar",
            jar().toString()));
  }

  /// What the build has just packed; tests that need it run after packing.
  private static Path jar() {
    try (var files = Files.newDirectoryStream(Path.of("target"), "otklik-app-*-boot.jar")) {
      return files.iterator().next().toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() {
    var client = HttpClient.newHttpClient();
    var request =
        HttpRequest.newBuilder(URI.create(address() + "/actuator/health"))
            .timeout(Duration.ofSeconds(2))
            .build();
    try {
      Await.until(
          "the product is ready",
          READY_WITHIN,
          () -> {
            if (!process.isAlive()) {
              throw new AssertionError("The product ended at start:\n" + log());
            }
            return answers(client, request);
          });
    } catch (AssertionError e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static boolean answers(HttpClient client, HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Free for UDP and TCP.
  private static int freeSipPort() {
    while (true) {
      var port = freePort();
      try (var _ = new DatagramSocket(port)) {
        return port;
      } catch (IOException _) {
        // Taken for UDP: the next.
      }
    }
  }

  /// A range below the system's own; different for each process that tests.
  private String mediaPorts() {
    var from = 20_000 + 400 * (int) (ProcessHandle.current().pid() % 20);
    return "%d-%d".formatted(from, from + 399);
  }
}
