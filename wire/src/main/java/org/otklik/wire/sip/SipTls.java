package org.otklik.wire.sip;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

/// SIP over TLS (RFC 3261 26.3.1): 1.3 and 1.2, on a port of its own.
///
/// Whoever calls us need not show a certificate. Whoever we call must show one that the context
/// trusts and that names the host that we called (RFC 5922 7).
///
/// @param port TCP port; 0 takes a free one
/// @param context with our key and certificates, and with whom we trust; asked for each connection,
///   so that a renewed certificate serves the next
public record SipTls(int port, Supplier<SSLContext> context) {

  /// The standard port (RFC 3261 19.1.2).
  public static final int DEFAULT_PORT = 5061;

  private static final char[] NO_PASSWORD = new char[0];

  public SipTls {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("The TLS port (%d) must be 0 to 65535.".formatted(port));
    }
  }

  /// Takes key and certificates in the form of most certificate authorities (RFC 7468). Whom we
  /// call is trusted as this Java trusts.
  ///
  /// @see #ofPem(int, String, String, String)
  public static SipTls ofPem(int port, String certificates, String privateKey) {
    return ofPem(port, certificates, privateKey, "");
  }

  /// The same with the authorities by which those are known whom we call.
  ///
  /// @see #contextOfPem(String, String, String)
  public static SipTls ofPem(int port, String certificates, String privateKey, String trusted) {
    SSLContext context = contextOfPem(certificates, privateKey, trusted);
    return new SipTls(port, () -> context);
  }

  /// Takes key and certificates, and the authorities by which those are known whom we call.
  ///
  /// @param certificates ours first, then those that it leads to
  /// @param privateKey not encrypted: PKCS 8, or the older forms for RSA and EC
  /// @param trusted certificates of authorities; empty means those of this Java
  /// @throws IllegalArgumentException when one of them cannot be read, or they do not belong
  ///   together; the message does not repeat them
  public static SSLContext contextOfPem(String certificates, String privateKey, String trusted) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      store.setKeyEntry("sip", key(privateKey), NO_PASSWORD, chain(certificates));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trusted.isEmpty() ? null : trust(chain(trusted)), null);
      return context;
    } catch (GeneralSecurityException | IOException fault) {
      throw new IllegalArgumentException(
          "The key or the certificates for SIP over TLS cannot be used.", fault);
    }
  }

  private static TrustManager[] trust(X509Certificate[] authorities)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    for (int i = 0; i < authorities.length; i++) {
      store.setCertificateEntry("authority" + i, authorities[i]);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust.getTrustManagers();
  }

  private static X509Certificate[] chain(String pem) throws IOException, GeneralSecurityException {
    var converter = new JcaX509CertificateConverter();
    var chain = new ArrayList<X509Certificate>();
    for (Object part : parts(pem)) {
      if (part instanceof X509CertificateHolder certificate) {
        chain.add(converter.getCertificate(certificate));
      }
    }
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("There is no certificate for SIP over TLS.");
    }
    return chain.toArray(X509Certificate[]::new);
  }

  private static PrivateKey key(String pem) throws IOException {
    var converter = new JcaPEMKeyConverter();
    for (Object part : parts(pem)) {
      if (part instanceof PrivateKeyInfo key) {
        return converter.getPrivateKey(key);
      }
      if (part instanceof PEMKeyPair pair) {
        return converter.getPrivateKey(pair.getPrivateKeyInfo());
      }
    }
    throw new IllegalArgumentException(
        "There is no private key for SIP over TLS. Maybe it is encrypted: decrypt it.");
  }

  private static List<Object> parts(String pem) throws IOException {
    var parts = new ArrayList<Object>();
    try (var parser = new PEMParser(new StringReader(pem))) {
      for (@Nullable Object part = parser.readObject(); part != null; part = parser.readObject()) {
        parts.add(part);
      }
    }
    return parts;
  }
}
