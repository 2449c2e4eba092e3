package org.otklik.wire.srtp;

/// Derives the session keys of one direction from its master key and salt, once for the whole
/// session (RFC 3711 section 4.3, key derivation rate 0).
final class SrtpKeys {

  static final int MASTER_SALT_LENGTH = AesCounter.SALT_LENGTH;

  private static final int AUTHENTICATION_KEY_LENGTH = 20;
  private static final int LABEL_AT = 7;

  /// The first of three labels each (RFC 3711 section 4.3.2): encryption, authentication, salt.
  private static final int RTP = 0;

  private static final int RTCP = 3;

  private final SrtpSuite suite;
  private final byte[] masterKey;
  private final byte[] masterSalt;

  SrtpKeys(SrtpSuite suite, byte[] masterKey, byte[] masterSalt) {
    this.suite = suite;
    this.masterKey = masterKey;
    this.masterSalt = masterSalt;
  }

  SrtpTransform rtp() {
    return transform(RTP, suite.tagLength());
  }

  SrtpTransform rtcp() {
    return transform(RTCP, SrtpTransform.TAG_LENGTH_MAX);
  }

  private SrtpTransform transform(int label, int tagLength) {
    return new SrtpTransform(
        derive(label, suite.keyLength()),
        derive(label + 2, MASTER_SALT_LENGTH),
        derive(label + 1, AUTHENTICATION_KEY_LENGTH),
        tagLength);
  }

  byte[] derive(int label, int length) {
    var start = masterSalt.clone();
    start[LABEL_AT] ^= (byte) label;
    var key = new byte[length];
    new AesCounter(masterKey, start, length).crypt(key, 0, length, 0, 0);
    return key;
  }
}
