package org.otklik.wire.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever description of sound comes is answered or refused with a sentence; an answer is itself
/// a description, of as many sections, into which nothing of the offer has been smuggled.
final class SdpFuzzTest {
  private static final Origin OURS = new Origin("-", "1", "1", "127.0.0.1");
  private static final InetSocketAddress LOCAL =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 4_000);
  private static final String FINGERPRINT = "AB:".repeat(31) + "CD";
  private static final SecureRandom RANDOM = new SecureRandom();

  static Stream<byte[]> descriptions() {
    return Stream.of(
            Samples.DESK_PHONE,
            Samples.GATEWAY,
            Samples.SOFTPHONE,
            Samples.CHROMIUM,
            Samples.FIREFOX,
            Samples.SOFTPHONE.replace("m=video 9078 RTP", "m=video 9078 RTP\u009E"),
            Samples.SOFTPHONE.replace("inline:", "inline:" + " x".repeat(10_000)),
            Samples.SOFTPHONE.replace("JSoj", "JSoj" + " x".repeat(10_000)))
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("descriptions")
  @FuzzTest(maxDuration = "3m")
  void answersOrRefusesAnyDescription(byte[] bytes) throws SdpProblem {
    SessionDescription description;
    try {
      description = SessionDescription.parse(new String(bytes, UTF_8));
    } catch (SdpProblem problem) {
      assertThat(problem).hasMessageMatching("[A-Z].*\\.");
      return;
    }
    byTelephone(description);
    byBrowser(description);
  }

  private static void byTelephone(SessionDescription offer) throws SdpProblem {
    PhoneAudio audio;
    try {
      audio = PhoneAudio.ofSecuredToo(offer);
    } catch (SdpProblem problem) {
      assertThat(problem).hasMessageMatching("[A-Z].*\\.");
      return;
    }
    var law = audio.laws().keySet().iterator().next();
    var crypto = audio.crypto();
    proper(
        offer,
        crypto == null
            ? audio.answer(OURS, LOCAL, law, Direction.SENDRECV)
            : audio.answer(OURS, LOCAL, law, Direction.SENDRECV, crypto.answer(RANDOM)));
  }

  private static void byBrowser(SessionDescription offer) throws SdpProblem {
    BrowserAudio audio;
    try {
      audio = BrowserAudio.of(offer);
    } catch (SdpProblem problem) {
      assertThat(problem).hasMessageMatching("[A-Z].*\\.");
      return;
    }
    proper(
        offer,
        audio.answer(
            new BrowserAudio.Answer(
                OURS,
                LOCAL,
                audio.laws().keySet().iterator().next(),
                Direction.SENDRECV,
                "ufrag",
                "password",
                FINGERPRINT,
                1,
                "otklik")));
  }

  private static void proper(SessionDescription offer, String answer) throws SdpProblem {
    assertThat(answer.lines()).allMatch(line -> line.matches("[a-z]=[^\\p{Cc}]*"));
    assertThat(answer.lines().filter(line -> line.startsWith("m="))).hasSameSizeAs(offer.media());
    SessionDescription.parse(answer);
  }
}
