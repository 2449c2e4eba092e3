package org.otklik.wire.sip;

import java.time.Duration;
import java.util.List;
import org.otklik.wire.digest.DigestAlgorithm;

/// Lets telephones register (RFC 3261 10).
///
/// @param realm for which passwords are asked, printable ASCII without quotes
/// @param algorithms that are offered, each in a field of its own, the strongest first; some older
///   telephones give up at one that they do not know, and need MD5 alone
/// @param expiryMin shortest time that a registration is good for; who asks for less is told 423
/// @param expiryMax longest time; who asks for more, or for none, gets so much
public record SipRegistrar(
    String realm,
    Phones phones,
    List<DigestAlgorithm> algorithms,
    Duration expiryMin,
    Duration expiryMax) {

  public static final Duration DEFAULT_EXPIRY_MIN = Duration.ofMinutes(1);

  public static final Duration DEFAULT_EXPIRY_MAX = Duration.ofMinutes(5);

  public SipRegistrar {
    algorithms = List.copyOf(algorithms);
    if (expiryMin.toSeconds() < 1 || expiryMax.compareTo(expiryMin) < 0) {
      throw new IllegalArgumentException(
          "The expiryMin (%s) must be 1 s to expiryMax (%s).".formatted(expiryMin, expiryMax));
    }
  }

  /// The usual times, all algorithms.
  public static SipRegistrar of(String realm, Phones phones) {
    return new SipRegistrar(
        realm, phones, List.of(DigestAlgorithm.values()), DEFAULT_EXPIRY_MIN, DEFAULT_EXPIRY_MAX);
  }

  /// The same with another longest time. It bounds how long a telephone stays unknown after we were
  /// started anew, since telephones by UDP do not notice that.
  public SipRegistrar forAtMost(Duration expires) {
    return new SipRegistrar(realm, phones, algorithms, expiryMin, expires);
  }

  /// The same with other algorithms.
  public SipRegistrar offering(DigestAlgorithm... others) {
    return new SipRegistrar(realm, phones, List.of(others), expiryMin, expiryMax);
  }
}
