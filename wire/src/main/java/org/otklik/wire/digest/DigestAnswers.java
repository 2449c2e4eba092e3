package org.otklik.wire.digest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Answers challenges with our name and password (RFC 3261 22, RFC 7616, RFC 8760): the calling
/// side. Any thread may use it.
///
/// Whoever challenges us can try passwords on the answer at leisure: name the realm, and use a long
/// random password.
public final class DigestAnswers {
  private static final String FIRST = "00000001";

  private final String user;
  private final String password;
  private final String realm;
  private final Supplier<String> cnonces;

  /// @param realm the only one that is answered; empty answers every one
  /// @param cnonces random texts, each given once, without quotes
  public DigestAnswers(String user, String password, String realm, Supplier<String> cnonces) {
    this.user = user;
    this.password = password;
    this.realm = realm;
    this.cnonces = cnonces;
  }

  /// The value of `Authorization` (or `Proxy-Authorization`), nothing when none of the challenges
  /// can be answered. Of several the strongest algorithm counts.
  ///
  /// @param challenges all values of `WWW-Authenticate` (or `Proxy-Authenticate`)
  /// @param uri of the first line of the request
  public Optional<String> answer(List<String> challenges, String method, String uri) {
    return possible(challenges)
        .min(Comparator.comparing(challenge -> algorithm(challenge).orElseThrow()))
        .map(challenge -> answer(challenge, algorithm(challenge).orElseThrow(), method, uri));
  }

  /// Whether challenges say that the password was right and only the nonce too old, so that a
  /// second answer makes sense.
  public static boolean stale(List<String> challenges) {
    return challenges.stream()
        .flatMap(challenge -> DigestFields.read(challenge).stream())
        .anyMatch(challenge -> challenge.get("stale").equalsIgnoreCase("true"));
  }

  private Stream<DigestFields> possible(List<String> challenges) {
    return challenges.stream()
        .flatMap(challenge -> DigestFields.read(challenge).stream())
        .filter(challenge -> realm.isEmpty() || challenge.get("realm").equals(realm))
        .filter(challenge -> !challenge.get("nonce").isEmpty())
        .filter(challenge -> algorithm(challenge).isPresent())
        .filter(challenge -> challenge.find("qop").isEmpty() || authenticates(challenge));
  }

  private static Optional<DigestAlgorithm> algorithm(DigestFields challenge) {
    return DigestAlgorithm.find(challenge.find("algorithm"));
  }

  private static boolean authenticates(DigestFields challenge) {
    return Stream.of(challenge.get("qop").split(",", -1))
        .anyMatch(quality -> quality.strip().equalsIgnoreCase("auth"));
  }

  private String answer(
      DigestFields challenge, DigestAlgorithm algorithm, String method, String uri) {
    String nonce = challenge.get("nonce");
    String cnonce = cnonces.get();
    boolean counted = challenge.find("qop").isPresent();
    String proof = counted ? "%s:%s:auth".formatted(FIRST, cnonce) : "";
    String ha1 = algorithm.ha1(user, challenge.get("realm"), password);
    var parts = new ArrayList<String>();
    parts.add("username=" + DigestFields.quoted(user));
    parts.add("realm=" + DigestFields.quoted(challenge.get("realm")));
    parts.add("nonce=" + DigestFields.quoted(nonce));
    parts.add("uri=" + DigestFields.quoted(uri));
    parts.add("response=\"%s\"".formatted(algorithm.response(ha1, nonce, proof, method, uri)));
    parts.add("algorithm=" + algorithm.token());
    if (counted) {
      parts.add("cnonce=\"%s\", qop=auth, nc=%s".formatted(cnonce, FIRST));
    }
    challenge
        .find("opaque")
        .ifPresent(opaque -> parts.add("opaque=" + DigestFields.quoted(opaque)));
    return "Digest " + String.join(", ", parts);
  }
}
