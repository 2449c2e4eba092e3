package org.otklik.app.access.signin;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.AccountId;
import org.springframework.stereotype.Component;

/// Recognises a browser in which an account has signed in before, by a signed mark in a cookie.
///
/// The mark lets the owner in while strangers guess; it replaces no password. It holds for one
/// account, and no longer than that account's password.
@Component
public class KnownDevices {

  /// How long a browser stays known.
  public static final Duration KNOWN_FOR = Duration.ofDays(180);

  private static final int DEVICE_BYTES = 16;
  private static final int SIGNED_BYTES = Long.BYTES + DEVICE_BYTES;
  private static final int MARK_BYTES = SIGNED_BYTES + 32;

  private final Secrets secrets;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private volatile byte @Nullable [] key;

  KnownDevices(Secrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  /// The name of the cookie for this account: colleagues share a desk, and each keeps a mark there.
  public static String cookieName(AccountId account) {
    return "otklik-device-" + Long.toHexString(account.value().getLeastSignificantBits());
  }

  /// A new mark for a browser in which `account` has just signed in.
  String mark(AccountId account, String passwordHash) {
    var device = new byte[DEVICE_BYTES];
    random.nextBytes(device);
    var signed =
        ByteBuffer.allocate(SIGNED_BYTES)
            .putLong(clock.instant().getEpochSecond())
            .put(device)
            .array();
    var mark = ByteBuffer.allocate(MARK_BYTES).put(signed).put(sign(account, passwordHash, signed));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(mark.array());
  }

  /// The device behind a mark, empty for a mark that is forged, too old, or for another account or
  /// password.
  Optional<String> find(AccountId account, String passwordHash, @Nullable String mark) {
    return bytes(mark)
        .filter(bytes -> bytes.length == MARK_BYTES)
        .map(ByteBuffer::wrap)
        .flatMap(
            bytes -> {
              var signed = new byte[SIGNED_BYTES];
              var signature = new byte[MARK_BYTES - SIGNED_BYTES];
              bytes.get(signed).get(signature);
              var issued = Instant.ofEpochSecond(ByteBuffer.wrap(signed).getLong());
              var genuine = MessageDigest.isEqual(signature, sign(account, passwordHash, signed));
              return genuine && clock.instant().isBefore(issued.plus(KNOWN_FOR))
                  ? Optional.of(Base64.getEncoder().encodeToString(signed))
                  : Optional.empty();
            });
  }

  private byte[] sign(AccountId account, String passwordHash, byte[] signed) {
    var id = account.value();
    var password = Hashes.sha256(passwordHash);
    return Hashes.hmac(
        key(),
        ByteBuffer.allocate(2 * Long.BYTES + password.length + signed.length)
            .put(bytes(id))
            .put(password)
            .put(signed)
            .array());
  }

  private byte[] key() {
    var known = key;
    if (known == null) {
      known = secrets.get("known-devices");
      key = known;
    }
    return known;
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  private static Optional<byte[]> bytes(@Nullable String mark) {
    try {
      return Optional.ofNullable(mark).map(Base64.getUrlDecoder()::decode);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
