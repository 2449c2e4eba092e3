package org.otklik.wire.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// AES in the counter mode of SRTP (RFC 3711 section 4.1.1). One thread owns it.
///
/// The counter blocks are made here and run through plain AES in one call: the JDK's own counter
/// mode would expand the key again and allocate for every packet.
final class AesCounter {

  static final int SALT_LENGTH = 14;

  private static final int BLOCK = 16;

  private final Cipher aes;
  private final byte[] salt;
  private final byte[] counters;
  private final byte[] keyStream;

  /// @param lengthMax the longest run of bytes given to [#crypt]
  AesCounter(byte[] key, byte[] salt, int lengthMax) {
    this.salt = salt.clone();
    var blocksLength = (lengthMax + BLOCK - 1) / BLOCK * BLOCK;
    this.counters = new byte[blocksLength];
    this.keyStream = new byte[blocksLength];
    try {
      this.aes = Cipher.getInstance("AES/ECB/NoPadding");
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot do AES.", e);
    }
  }

  /// Encrypts or decrypts in place: both are the same.
  ///
  /// @param index the packet's 48-bit (RTP) or 31-bit (RTCP) index
  void crypt(byte[] data, int from, int to, int ssrc, long index) {
    var length = to - from;
    var blocks = (length + BLOCK - 1) / BLOCK;
    writeFirstCounter(ssrc, index);
    for (var block = 1; block < blocks; block++) {
      var at = block * BLOCK;
      System.arraycopy(counters, 0, counters, at, SALT_LENGTH);
      counters[at + 14] = (byte) (block >> 8);
      counters[at + 15] = (byte) block;
    }
    try {
      aes.update(counters, 0, blocks * BLOCK, keyStream, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The key stream does not fit.", e);
    }
    for (var i = 0; i < length; i++) {
      data[from + i] ^= keyStream[i];
    }
  }

  private void writeFirstCounter(int ssrc, long index) {
    System.arraycopy(salt, 0, counters, 0, SALT_LENGTH);
    for (var i = 0; i < 4; i++) {
      counters[4 + i] ^= (byte) (ssrc >> (8 * (3 - i)));
    }
    for (var i = 0; i < 6; i++) {
      counters[8 + i] ^= (byte) (index >> (8 * (5 - i)));
    }
    counters[14] = 0;
    counters[15] = 0;
  }
}
