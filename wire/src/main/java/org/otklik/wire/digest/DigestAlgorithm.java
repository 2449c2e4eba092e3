package org.otklik.wire.digest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The hash of a digest, strongest first (RFC 8760 section 2).
public enum DigestAlgorithm {
  SHA_256("SHA-256"),
  /// Only for telephones that know nothing better.
  MD5("MD5");

  private final String token;

  DigestAlgorithm(String token) {
    this.token = token;
  }

  /// The name in header fields.
  public String token() {
    return token;
  }

  /// The algorithm of this name; without a name it is MD5 (RFC 7616 section 3.3).
  static Optional<DigestAlgorithm> find(Optional<String> token) {
    String wanted = token.orElse(MD5.token);
    return Arrays.stream(values())
        .filter(algorithm -> algorithm.token.equalsIgnoreCase(wanted))
        .findFirst();
  }

  /// What stands for a password: `H(user:realm:password)` (RFC 7616 section 3.4.2).
  ///
  /// @return lower-case hexadecimal
  public String ha1(String user, String realm, String password) {
    return hash(user + ":" + realm + ":" + password);
  }

  /// The value of `response` (RFC 7616 section 3.4.1).
  ///
  /// @param proof the parts between the nonce and the request: `nc:cnonce:qop`, or empty as in RFC
  ///   2069
  String response(String ha1, String nonce, String proof, String method, String uri) {
    String middle = proof.isEmpty() ? nonce : nonce + ":" + proof;
    return hash(ha1 + ":" + middle + ":" + hash(method + ":" + uri));
  }

  private String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance(token).digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("This Java cannot do %s.".formatted(token), impossible);
    }
  }
}
