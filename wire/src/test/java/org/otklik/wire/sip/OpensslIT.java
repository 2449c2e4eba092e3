package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Another implementation of TLS makes keys for us and talks with us.
final class OpensslIT {
  private static final String OPTIONS =
      """
      OPTIONS sip:115@127.0.0.1 SIP/2.0
      Via: SIP/2.0/TLS 127.0.0.1:9;rport;branch=z9hG4bKopenssl
      From: <sip:1@127.0.0.1>;tag=1
      To: <sip:115@127.0.0.1>
      Call-ID: openssl
      CSeq: 1 OPTIONS
      Content-Length: 0

      """
          .replace("\n", "\r\n");

  @TempDir private Path folder = Path.of("");

  private String run(String input, String... arguments) throws IOException, InterruptedException {
    var log = folder.resolve("log");
    Process process =
        new ProcessBuilder(arguments)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.US_ASCII));
      in.flush();
      process.waitFor(input.isEmpty() ? 20 : 2, TimeUnit.SECONDS);
    }
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return Files.readString(log, StandardCharsets.ISO_8859_1);
  }

  private SipTls tls(String... key) throws IOException, InterruptedException {
    run("", key);
    run(
        "",
        "openssl req -x509 -new -key key.pem -out certificate.pem -days 2 -subj /CN=localhost"
            .split(" ", -1));
    return SipTls.ofPem(
        0,
        Files.readString(folder.resolve("certificate.pem")),
        Files.readString(folder.resolve("key.pem")));
  }

  private String talk(SipEndpoint server, String... more) throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                "openssl",
                "s_client",
                "-connect",
                "127.0.0.1:" + server.tlsPort(),
                "-cipher",
                "ALL:@SECLEVEL=0"));
    command.addAll(List.of(more));
    return run(OPTIONS, command.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openssl ecparam -name prime256v1 -genkey -noout -out key.pem",
        "openssl genrsa -traditional -out key.pem 2048",
        "openssl genpkey -algorithm RSA -out key.pem"
      })
  void usesTheKeyInAnyForm(String command) throws Exception {
    var settings = SipSettings.on(InetAddress.getLoopbackAddress(), 0);
    try (var server =
        SipEndpoint.start(settings.securedBy(tls(command.split(" ", -1))), Desk.answering())) {

      assertThat(talk(server)).contains("SIP/2.0 200 OK");
    }
  }

  @Test
  void speaksNothingOlderThanTls12() throws Exception {
    var settings = SipSettings.on(InetAddress.getLoopbackAddress(), 0);
    var key = "openssl genpkey -algorithm RSA -out key.pem".split(" ", -1);
    try (var server = SipEndpoint.start(settings.securedBy(tls(key)), Desk.answering())) {

      assertThat(talk(server, "-tls1_3")).contains("TLSv1.3", "SIP/2.0 200 OK");
      assertThat(talk(server, "-tls1_2")).contains("TLSv1.2", "SIP/2.0 200 OK");
      assertThat(talk(server, "-tls1_1")).contains("alert").doesNotContain("SIP/2.0 200 OK");
      assertThat(talk(server, "-tls1")).contains("alert").doesNotContain("SIP/2.0 200 OK");
    }
  }
}
