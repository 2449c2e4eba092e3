package org.otklik.wire.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Asks for passwords and checks the answers (RFC 3261 22, RFC 7616, RFC 8760): the called side.
///
/// Each algorithm is offered by a challenge of its own, the strongest first; `qop` is `auth`, and
/// must be in the answer. Nobody learns from answer or time whether a name exists. How often
/// somebody may try is the caller's matter. Any thread may use it.
public final class DigestChallenges {

  /// How long a nonce is good; an answer with an older one is [DigestVerdict.Stale].
  public static final Duration NONCE_LIFE = Duration.ofMinutes(5);

  private static final Pattern COUNT = Pattern.compile("[0-9a-fA-F]{8}");
  private static final Pattern REALM = Pattern.compile("[ !#-\\[\\]-~]{1,100}");

  /// Nobody's: checked in place of those that are missing, so that both take the same time.
  private static final String NOBODY = "0";

  private final String realm;
  private final List<DigestAlgorithm> algorithms;
  private final Nonces nonces;

  /// @param realm for which passwords are asked, printable ASCII without quotes
  /// @param now monotonic time in nanoseconds, as in all methods
  public DigestChallenges(String realm, SecureRandom random, long now) {
    this(realm, List.of(DigestAlgorithm.values()), random, now);
  }

  /// The same with other algorithms: without MD5 where all telephones know better.
  public DigestChallenges(
      String realm, List<DigestAlgorithm> algorithms, SecureRandom random, long now) {
    if (!REALM.matcher(realm).matches()) {
      throw new IllegalArgumentException(
          "The realm (%s) must be printable ASCII without quotes.".formatted(realm));
    }
    if (algorithms.isEmpty()) {
      throw new IllegalArgumentException("There must be an algorithm.");
    }
    this.realm = realm;
    this.algorithms = algorithms.stream().sorted().distinct().toList();
    this.nonces = new Nonces(random, NONCE_LIFE.toNanos(), now);
  }

  public String realm() {
    return realm;
  }

  /// Values of `WWW-Authenticate`, each for a header field of its own, in this order.
  ///
  /// @param stale whether only the nonce was wrong, so that nobody has to be asked for the password
  public List<String> challenge(boolean stale, long now) {
    String nonce = nonces.issue(now);
    return algorithms.stream()
        .map(
            algorithm ->
                "Digest realm=%s, nonce=\"%s\", algorithm=%s, qop=\"auth\"%s"
                    .formatted(
                        DigestFields.quoted(realm),
                        nonce,
                        algorithm.token(),
                        stale ? ", stale=true" : ""))
        .toList();
  }

  /// Checks an answer.
  ///
  /// @param answers all values of `Authorization`; the one of our realm counts
  /// @param uri as it stands in the first line of the request
  /// @param secrets what is kept of the password of a user, nothing when there is no such user
  public DigestVerdict check(
      List<String> answers,
      String method,
      String uri,
      Function<String, Optional<DigestSecret>> secrets,
      long now) {
    for (String answer : answers) {
      Optional<DigestFields> fields = DigestFields.read(answer);
      if (fields.isEmpty() && answer.strip().toLowerCase(Locale.ROOT).startsWith("digest")) {
        return new DigestVerdict.Malformed();
      }
      if (fields.isPresent() && fields.get().get("realm").equals(realm)) {
        return check(fields.get(), method, uri, secrets, now);
      }
    }
    return new DigestVerdict.Missing();
  }

  private DigestVerdict check(
      DigestFields answer,
      String method,
      String uri,
      Function<String, Optional<DigestSecret>> secrets,
      long now) {
    String count = answer.get("nc");
    boolean complete =
        COUNT.matcher(count).matches()
            && answer.get("qop").equals("auth")
            && answer.find("username").isPresent()
            && answer.find("cnonce").isPresent();
    if (!complete || !answer.get("uri").equals(uri)) {
      return new DigestVerdict.Malformed();
    }
    Optional<DigestAlgorithm> algorithm =
        DigestAlgorithm.find(answer.find("algorithm")).filter(algorithms::contains);
    if (algorithm.isEmpty()) {
      return new DigestVerdict.Malformed();
    }
    String user = answer.get("username");
    Optional<String> ha1 = secrets.apply(user).flatMap(secret -> secret.find(algorithm.get()));
    boolean right =
        same(
            answer.get("response").toLowerCase(Locale.ROOT),
            algorithm
                .get()
                .response(
                    ha1.orElse(NOBODY),
                    answer.get("nonce"),
                    "%s:%s:auth".formatted(count, answer.get("cnonce")),
                    method,
                    uri));
    if (!right || ha1.isEmpty()) {
      return new DigestVerdict.Wrong();
    }
    return nonces.use(answer.get("nonce"), Long.parseLong(count, 16), now)
        ? new DigestVerdict.Proven(user)
        : new DigestVerdict.Stale(user);
  }

  /// Takes the same time wherever they differ.
  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
