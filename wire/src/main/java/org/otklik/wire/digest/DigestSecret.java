package org.otklik.wire.digest;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// What is kept of somebody's password: one value for each algorithm, good in one realm only.
///
/// Whoever reads it can act as its owner in this realm: keep it like a password.
///
/// @param ha1 by algorithm, [DigestAlgorithm#ha1] in lower-case hexadecimal; without a value an
///   algorithm is not accepted
public record DigestSecret(Map<DigestAlgorithm, String> ha1) {

  public DigestSecret {
    ha1 = Map.copyOf(ha1);
  }

  /// The secret of a password for all algorithms.
  public static DigestSecret of(String user, String realm, String password) {
    var values = new EnumMap<DigestAlgorithm, String>(DigestAlgorithm.class);
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      values.put(algorithm, algorithm.ha1(user, realm, password));
    }
    return new DigestSecret(values);
  }

  Optional<String> find(DigestAlgorithm algorithm) {
    return Optional.ofNullable(ha1.get(algorithm));
  }

  @Override
  public String toString() {
    return "DigestSecret" + new TreeSet<>(ha1.keySet());
  }
}
