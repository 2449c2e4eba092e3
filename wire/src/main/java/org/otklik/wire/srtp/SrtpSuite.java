package org.otklik.wire.srtp;

import java.util.Arrays;
import java.util.Optional;

/// How packets are encrypted and signed (RFC 4568 section 6.2, RFC 6188), strongest first.
public enum SrtpSuite {
  AES_256_CM_HMAC_SHA1_80(32, 10),
  AES_CM_128_HMAC_SHA1_80(16, 10),
  /// Shorter tags on sound only; reports keep 80 bits.
  AES_CM_128_HMAC_SHA1_32(16, 4);

  private final int keyLength;
  private final int tagLength;

  SrtpSuite(int keyLength, int tagLength) {
    this.keyLength = keyLength;
    this.tagLength = tagLength;
  }

  /// The suite of this name in session descriptions.
  public static Optional<SrtpSuite> find(String name) {
    return Arrays.stream(values()).filter(suite -> suite.name().equals(name)).findFirst();
  }

  /// Bytes of a master key and its salt.
  public int keyAndSaltLength() {
    return keyLength + SrtpKeys.MASTER_SALT_LENGTH;
  }

  int keyLength() {
    return keyLength;
  }

  /// Bytes of the authentication tag of an RTP packet.
  int tagLength() {
    return tagLength;
  }
}
