package org.otklik.app;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes the certificate with which a demo serves its pages over HTTPS: browsers give pages the
/// microphone only there. It names this machine and its addresses, and is kept between starts, so
/// that a browser asks about it once.
final class SelfSignedCertificate {

  private static final Duration VALIDITY = Duration.ofDays(825); // browsers accept no longer ones
  private static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);
  private static final Duration CLOCK_DIFFERENCE = Duration.ofDays(1);
  private static final int SERIAL_BITS = 120; // RFC 5280, section 4.1.2.2: at most 20 octets

  private final Path folder;
  private final Clock clock;

  /// @param folder where the two files are kept; made if it is not there
  SelfSignedCertificate(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /// The files of the certificate, made now if there is none or it ends soon.
  PemFiles files() {
    var files = new PemFiles(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
    try {
      if (!lastsLongEnough(files)) {
        Files.createDirectories(folder);
        make(files);
      }
      return files;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    } catch (GeneralSecurityException | OperatorCreationException impossible) {
      throw new IllegalStateException("This JDK cannot make a certificate.", impossible);
    }
  }

  private boolean lastsLongEnough(PemFiles files) throws IOException, GeneralSecurityException {
    if (!Files.exists(files.certificate()) || !Files.exists(files.key())) {
      return false;
    }
    try (var in = Files.newInputStream(files.certificate())) {
      var certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      return certificate
          .getNotAfter()
          .toInstant()
          .isAfter(clock.instant().plus(RENEWED_BEFORE_END));
    }
  }

  private void make(PemFiles files)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    var keys = generator.generateKeyPair();
    write(files.key(), new JcaPKCS8Generator(keys.getPrivate(), null));
    write(files.certificate(), certificateFor(keys, clock.instant()));
  }

  private static Object certificateFor(KeyPair keys, Instant now)
      throws IOException, OperatorCreationException {
    var name = new X500Name("CN=Otklik demo");
    return new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(SERIAL_BITS, new SecureRandom()),
            Date.from(now.minus(CLOCK_DIFFERENCE)),
            Date.from(now.plus(VALIDITY).minus(CLOCK_DIFFERENCE)),
            name,
            keys.getPublic())
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
        .addExtension(
            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
        .addExtension(Extension.subjectAlternativeName, false, namesOfThisMachine())
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
  }

  private static GeneralNames namesOfThisMachine() throws IOException {
    var addresses =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .map(InetAddress::getHostAddress)
            .map(address -> address.replaceFirst("%.*", "")) // the zone of a link-local address
            .distinct()
            .map(address -> new GeneralName(GeneralName.iPAddress, address));
    var names =
        Stream.of("localhost", InetAddress.getLocalHost().getHostName())
            .distinct()
            .map(host -> new GeneralName(GeneralName.dNSName, host));
    return new GeneralNames(Stream.concat(names, addresses).toArray(GeneralName[]::new));
  }

  /// Readable by the owner only, and either there as a whole or not at all.
  private void write(Path file, Object content) throws IOException {
    var text = new StringWriter();
    try (var pem = new JcaPEMWriter(text)) {
      pem.writeObject(content);
    }
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var unfinished = Files.createTempFile(folder, "pem-", ".tmp", ownerOnly);
    Files.writeString(unfinished, text.toString());
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
