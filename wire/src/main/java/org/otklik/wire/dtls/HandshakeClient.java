package org.otklik.wire.dtls;

import java.io.IOException;
import java.util.Hashtable;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.otklik.wire.srtp.SrtpSession;

/// A browser's side of one handshake, for rehearsals. The handshake's thread owns it.
final class HandshakeClient extends DefaultTlsClient {

  /// Browsers are quick to send a flight again.
  private static final int RESEND_MILLIS = 100;

  private final DtlsIdentity identity;
  private final String serverFingerprint;
  private byte[] keying = {};

  HandshakeClient(DtlsIdentity identity, String serverFingerprint) {
    super(identity.crypto());
    this.identity = identity;
    this.serverFingerprint = serverFingerprint;
  }

  /// What SRTP is keyed with; empty before the handshake is complete.
  byte[] keying() {
    return keying;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.DTLSv12.only();
  }

  @Override
  public int getHandshakeResendTimeMillis() {
    return RESEND_MILLIS;
  }

  @Override
  @SuppressWarnings("rawtypes") // Bouncy Castle's signature
  public Hashtable getClientExtensions() throws IOException {
    var extensions = super.getClientExtensions();
    TlsSRTPUtils.addUseSRTPExtension(
        extensions,
        new UseSRTPData(
            new int[] {SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80}, TlsUtils.EMPTY_BYTES));
    return extensions;
  }

  @Override
  public TlsAuthentication getAuthentication() {
    return new TlsAuthentication() {

      @Override
      public void notifyServerCertificate(TlsServerCertificate server) throws IOException {
        var encoded = server.getCertificate().getCertificateAt(0).getEncoded();
        if (!DtlsIdentity.matches(encoded, serverFingerprint)) {
          throw new TlsFatalAlert(AlertDescription.bad_certificate);
        }
      }

      @Override
      public TlsCredentials getClientCredentials(CertificateRequest request) {
        return new BcDefaultTlsCredentialedSigner(
            new TlsCryptoParameters(context),
            identity.crypto(),
            identity.privateKey(),
            identity.certificate(),
            new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
      }
    };
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    keying = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, SrtpSession.KEYING_LENGTH);
  }
}
