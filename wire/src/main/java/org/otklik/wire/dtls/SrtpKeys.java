package org.otklik.wire.dtls;

/// Derives the session keys of one direction from its master key and salt, once for the whole
/// session (RFC 3711 section 4.3, key derivation rate 0).
final class SrtpKeys {

  static final int MASTER_KEY_LENGTH = 16;
  static final int MASTER_SALT_LENGTH = AesCounter.SALT_LENGTH;

  private static final int AUTHENTICATION_KEY_LENGTH = 20;
  private static final int LABEL_AT = 7;

  /// The first of three labels each (RFC 3711 section 4.3.2): encryption, authentication, salt.
  private static final int RTP = 0;

  private static final int RTCP = 3;

  private final byte[] masterKey;
  private final byte[] masterSalt;

  SrtpKeys(byte[] masterKey, byte[] masterSalt) {
    this.masterKey = masterKey;
    this.masterSalt = masterSalt;
  }

  SrtpTransform rtp() {
    return transform(RTP);
  }

  SrtpTransform rtcp() {
    return transform(RTCP);
  }

  private SrtpTransform transform(int label) {
    return new SrtpTransform(
        derive(label, MASTER_KEY_LENGTH),
        derive(label + 2, MASTER_SALT_LENGTH),
        derive(label + 1, AUTHENTICATION_KEY_LENGTH));
  }

  byte[] derive(int label, int length) {
    var start = masterSalt.clone();
    start[LABEL_AT] ^= (byte) label;
    var key = new byte[length];
    new AesCounter(masterKey, start, length).crypt(key, 0, length, 0, 0);
    return key;
  }
}
