package org.otklik.wire.sdp;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.otklik.wire.srtp.SrtpSuite;

/// An SRTP key told in a description, `a=crypto` (RFC 4568): whoever can read the description can
/// hear the sound, so it should travel in TLS.
///
/// @param tag by which an answer names what it takes
/// @param inline key and salt in Base64
public record Crypto(int tag, SrtpSuite suite, String inline) {
  private static final Pattern LINE =
      Pattern.compile(
          "(\\d{1,9})\\s+(\\S+)\\s+inline:([A-Za-z0-9+/]+={0,2})(?:\\|(2\\^\\d{1,2}|\\d{1,15}))?(|\\s.*)");

  /// Packets that a key must at least be good for: six hours of sound. A key that is good for fewer
  /// would have to be changed in the call, which nobody here does.
  private static final long LIFETIME_MIN = 1L << 20;

  /// A new key.
  public static Crypto generate(int tag, SrtpSuite suite, SecureRandom random) {
    var keyAndSalt = new byte[suite.keyAndSaltLength()];
    random.nextBytes(keyAndSalt);
    return new Crypto(tag, suite, Base64.getEncoder().encodeToString(keyAndSalt));
  }

  /// Our key for what the peer offers: the same tag and suite.
  public Crypto answer(SecureRandom random) {
    return generate(tag, suite, random);
  }

  /// Reads what follows `a=crypto:`; nothing when we cannot do it: another suite, several keys, a
  /// key identifier, a short life, or a session parameter but a window's size.
  static Optional<Crypto> read(String value) {
    Matcher line = LINE.matcher(value);
    if (!line.matches() || !livesLong(line.group(4)) || !harmless(line.group(5))) {
      return Optional.empty();
    }
    var tag = Integer.parseInt(line.group(1));
    return SrtpSuite.find(line.group(2))
        .map(suite -> new Crypto(tag, suite, line.group(3)))
        .filter(Crypto::complete);
  }

  /// Key and salt, for [org.otklik.wire.srtp.SrtpSession#of].
  public byte[] keyAndSalt() {
    return Base64.getDecoder().decode(inline);
  }

  /// What follows `a=crypto:`.
  String value() {
    return "%d %s inline:%s".formatted(tag, suite, inline);
  }

  private boolean complete() {
    try {
      return keyAndSalt().length == suite.keyAndSaltLength();
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static boolean livesLong(@Nullable String lifetime) {
    if (lifetime == null) {
      return true;
    }
    return lifetime.startsWith("2^")
        ? Integer.parseInt(lifetime.substring(2)) >= 20
        : Long.parseLong(lifetime) >= LIFETIME_MIN;
  }

  private static boolean harmless(String parameters) {
    return parameters.isBlank()
        || Arrays.stream(parameters.strip().split("\\s+"))
            .allMatch(parameter -> parameter.matches("-?WSH=\\d{1,4}"));
  }

  /// Without the key.
  @Override
  public String toString() {
    return "Crypto[%d %s]".formatted(tag, suite);
  }
}
