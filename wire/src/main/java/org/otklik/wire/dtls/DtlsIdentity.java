package org.otklik.wire.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/// The key and self-signed certificate that this process shows to browsers; they know it by the
/// fingerprint in the SDP (RFC 8122). One serves all legs; any thread may use it.
public final class DtlsIdentity {

  /// How far back the certificate is dated: clocks differ.
  private static final Duration BACKDATED = Duration.ofDays(1);

  /// How long it is dated to be good; nobody checks that of a self-signed one (RFC 8827 section
  /// 6.5).
  private static final Duration LIFE = Duration.ofDays(365);

  private static final String SIGNATURE = "SHA256withECDSA";

  private final BcTlsCrypto crypto;
  private final AsymmetricKeyParameter privateKey;
  private final Certificate certificate;
  private final String fingerprint;

  private DtlsIdentity(BcTlsCrypto crypto, AsymmetricKeyParameter privateKey, byte[] encoded)
      throws IOException {
    this.crypto = crypto;
    this.privateKey = privateKey;
    this.certificate = new Certificate(new TlsCertificate[] {crypto.createCertificate(encoded)});
    this.fingerprint = fingerprint(encoded);
  }

  /// Makes a new P-256 key and certificate.
  ///
  /// @param random also the source of all random numbers in the handshakes of this identity
  public static DtlsIdentity generate(SecureRandom random, Instant now) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      var keys = generator.generateKeyPair();
      var name = new X500Name("CN=otklik");
      var certificate =
          new JcaX509v3CertificateBuilder(
                  name,
                  new BigInteger(63, random).add(BigInteger.ONE),
                  Date.from(now.minus(BACKDATED)),
                  Date.from(now.plus(LIFE)),
                  name,
                  keys.getPublic())
              .build(new JcaContentSignerBuilder(SIGNATURE).build(keys.getPrivate()));
      return new DtlsIdentity(
          new BcTlsCrypto(random),
          PrivateKeyFactory.createKey(keys.getPrivate().getEncoded()),
          certificate.getEncoded());
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("This Java cannot make a P-256 certificate.", e);
    }
  }

  /// The certificate's SHA-256 as in `a=fingerprint:sha-256`: upper-case hexadecimal with colons.
  public String fingerprintSha256() {
    return fingerprint;
  }

  BcTlsCrypto crypto() {
    return crypto;
  }

  AsymmetricKeyParameter privateKey() {
    return privateKey;
  }

  Certificate certificate() {
    return certificate;
  }

  /// The SHA-256 of an encoded certificate, in the form of [#fingerprintSha256].
  static String fingerprint(byte[] encoded) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(encoded);
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot do SHA-256.", e);
    }
  }

  /// Says whether an encoded certificate has this fingerprint; upper and lower case are one.
  static boolean matches(byte[] encoded, String fingerprintSha256) {
    return fingerprint(encoded).equals(fingerprintSha256.toUpperCase(Locale.ROOT));
  }
}
