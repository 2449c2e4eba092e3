package org.otklik.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SelfSignedCertificateTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir private Path folder;

  @Test
  void namesThisMachine() throws Exception {
    var certificate = certificate(at(NOW).files());

    certificate.checkValidity(Date.from(NOW));
    assertThat(certificate.getSubjectAlternativeNames().toString())
        .contains("localhost", "127.0.0.1");
  }

  @Test
  void keepsTheKeyForTheOwnerOnly() throws Exception {
    var key = at(NOW).files().key();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(key).content().startsWith("-----BEGIN PRIVATE KEY-----");
  }

  @Test
  void isKeptBetweenStarts() throws Exception {
    var first = certificate(at(NOW).files());
    var second = certificate(at(NOW.plus(Duration.ofDays(700))).files());

    assertThat(second).isEqualTo(first);
  }

  @Test
  void isRenewedBeforeItEnds() throws Exception {
    var first = certificate(at(NOW).files());
    var later = NOW.plus(Duration.ofDays(800));
    var second = certificate(at(later).files());

    assertThat(second).isNotEqualTo(first);
    second.checkValidity(Date.from(later));
  }

  private SelfSignedCertificate at(Instant now) {
    return new SelfSignedCertificate(folder, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static X509Certificate certificate(PemFiles files) throws Exception {
    try (var in = Files.newInputStream(files.certificate())) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
