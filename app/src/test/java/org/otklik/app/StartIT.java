package org.otklik.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.ProductProcess;

/// The manners of the product at the console, each with real processes.
final class StartIT {

  private static final int EXIT_AFTER_INTERRUPT = 130;
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void startsTellsWhereItIsTakesANewCertificateAndStopsOnInterrupt() throws Exception {
    try (var product = ProductProcess.start(with("OTKLIK_SIP_TLS_PORT", "0")).awaitReady()) {
      assertThat(product.output()).contains("http://localhost:", "https://localhost:");
      assertThat(folder.resolve("logs/otklik.log")).content().contains("\"message\":");

      var renewed = renewCertificate();
      for (var port : List.of("https://localhost:", "sips:115@\\S+:")) {
        Await.until(
            "the new certificate is shown at " + port,
            SOON,
            () -> trusts(renewed, port(product, port)));
      }

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

  /// Puts another certificate in the place of the first; who trusts it alone is returned.
  private SSLContext renewCertificate() throws IOException, GeneralSecurityException {
    var now = Clock.fixed(Files.getLastModifiedTime(folder).toInstant(), ZoneOffset.UTC);
    var files = new SelfSignedCertificate(folder.resolve("renewed"), now).files();
    for (var file : List.of(files.key(), files.certificate())) {
      Files.copy(
          file,
          folder.resolve("https").resolve(file.getFileName()),
          StandardCopyOption.REPLACE_EXISTING);
    }
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var in = Files.newInputStream(files.certificate())) {
      store.setCertificateEntry(
          "renewed", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    var trusting = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusting.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trusting.getTrustManagers(), null);
    return context;
  }

  private static int port(ProductProcess product, String before) {
    var port = Pattern.compile(before + "(\\d+)").matcher(product.output());
    assertThat(port.find()).isTrue();
    return Integer.parseInt(port.group(1));
  }

  private static boolean trusts(SSLContext context, int port) {
    try (var socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.startHandshake();
      return true;
    } catch (IOException _) {
      return false;
    }
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
