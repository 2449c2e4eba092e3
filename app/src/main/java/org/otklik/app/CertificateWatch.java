package org.otklik.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Notices that the certificate was renewed, and tells those who serve it ([CertificateRenewed]):
/// nobody need be cut off for it.
///
/// 1. What is new counts when it was found twice, [#LOOK] apart: two files are not replaced in one
///    moment.
/// 2. What cannot be read, or does not belong together, is written down once, and the one before
///    serves on.
///
/// The files are read, not their times: they may be links that lead elsewhere now.
@Component
final class CertificateWatch implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

  /// How often it is looked.
  static final Duration LOOK = Duration.ofSeconds(3);

  private static final String UNREADABLE = "";
  private static final byte[] PROBE = "a key and its certificate".getBytes(StandardCharsets.UTF_8);

  private final ServerCertificate certificate;
  private final ApplicationEventPublisher events;
  private Optional<PemFiles> files = Optional.empty();

  // What the files held: when it was taken, when it was refused, and when they were read last.
  private String serving = UNREADABLE;
  private @Nullable String refused;
  private String latest = UNREADABLE;

  private volatile @Nullable ScheduledExecutorService ticking;

  CertificateWatch(ServerCertificate certificate, ApplicationEventPublisher events) {
    this.certificate = certificate;
    this.events = events;
  }

  @Override
  public void start() {
    begin();
    var started = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    var _ =
        started.scheduleWithFixedDelay(
            this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    ticking = started;
  }

  @Override
  public void stop() {
    var started = ticking;
    if (started != null) {
      started.shutdownNow();
      ticking = null;
    }
  }

  @Override
  public boolean isRunning() {
    return ticking != null;
  }

  /// Takes what is there now for what is served.
  void begin() {
    files = certificate.find();
    serving = files.map(CertificateWatch::read).orElse(UNREADABLE);
    latest = serving;
  }

  /// Looks once. One thread does.
  void look() {
    files.ifPresent(
        watched -> {
          var found = read(watched);
          if (found.equals(serving)) {
            refused = null;
          } else if (found.equals(latest) && !found.equals(refused)) {
            take(watched, found);
          }
          latest = found;
        });
  }

  private void take(PemFiles watched, String found) {
    try {
      check(watched);
      events.publishEvent(new CertificateRenewed(watched));
      serving = found;
      LOG.info("certificate renewed");
    } catch (IOException | GeneralSecurityException | RuntimeException fault) {
      refused = found;
      LOG.atError()
          .addKeyValue("fault", fault.getClass().getName())
          .log(
              "the renewed certificate cannot be used, the one before serves on:"
                  + " two PEM files are needed that belong together, the key not encrypted");
    }
  }

  /// @throws GeneralSecurityException if the key is not that of the certificate
  private static void check(PemFiles files) throws IOException, GeneralSecurityException {
    var chain = PemContent.load(files.certificate()).getCertificates();
    @Nullable PrivateKey key = PemContent.load(files.key()).getPrivateKey();
    if (chain == null || chain.isEmpty() || key == null) {
      throw new GeneralSecurityException("A certificate or its key is missing.");
    }
    var signature = Signature.getInstance(algorithm(key));
    signature.initSign(key);
    signature.update(PROBE);
    var signed = signature.sign();
    signature.initVerify(chain.getFirst());
    signature.update(PROBE);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("The key belongs to another certificate.");
    }
  }

  private static String algorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      case null, default -> key.getAlgorithm();
    };
  }

  /// The digest of what stands there: keys are not kept longer than they must be.
  private static String read(PemFiles files) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (Path file : List.of(files.certificate(), files.key())) {
        digest.update(Files.readAllBytes(file));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException unreadable) {
      return UNREADABLE;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("This JDK knows no SHA-256.", impossible);
    }
  }
}
