package org.otklik.app.notifications.sending;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.otklik.app.StartRefused;

/// Whose certificates a gateway's connection believes.
public final class Trust {
  private Trust() {}

  /// Makes encrypted connections.
  ///
  /// @param certificates a PEM file of those whom we trust; empty: those whom Java trusts
  /// @throws StartRefused if the file is no such file
  public static SSLSocketFactory sockets(String certificates) {
    try {
      var context = SSLContext.getInstance("TLS");
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(certificates.isBlank() ? null : store(Path.of(certificates)));
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new StartRefused(
          "Файл сертификатов «%s» не читается: нужен PEM.".formatted(certificates),
          "Cannot read the certificates in \"%s\": PEM is needed.".formatted(certificates),
          e);
    }
  }

  private static KeyStore store(Path file) throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var in = Files.newInputStream(file)) {
      int index = 0;
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("trusted-" + index++, certificate);
      }
    }
    return store;
  }
}
