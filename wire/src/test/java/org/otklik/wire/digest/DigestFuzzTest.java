package org.otklik.wire.digest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever stands in `Authorization` or in a challenge is understood or not, and admits nobody.
final class DigestFuzzTest {
  private static final DigestChallenges CHALLENGES =
      new DigestChallenges("otklik", new SecureRandom(), 0);
  private static final DigestAnswers ANSWERS =
      new DigestAnswers("101", "secret", "", () -> "cnonce");
  private static final Optional<DigestSecret> SECRET =
      Optional.of(DigestSecret.of("101", "otklik", "a password that nobody guesses"));

  static Stream<byte[]> fields() {
    var challenge = CHALLENGES.challenge(false, 0).getFirst();
    return Stream.of(
            ANSWERS.answer(List.of(challenge), "REGISTER", "sip:otklik").orElseThrow(),
            challenge,
            "Digest realm=\"otklik\", nonce=\"\\\"\", stale=true, qop=\"auth,auth-int\"",
            "Digest realm=\"" + "\\\"".repeat(2_000) + "\"")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("fields")
  @FuzzTest(maxDuration = "3m")
  void admitsNobodyWhateverIsWritten(byte[] bytes) {
    var field = new String(bytes, ISO_8859_1);

    var verdict = CHALLENGES.check(List.of(field), "REGISTER", "sip:otklik", _ -> SECRET, 1);

    assertThat(verdict).isNotInstanceOf(DigestVerdict.Proven.class);
    ANSWERS.answer(List.of(field), "REGISTER", "sip:otklik");
    DigestAnswers.stale(List.of(field));
  }
}
