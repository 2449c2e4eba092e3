package org.otklik.wire.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Challenges and their answers, against the vectors of RFC 2617 and RFC 7616 and each other.
final class DigestTest {
  private static final String REALM = "otklik";
  private static final String URI = "sip:127.0.0.1";
  private static final DigestSecret SECRET = DigestSecret.of("101", REALM, "тайна");

  private final DigestChallenges challenges = new DigestChallenges(REALM, new SecureRandom(), 0);
  private final AtomicInteger number = new AtomicInteger();
  private long now;

  private static Optional<DigestSecret> secret(String user) {
    return Optional.of(SECRET).filter(_ -> user.equals("101"));
  }

  private DigestAnswers phone(String user, String password) {
    return new DigestAnswers(user, password, "", () -> "c" + number.incrementAndGet());
  }

  private String answer(String user, String password) {
    return phone(user, password)
        .answer(challenges.challenge(false, now), "REGISTER", URI)
        .orElseThrow();
  }

  private DigestVerdict check(String answer) {
    return challenges.check(List.of(answer), "REGISTER", URI, DigestTest::secret, now);
  }

  private static DigestAnswers mufasa(String password, String cnonce) {
    return new DigestAnswers("Mufasa", password, "", () -> cnonce);
  }

  @Test
  void answersAsRfc2617Shows() {
    String challenge =
        "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\","
            + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\","
            + " opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"";

    assertThat(
            mufasa("Circle Of Life", "0a4f113b")
                .answer(List.of(challenge), "GET", "/dir/index.html"))
        .hasValueSatisfying(
            answer ->
                assertThat(answer)
                    .contains("response=\"6629fae49393a05397450978507c4ef1\"")
                    .contains("opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"")
                    .contains("qop=auth, nc=00000001"));
  }

  private static String rfc7616(String algorithm) {
    return "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s, nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""
        .formatted(algorithm);
  }

  @Test
  void answersAsRfc7616Shows() {
    var phone = mufasa("Circle of Life", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");

    assertThat(phone.answer(List.of(rfc7616("MD5")), "GET", "/dir/index.html"))
        .hasValueSatisfying(
            answer -> assertThat(answer).contains("response=\"8ca523f5e9506fed4657c9700eebdbec\""));
    assertThat(phone.answer(List.of(rfc7616("MD5"), rfc7616("SHA-256")), "GET", "/dir/index.html"))
        .hasValueSatisfying(
            answer ->
                assertThat(answer)
                    .contains("algorithm=SHA-256")
                    .contains(
                        "response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\""));
  }

  @Test
  void answersAsRfc2069WhenNoQualityIsOffered() {
    var answer =
        mufasa("Circle Of Life", "unused")
            .answer(
                List.of(
                    "Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\""),
                "GET",
                "/dir/index.html");

    assertThat(answer)
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains("response=\"670fd8c2df070c60b045671b8b24ff02\"")
                    .doesNotContain("qop", "cnonce"));
  }

  @Test
  void offersTheStrongerAlgorithmFirst() {
    assertThat(challenges.challenge(false, now))
        .satisfiesExactly(
            first -> assertThat(first).contains("algorithm=SHA-256").doesNotContain("stale"),
            second -> assertThat(second).contains("algorithm=MD5"));
    assertThat(challenges.challenge(true, now))
        .allSatisfy(challenge -> assertThat(challenge).endsWith("stale=true"));
  }

  @Test
  void provesWhoKnowsThePassword() {
    assertThat(check(answer("101", "тайна"))).isEqualTo(new DigestVerdict.Proven("101"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA-256", "MD5"})
  void provesByEachAlgorithm(String algorithm) {
    var only =
        challenges.challenge(false, now).stream()
            .filter(challenge -> challenge.contains("=" + algorithm + ","))
            .toList();

    assertThat(check(phone("101", "тайна").answer(only, "REGISTER", URI).orElseThrow()))
        .isEqualTo(new DigestVerdict.Proven("101"));
  }

  @Test
  void tellsAWrongPasswordNotFromAnUnknownUser() {
    assertThat(check(answer("101", "falsch"))).isEqualTo(new DigestVerdict.Wrong());
    assertThat(check(answer("102", "тайна"))).isEqualTo(new DigestVerdict.Wrong());
  }

  @Test
  void takesAnAnswerOnce() {
    String answer = answer("101", "тайна");

    assertThat(check(answer)).isEqualTo(new DigestVerdict.Proven("101"));
    assertThat(check(answer)).isEqualTo(new DigestVerdict.Stale("101"));
  }

  @Test
  void takesANonceAgainWhenItIsCountedUp() {
    String nonce = DigestFields.read(answer("101", "тайна")).orElseThrow().get("nonce");

    assertThat(check(counted(nonce, "00000001"))).isEqualTo(new DigestVerdict.Proven("101"));
    assertThat(check(counted(nonce, "00000003"))).isEqualTo(new DigestVerdict.Proven("101"));
    assertThat(check(counted(nonce, "00000002"))).isEqualTo(new DigestVerdict.Stale("101"));
    assertThat(check(counted(nonce, "0000000A"))).isEqualTo(new DigestVerdict.Proven("101"));
  }

  private static String counted(String nonce, String count) {
    String response =
        DigestAlgorithm.SHA_256.response(
            SECRET.find(DigestAlgorithm.SHA_256).orElseThrow(),
            nonce,
            count + ":c:auth",
            "REGISTER",
            URI);
    return "Digest username=\"101\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=SHA-256, cnonce=\"c\", qop=auth, nc=%s"
        .formatted(REALM, nonce, URI, response, count);
  }

  @Test
  void callsAnOldNonceStale() {
    String answer = answer("101", "тайна");

    now = DigestChallenges.NONCE_LIFE.plus(Duration.ofNanos(1)).toNanos();

    assertThat(check(answer)).isEqualTo(new DigestVerdict.Stale("101"));
  }

  @Test
  void callsAForeignNonceStaleOnlyWhenThePasswordIsRight() {
    var restarted = new DigestChallenges(REALM, new SecureRandom(), 0);
    var before = restarted.challenge(false, 0);

    assertThat(check(phone("101", "тайна").answer(before, "REGISTER", URI).orElseThrow()))
        .isEqualTo(new DigestVerdict.Stale("101"));
    assertThat(check(phone("101", "x").answer(before, "REGISTER", URI).orElseThrow()))
        .isEqualTo(new DigestVerdict.Wrong());
  }

  @Test
  void remembersOnlySoManyNoncesAndLetsNoneBeReplayed() {
    String first = answer("101", "тайна");
    assertThat(check(first)).isEqualTo(new DigestVerdict.Proven("101"));

    for (int i = 0; i < Nonces.REMEMBERED_MAX; i++) {
      now++;
      assertThat(check(answer("101", "тайна"))).isEqualTo(new DigestVerdict.Proven("101"));
    }

    assertThat(check(first)).isEqualTo(new DigestVerdict.Stale("101"));
  }

  @Test
  void needsAnAnswerForThisRequest() {
    String answer = answer("101", "тайна");

    assertThat(challenges.check(List.of(answer), "INVITE", URI, DigestTest::secret, now))
        .isEqualTo(new DigestVerdict.Wrong());
    assertThat(challenges.check(List.of(answer), "REGISTER", "sip:other", DigestTest::secret, now))
        .isEqualTo(new DigestVerdict.Malformed());
    assertThat(check(answer.replace("qop=auth, ", ""))).isEqualTo(new DigestVerdict.Malformed());
    assertThat(check(answer.replace("SHA-256", "SHA-1"))).isEqualTo(new DigestVerdict.Malformed());
  }

  @Test
  void looksForTheAnswerOfItsRealm() {
    String other =
        "Digest username=\"101\", realm=\"other\", nonce=\"n\", uri=\"u\", response=\"r\"";

    assertThat(check(other)).isEqualTo(new DigestVerdict.Missing());
    assertThat(
            challenges.check(
                List.of("Basic eA==", other, answer("101", "тайна")),
                "REGISTER",
                URI,
                DigestTest::secret,
                now))
        .isEqualTo(new DigestVerdict.Proven("101"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Digest",
        "Digest username",
        "Digest username=\"101",
        "Digest a=b, a=c",
        "Digest realm=\"otklik\"",
        "Digest \"realm\"=\"otklik\"",
        "Digest realm=\"otklik\" nonce=\"x\""
      })
  void doesNotUnderstandNonsense(String answer) {
    assertThat(check(answer)).isEqualTo(new DigestVerdict.Malformed());
  }

  @Test
  void readsEscapes() {
    var name = "a\"b\\c";
    var users = DigestSecret.of(name, REALM, "p");

    assertThat(
            challenges.check(
                List.of(answer(name, "p")), "REGISTER", URI, _ -> Optional.of(users), now))
        .isEqualTo(new DigestVerdict.Proven(name));
  }

  @Test
  void answersOnlyTheRealmThatItKnows() {
    var phone = new DigestAnswers("101", "p", "trunk", () -> "c");

    assertThat(phone.answer(challenges.challenge(false, now), "INVITE", URI)).isEmpty();
    assertThat(
            phone.answer(
                List.of("Digest realm=\"trunk\", nonce=\"n\", qop=\"auth-int\""), "INVITE", URI))
        .isEmpty();
    assertThat(phone.answer(List.of("Digest realm=\"trunk\", nonce=\"n\""), "INVITE", URI))
        .isPresent();
  }

  @Test
  void keepsSecretsOutOfTexts() {
    assertThat(SECRET.toString()).isEqualTo("DigestSecret[SHA_256, MD5]");
    assertThatThrownBy(() -> new DigestChallenges("a\"b", new SecureRandom(), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
