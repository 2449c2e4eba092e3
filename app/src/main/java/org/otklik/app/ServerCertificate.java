package org.otklik.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The certificate by which the centre proves itself, to browsers and to telephones. It is
///
/// 1. the configured one, if there is one;
/// 2. in a demo without one, a self-signed one kept in the data folder;
/// 3. otherwise none: a proxy in front is expected to provide it.
@Component
public final class ServerCertificate {

  private final ProductSettings settings;
  private final DataFolder data;
  private final Clock clock;

  ServerCertificate(ProductSettings settings, DataFolder data, Clock clock) {
    this.settings = settings;
    this.data = data;
    this.clock = clock;
  }

  /// Whether there is one that others can trust.
  public boolean configured() {
    return settings.https().configured();
  }

  /// The certificate and its key, made now if they are ours to make.
  ///
  /// @throws StartRefused if a file of the configured one cannot be read
  public Optional<PemFiles> find() {
    var https = settings.https();
    if (https.configured()) {
      return Optional.of(
          new PemFiles(
              readable(https.certificate(), "OTKLIK_HTTPS_CERTIFICATE"),
              readable(https.key(), "OTKLIK_HTTPS_KEY")));
    }
    return settings.demo()
        ? Optional.of(new SelfSignedCertificate(data.path().resolve("https"), clock).files())
        : Optional.empty();
  }

  private static Path readable(String file, String variable) {
    if (!file.isBlank() && Files.isReadable(Path.of(file))) {
      return Path.of(file).toAbsolutePath();
    }
    throw new StartRefused(
        "Для HTTPS нужны оба файла PEM, сертификат и ключ, а файл «%s» из %s не читается: исправьте путь или уберите обе переменные."
            .formatted(file, variable),
        "HTTPS needs two PEM files, certificate and key, and the file \"%s\" of %s cannot be read: correct the path or remove both variables."
            .formatted(file, variable));
  }
}
