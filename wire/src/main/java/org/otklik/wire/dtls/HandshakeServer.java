package org.otklik.wire.dtls;

import java.io.IOException;
import java.util.Arrays;
import java.util.Hashtable;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.AlertLevel;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.otklik.wire.srtp.SrtpSession;

/// Our side of one handshake: DTLS 1.2, `ECDHE_ECDSA_AES_128_GCM_SHA256`, one SRTP profile, and a
/// client certificate that must have the fingerprint of the SDP. The handshake's thread owns it.
final class HandshakeServer extends DefaultTlsServer {

  /// The first wait for an answer before a flight is sent again; doubled each time.
  private static final int RESEND_MILLIS = 400;

  private static final int PROFILE = SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;
  private static final SignatureAndHashAlgorithm ECDSA =
      new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa);

  private final DtlsIdentity identity;
  private final String fingerprintSha256;
  private byte[] keying = {};
  private boolean endedByPeer;

  HandshakeServer(DtlsIdentity identity, String fingerprintSha256) {
    super(identity.crypto());
    this.identity = identity;
    this.fingerprintSha256 = fingerprintSha256;
  }

  /// What SRTP is keyed with; empty before the handshake is complete.
  byte[] keying() {
    return keying;
  }

  /// Whether the peer has said that it ends, by `close_notify` or a fatal alert.
  boolean endedByPeer() {
    return endedByPeer;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.DTLSv12.only();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return new int[] {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256};
  }

  @Override
  public int getHandshakeResendTimeMillis() {
    return RESEND_MILLIS;
  }

  /// Without it no keys may be exported (RFC 7627 section 5.4).
  @Override
  public boolean requiresExtendedMasterSecret() {
    return true;
  }

  @Override
  @SuppressWarnings("rawtypes") // Bouncy Castle's signature
  public void processClientExtensions(Hashtable extensions) throws IOException {
    super.processClientExtensions(extensions);
    var offered = TlsSRTPUtils.getUseSRTPExtension(extensions);
    if (offered == null
        || Arrays.stream(offered.getProtectionProfiles()).noneMatch(each -> each == PROFILE)) {
      throw new TlsFatalAlert(
          AlertDescription.handshake_failure, "The browser offers no SRTP profile that we have.");
    }
  }

  @Override
  @SuppressWarnings("rawtypes") // Bouncy Castle's signature
  public Hashtable getServerExtensions() throws IOException {
    var extensions = super.getServerExtensions();
    TlsSRTPUtils.addUseSRTPExtension(
        extensions, new UseSRTPData(new int[] {PROFILE}, TlsUtils.EMPTY_BYTES));
    return extensions;
  }

  @Override
  protected TlsCredentialedSigner getECDSASignerCredentials() {
    return new BcDefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context),
        identity.crypto(),
        identity.privateKey(),
        identity.certificate(),
        ECDSA);
  }

  @Override
  public CertificateRequest getCertificateRequest() {
    return new CertificateRequest(
        new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign},
        TlsUtils.getDefaultSupportedSignatureAlgorithms(context),
        null);
  }

  @Override
  public void notifyClientCertificate(Certificate chain) throws IOException {
    if (chain.isEmpty()
        || !DtlsIdentity.matches(chain.getCertificateAt(0).getEncoded(), fingerprintSha256)) {
      throw new TlsFatalAlert(
          AlertDescription.bad_certificate, "The certificate is not the one of the offer.");
    }
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    keying = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, SrtpSession.KEYING_LENGTH);
  }

  @Override
  public void notifyAlertReceived(short level, short description) {
    endedByPeer |= description == AlertDescription.close_notify || level == AlertLevel.fatal;
  }
}
