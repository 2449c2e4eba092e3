package org.otklik.app.telephony.signalling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.otklik.app.CertificateRenewed;
import org.otklik.app.PemFiles;
import org.otklik.app.ServerCertificate;
import org.otklik.app.StartRefused;
import org.otklik.app.telephony.settings.TelephonySettings;
import org.otklik.wire.sip.SipTls;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Decides whether there is SIP over TLS, and with which certificate: that of the pages. A port in
/// the settings wants it; without one it is on 5061 where a certificate is configured.
@Component
final class SipCertificate {
  private final TelephonySettings.Sip settings;
  private final ServerCertificate certificate;
  private volatile @Nullable SSLContext serving;

  SipCertificate(TelephonySettings settings, ServerCertificate certificate) {
    this.settings = settings.sip();
    this.certificate = certificate;
  }

  /// How TLS is done; empty without.
  ///
  /// @throws StartRefused if it is wanted and cannot be
  Optional<SipTls> find() {
    var port = settings.tlsPort();
    if (port >= 0) {
      return Optional.of(tls(port, certificate.find().orElseThrow(SipCertificate::missing)));
    }
    return certificate.configured()
        ? certificate.find().map(files -> tls(SipTls.DEFAULT_PORT, files))
        : Optional.empty();
  }

  /// Serves new connections with the renewed certificate, and knows trunks by the authorities that
  /// are trusted now.
  @EventListener
  void on(CertificateRenewed renewed) throws IOException {
    if (serving != null) {
      serving = read(renewed.files());
    }
  }

  private SSLContext read(PemFiles files) throws IOException {
    var trusted = settings.trusted().isBlank() ? "" : Files.readString(Path.of(settings.trusted()));
    return SipTls.contextOfPem(
        Files.readString(files.certificate()), Files.readString(files.key()), trusted);
  }

  private SipTls tls(int port, PemFiles files) {
    try {
      serving = read(files);
      return new SipTls(port, () -> Objects.requireNonNull(serving));
    } catch (IOException | IllegalArgumentException e) {
      throw new StartRefused(
          "Сертификат для SIP по TLS не читается: проверьте OTKLIK_HTTPS_CERTIFICATE, OTKLIK_HTTPS_KEY (ключ без пароля) и OTKLIK_SIP_TRUSTED.",
          "The certificate for SIP over TLS cannot be read: check OTKLIK_HTTPS_CERTIFICATE, OTKLIK_HTTPS_KEY (not encrypted) and OTKLIK_SIP_TRUSTED.",
          e);
    }
  }

  private static StartRefused missing() {
    return new StartRefused(
        "Порт SIP по TLS задан, а сертификата нет: задайте OTKLIK_HTTPS_CERTIFICATE и OTKLIK_HTTPS_KEY или уберите OTKLIK_SIP_TLS_PORT.",
        "A port of SIP over TLS is set, and there is no certificate: set OTKLIK_HTTPS_CERTIFICATE and OTKLIK_HTTPS_KEY, or remove OTKLIK_SIP_TLS_PORT.");
  }
}
