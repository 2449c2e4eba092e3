package org.otklik.wire.digest;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes nonces, knows its own again, and lets each be counted up only (RFC 7616 sections 3.3 and
/// 5.5). Any thread may use it.
///
/// A nonce carries its age and a signature, so those that are only given out cost no memory:
/// strangers cannot fill it. Remembered are those by which a password was proven.
final class Nonces {

  /// Nonces remembered at once. One more, and the one first used is forgotten; with it all that are
  /// not younger and not remembered become stale, so that none can be replayed.
  static final int REMEMBERED_MAX = 10_000;

  private static final int RANDOM = 8;
  private static final int SIGNATURE = 16;
  private static final int LENGTH = Long.BYTES + RANDOM + SIGNATURE;

  private record Used(long issued, long count) {}

  private final SecureRandom random;
  private final SecretKeySpec key;
  private final long lifeNanos;
  private final long began;
  private final Map<String, Used> used = new LinkedHashMap<>();
  private long forgottenUpTo = -1;

  Nonces(SecureRandom random, long lifeNanos, long now) {
    var secret = new byte[32];
    random.nextBytes(secret);
    this.random = random;
    this.key = new SecretKeySpec(secret, "HmacSHA256");
    this.lifeNanos = lifeNanos;
    this.began = now;
  }

  String issue(long now) {
    var nonce = ByteBuffer.allocate(LENGTH);
    var salt = new byte[RANDOM];
    random.nextBytes(salt);
    nonce.putLong(now - began).put(salt).put(signature(nonce.array()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce.array());
  }

  /// Whether a nonce is ours, young enough, and this count of it new; then it is used up to it.
  synchronized boolean use(String nonce, long count, long now) {
    long age = now - began;
    long issued = issued(nonce);
    Used before = used.get(nonce);
    boolean fresh =
        issued >= 0
            && age - issued <= lifeNanos
            && (before == null ? issued > forgottenUpTo : count > before.count());
    if (fresh) {
      used.put(nonce, new Used(issued, count));
      forget(age);
    }
    return fresh;
  }

  private void forget(long age) {
    for (Iterator<Used> oldest = used.values().iterator(); oldest.hasNext(); ) {
      Used first = oldest.next();
      boolean expired = age - first.issued() > lifeNanos;
      if (!expired && used.size() <= REMEMBERED_MAX) {
        return;
      }
      if (!expired) {
        forgottenUpTo = Math.max(forgottenUpTo, first.issued());
      }
      oldest.remove();
    }
  }

  /// When a nonce was issued, since the beginning; negative when it is not ours.
  private long issued(String nonce) {
    byte[] octets;
    try {
      octets = Base64.getUrlDecoder().decode(nonce);
    } catch (IllegalArgumentException notOurs) {
      return -1;
    }
    boolean ours =
        octets.length == LENGTH
            && MessageDigest.isEqual(
                signature(octets), Arrays.copyOfRange(octets, LENGTH - SIGNATURE, LENGTH));
    return ours ? ByteBuffer.wrap(octets).getLong() : -1;
  }

  private byte[] signature(byte[] nonce) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(nonce, 0, LENGTH - SIGNATURE);
      return Arrays.copyOf(mac.doFinal(), SIGNATURE);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("This Java cannot do HMAC-SHA-256.", impossible);
    }
  }
}
