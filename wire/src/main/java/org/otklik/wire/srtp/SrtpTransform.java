package org.otklik.wire.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Encryption and authentication with the session keys of one direction, for RTP or for RTCP (RFC
/// 3711 sections 4.1.1 and 4.2.1). One thread owns it.
final class SrtpTransform {

  /// Bytes of the longest authentication tag: 80 bits.
  static final int TAG_LENGTH_MAX = 10;

  private final AesCounter aes;
  private final Mac hmac;
  private final int tagLength;
  private final byte[] digest = new byte[20];

  SrtpTransform(byte[] encryptionKey, byte[] salt, byte[] authenticationKey, int tagLength) {
    this.tagLength = tagLength;
    this.aes = new AesCounter(encryptionKey, salt, SrtpSession.PACKET_MAX);
    try {
      this.hmac = Mac.getInstance("HmacSHA1");
      hmac.init(new SecretKeySpec(authenticationKey, "HmacSHA1"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot do HMAC-SHA1.", e);
    }
  }

  /// Bytes of the authentication tag.
  int tagLength() {
    return tagLength;
  }

  /// Encrypts or decrypts `packet[from, to)` in place.
  void crypt(byte[] packet, int from, int to, int ssrc, long index) {
    aes.crypt(packet, from, to, ssrc, index);
  }

  /// Writes the tag of `packet[0, length)` after it.
  void sign(byte[] packet, int length) {
    hmac.update(packet, 0, length);
    writeTag(packet, length);
  }

  /// Writes the tag of `packet[0, length)` and the rollover counter, which is not sent, after the
  /// packet.
  void sign(byte[] packet, int length, int rollover) {
    hmac.update(packet, 0, length);
    update(rollover);
    writeTag(packet, length);
  }

  /// Says whether the tag that follows `packet[0, length)` is right.
  boolean verify(byte[] packet, int length) {
    hmac.update(packet, 0, length);
    return isTag(packet, length);
  }

  /// Says whether the tag that follows `packet[0, length)` is right under this rollover counter.
  boolean verify(byte[] packet, int length, int rollover) {
    hmac.update(packet, 0, length);
    update(rollover);
    return isTag(packet, length);
  }

  private void update(int word) {
    for (var shift = 24; shift >= 0; shift -= 8) {
      hmac.update((byte) (word >> shift));
    }
  }

  private void writeTag(byte[] packet, int at) {
    finish();
    System.arraycopy(digest, 0, packet, at, tagLength);
  }

  /// Takes the same time whatever byte differs.
  private boolean isTag(byte[] packet, int at) {
    finish();
    var difference = 0;
    for (var i = 0; i < tagLength; i++) {
      difference |= packet[at + i] ^ digest[i];
    }
    return difference == 0;
  }

  private void finish() {
    try {
      hmac.doFinal(digest, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The digest does not fit.", e);
    }
  }
}
