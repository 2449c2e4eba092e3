package org.otklik.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.CompressionConnectorCustomizer;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Serves the pages over HTTPS beside HTTP. The certificate is
///
/// 1. the configured one, if there is one;
/// 2. in a demo without one, a self-signed one kept in the data folder;
/// 3. otherwise none, and there is no HTTPS: a proxy in front is expected to provide it.
@Component
@Order(Ordered.LOWEST_PRECEDENCE) // after those whose settings of the first connector it copies
final class HttpsConnector implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private final ProductSettings settings;
  private final DataFolder data;
  private final Clock clock;
  private @Nullable Connector connector;

  HttpsConnector(ProductSettings settings, DataFolder data, Clock clock) {
    this.settings = settings;
    this.data = data;
    this.clock = clock;
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    findCertificate()
        .ifPresent(
            files -> {
              connector = connector(files, factory);
              factory.addAdditionalConnectors(connector);
            });
  }

  /// The port that is served, once it is.
  int port() {
    var serving = connector;
    return serving == null ? settings.https().port() : serving.getLocalPort();
  }

  private Optional<PemFiles> findCertificate() {
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

  private Connector connector(PemFiles files, TomcatWebServerFactory factory) {
    var connector = new Connector(TomcatWebServerFactory.DEFAULT_PROTOCOL);
    factory.getConnectorCustomizers().forEach(customizer -> customizer.customize(connector));
    new CompressionConnectorCustomizer(factory.getCompression()).customize(connector);
    connector.getProtocolHandler().setExecutor(new VirtualThreadExecutor("https-"));
    connector.addUpgradeProtocol(new Http2Protocol());
    connector.setPort(settings.https().port());
    connector.setScheme("https");
    connector.setSecure(true);
    connector.setProperty("SSLEnabled", "true");
    connector.addSslHostConfig(hostWith(files));
    return connector;
  }

  private static SSLHostConfig hostWith(PemFiles files) {
    var host = new SSLHostConfig();
    host.setProtocols("TLSv1.2+TLSv1.3");
    var certificate = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
    certificate.setCertificateFile(files.certificate().toString());
    certificate.setCertificateKeyFile(files.key().toString());
    host.addCertificate(certificate);
    return host;
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
