package org.otklik.wire.sdp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.wire.rtp.G711;
import org.otklik.wire.srtp.SrtpSuite;

/// Keys in descriptions (RFC 4568), and that secured sound is never answered in the clear.
final class CryptoTest {
  private static final String KEY = "inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
  private static final InetSocketAddress HERE =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 4_000);
  private static final Origin ORIGIN = Origin.first(1, HERE.getAddress());

  private final SecureRandom random = new SecureRandom();

  private static SessionDescription description(String media) throws SdpProblem {
    return SessionDescription.parse(
        "v=0\no=- 1 1 IN IP4 10.0.0.1\ns=-\nc=IN IP4 10.0.0.1\nt=0 0\n" + media);
  }

  private static List<Crypto> read(String crypto) throws SdpProblem {
    return description("m=audio 6000 RTP/SAVP 8\na=crypto:" + crypto + "\n")
        .media()
        .getFirst()
        .crypto();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + "|2^20",
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY,
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + " WSH=64",
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + "|1048576"
      })
  void readsKeysThatCanBeUsed(String line) throws Exception {
    assertThat(read(line))
        .singleElement()
        .satisfies(
            crypto -> {
              assertThat(crypto.tag()).isEqualTo(1);
              assertThat(crypto.suite()).isEqualTo(SrtpSuite.AES_CM_128_HMAC_SHA1_80);
              assertThat(crypto.keyAndSalt()).startsWith('w', 'D', 'f').hasSize(30);
              assertThat(crypto.toString()).doesNotContain("d0Rm");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 F8_128_HMAC_SHA1_80 " + KEY,
        "1 AEAD_AES_128_GCM " + KEY,
        "1 AES_CM_128_HMAC_SHA1_80 inline:d0Rm",
        "1 AES_256_CM_HMAC_SHA1_80 " + KEY,
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + "|2^10",
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + "|2^20|1:4",
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + "|1:4",
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + ";" + KEY,
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + " UNENCRYPTED_SRTP",
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + " KDR=1",
        "1 AES_CM_128_HMAC_SHA1_80 uri:x",
        "x AES_CM_128_HMAC_SHA1_80 " + KEY,
        ""
      })
  void passesOverKeysThatCannotBeUsed(String line) throws Exception {
    assertThat(read(line)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void writesAKeyThatItReadsAgain(SrtpSuite suite) throws Exception {
    var ours = Crypto.generate(7, suite, random);

    var offer =
        PhoneAudio.securedOffer(ORIGIN, HERE, List.of(G711.A_LAW), Direction.SENDRECV, ours);

    assertThat(offer).contains("m=audio 4000 RTP/SAVP 8 101\r\n");
    var read = PhoneAudio.ofSecuredToo(SessionDescription.parse(offer));
    assertThat(read.crypto()).isEqualTo(ours);
    assertThat(Crypto.generate(7, suite, random)).isNotEqualTo(ours);
  }

  @Test
  void answersTheStrongestKeyWithOneOfItsOwn() throws Exception {
    var offer =
        PhoneAudio.ofSecuredToo(
            description(
                "m=audio 6000 RTP/SAVP 8\n"
                    + "a=crypto:1 AES_CM_128_HMAC_SHA1_32 %s\n".formatted(KEY)
                    + "a=crypto:2 AES_CM_128_HMAC_SHA1_80 %s\n".formatted(KEY)));
    var theirs = requireNonNull(offer.crypto());
    assertThat(theirs.tag()).isEqualTo(2);

    var ours = theirs.answer(random);
    var answer = offer.answer(ORIGIN, HERE, G711.A_LAW, Direction.SENDRECV, ours);

    assertThat(answer)
        .contains("m=audio 4000 RTP/SAVP 8\r\n")
        .contains("a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:" + ours.inline())
        .doesNotContain(theirs.inline());
    assertThat(PhoneAudio.ofSecuredAnswer(SessionDescription.parse(answer), theirs).crypto())
        .isEqualTo(ours);
    assertThatThrownBy(() -> offer.answer(ORIGIN, HERE, G711.A_LAW, Direction.SENDRECV))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () ->
                offer.answer(
                    ORIGIN,
                    HERE,
                    G711.A_LAW,
                    Direction.SENDRECV,
                    Crypto.generate(1, theirs.suite(), random)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void answersPlainSoundPlainly() throws Exception {
    var offer =
        PhoneAudio.ofSecuredToo(
            description(
                "m=audio 6000 RTP/AVP 8\na=crypto:1 AES_CM_128_HMAC_SHA1_80 %s\n".formatted(KEY)));

    assertThat(offer.crypto()).isNull();
    assertThat(offer.answer(ORIGIN, HERE, G711.A_LAW, Direction.SENDRECV))
        .contains("RTP/AVP")
        .doesNotContain("crypto");
  }

  @Test
  void prefersSecuredSoundToPlainAndRefusesTheOtherVisibly() throws Exception {
    var offer =
        PhoneAudio.ofSecuredToo(
            description(
                "m=audio 6000 RTP/AVP 8\n"
                    + "m=audio 6002 RTP/SAVP 8\na=crypto:1 AES_CM_128_HMAC_SHA1_80 %s\n"
                        .formatted(KEY)));
    var theirs = requireNonNull(offer.crypto());

    assertThat(offer.answer(ORIGIN, HERE, G711.A_LAW, Direction.SENDRECV, theirs.answer(random)))
        .contains("m=audio 0 RTP/AVP 8\r\n", "m=audio 4000 RTP/SAVP 8\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m=audio 6000 RTP/SAVP 8\n",
        "m=audio 6000 RTP/SAVP 8\na=crypto:1 F8_128_HMAC_SHA1_80 " + KEY + "\n"
      })
  void doesNotAnswerSecuredSoundWithoutAKey(String media) throws Exception {
    var description = description(media);

    assertThatThrownBy(() -> PhoneAudio.ofSecuredToo(description)).isInstanceOf(SdpProblem.class);
    assertThatThrownBy(() -> PhoneAudio.of(description)).isInstanceOf(SdpProblem.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m=audio 6000 RTP/AVP 8\n",
        "m=audio 6000 RTP/SAVP 8\na=crypto:2 AES_CM_128_HMAC_SHA1_80 " + KEY + "\n",
        "m=audio 6000 RTP/SAVP 8\na=crypto:1 AES_CM_128_HMAC_SHA1_32 " + KEY + "\n"
      })
  void doesNotTakeAnAnswerThatIsWeakerThanTheOffer(String media) throws Exception {
    var ours = Crypto.generate(1, SrtpSuite.AES_CM_128_HMAC_SHA1_80, random);
    var answer = description(media);

    assertThatThrownBy(() -> PhoneAudio.ofSecuredAnswer(answer, ours))
        .isInstanceOf(SdpProblem.class);
  }
}
