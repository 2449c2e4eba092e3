package org.otklik.app;

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
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Serves the pages over HTTPS beside HTTP, where there is a certificate.
@Component
@Order(Ordered.LOWEST_PRECEDENCE) // after those whose settings of the first connector it copies
final class HttpsConnector implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private final ProductSettings settings;
  private final ServerCertificate certificate;
  private @Nullable Connector connector;

  HttpsConnector(ProductSettings settings, ServerCertificate certificate) {
    this.settings = settings;
    this.certificate = certificate;
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    certificate
        .find()
        .ifPresent(
            files -> {
              connector = connector(files, factory);
              factory.addAdditionalConnectors(connector);
            });
  }

  /// Serves new connections with the renewed certificate.
  @EventListener
  void on(CertificateRenewed renewed) {
    var serving = connector;
    if (serving != null) {
      serving.getProtocolHandler().addSslHostConfig(hostWith(renewed.files()), true);
    }
  }

  /// The port that is served, once it is.
  int port() {
    var serving = connector;
    return serving == null ? settings.https().port() : serving.getLocalPort();
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
}
