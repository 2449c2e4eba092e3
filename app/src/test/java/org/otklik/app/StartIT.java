package org.otklik.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.testing.ProductProcess;

/// The manners of the product at the console, each with real processes.
final class StartIT {

  private static final int EXIT_AFTER_INTERRUPT = 130;

  @TempDir private Path folder;

  @Test
  void startsTellsWhereItIsAndStopsOnInterrupt() throws IOException {
    try (var product = ProductProcess.start(environment()).awaitReady()) {
      assertThat(product.output()).contains("http://localhost:", "https://localhost:");
      assertThat(folder.resolve("logs/otklik.log")).content().contains("\"message\":");

      assertThat(product.interrupt()).isEqualTo(EXIT_AFTER_INTERRUPT);

      assertThat(folder.resolve("postgresql/cluster/postmaster.pid")).doesNotExist();
    }
  }

  @Test
  void startsAgainAfterItWasKilledAndRefusesASecondOnTheSameData() {
    ProductProcess.start(environment()).awaitReady().kill();

    try (var _ = ProductProcess.start(environment()).awaitReady();
        var second = ProductProcess.start(environment())) {
      assertRefusal(second, "OTKLIK_DATA");
    }
  }

  @Test
  void refusesATakenHttpPort() throws IOException {
    try (var taken = takenPort();
        var product =
            ProductProcess.start(with("SERVER_PORT", Integer.toString(taken.getLocalPort())))) {
      assertRefusal(product, "%d".formatted(taken.getLocalPort()));
    }
  }

  @Test
  void refusesATakenHttpsPort() throws IOException {
    try (var taken = takenPort();
        var product =
            ProductProcess.start(
                with("OTKLIK_HTTPS_PORT", Integer.toString(taken.getLocalPort())))) {
      assertRefusal(product, "%d".formatted(taken.getLocalPort()));
    }
  }

  @Test
  void refusesADataFolderThatItCannotWrite() throws IOException {
    var file = Files.createFile(folder.resolve("file"));

    try (var product = ProductProcess.start(with("OTKLIK_DATA", file.resolve("data").toString()))) {
      assertRefusal(product, "OTKLIK_DATA");
    }
  }

  @Test
  void refusesADatabaseThatItCannotReach() {
    try (var product =
        ProductProcess.start(with("SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:1/x"))) {
      assertRefusal(product, "SPRING_DATASOURCE_URL");
    }
  }

  @Test
  void refusesACertificateThatItCannotRead() {
    try (var product = ProductProcess.start(with("OTKLIK_HTTPS_CERTIFICATE", "/nowhere.pem"))) {
      assertRefusal(product, "/nowhere.pem");
    }
  }

  /// At the end a Russian line and an English one, no stack trace, and an exit code that scripts
  /// notice.
  private static void assertRefusal(ProductProcess product, String part) {
    assertThat(product.awaitEnd()).isEqualTo(1);
    var lines = product.output().lines().toList();
    assertThat(lines).hasSizeGreaterThanOrEqualTo(2);
    assertThat(lines.subList(lines.size() - 2, lines.size()))
        .allSatisfy(line -> assertThat(line).contains(part));
    assertThat(product.output()).doesNotContain("Exception", "\tat ");
  }

  private Map<String, String> environment() {
    return Map.of(
        "OTKLIK_DATA", folder.toString(),
        "SERVER_PORT", "0",
        "OTKLIK_HTTPS_PORT", "0",
        "OTKLIK_SIP_PORT", "0",
        "OTKLIK_DATABASE_PORT", "21432");
  }

  private Map<String, String> with(String name, String value) {
    var environment = new HashMap<>(environment());
    environment.put(name, value);
    return environment;
  }

  private static ServerSocket takenPort() throws IOException {
    var socket = new ServerSocket();
    socket.bind(new InetSocketAddress((InetAddress) null, 0));
    return socket;
  }
}
