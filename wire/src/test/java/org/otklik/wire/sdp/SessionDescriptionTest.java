package org.otklik.wire.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.wire.rtp.G711;

final class SessionDescriptionTest {

  private static final String SMALLEST = "v=0\no=- 1 1 IN IP4 192.0.2.1\n";

  @Test
  void readsADeskPhone() throws SdpProblem {
    var description = SessionDescription.parse(Samples.DESK_PHONE);

    var media = description.media().getFirst();
    assertThat(description.origin()).isEqualTo(new Origin("-", "20046", "20046", "192.0.2.31"));
    assertThat(media.port()).isEqualTo(11800);
    assertThat(media.address()).isEqualTo("192.0.2.31");
    assertThat(media.formats()).containsExactly("9", "0", "8", "18", "101");
    assertThat(media.rtpFormats()).contains(new RtpFormat(18, "G729", 8_000, 1));

    assertThat(media.laws().keySet()).containsExactly(G711.A_LAW, G711.MU_LAW);
    assertThat(media.telephoneEvent()).isEqualTo(101);
    assertThat(media.direction()).isEqualTo(Direction.SENDRECV);
    assertThat(media.ptimeMillis()).isEqualTo(20);
    assertThat(media.crypto()).isEmpty();
  }

  @Test
  void readsABrowser() throws SdpProblem {
    var media = SessionDescription.parse(Samples.FIREFOX).media();

    assertThat(media).hasSize(2);
    assertThat(media.getFirst().fingerprintSha256()).startsWith("AA:BB:16:4F");
    assertThat(media.getFirst().iceUfrag()).isEqualTo("8f1d6a3c");
    assertThat(media.getFirst().rtcpMux()).isTrue();
    assertThat(media.getFirst().mid()).isEqualTo("0");
    assertThat(media.getFirst().telephoneEvent()).isEqualTo(101);
    assertThat(media.getLast().formats()).containsExactly("webrtc-datachannel");
    assertThat(media.getLast().rtpFormats()).isEmpty();
  }

  @Test
  void seesKeysOfferedInTheClear() throws SdpProblem {
    var media = SessionDescription.parse(Samples.SOFTPHONE).media();

    assertThat(media).extracting(each -> each.crypto().size()).containsExactly(1, 0, 0);
  }

  @Test
  void knowsTheStaticPayloadTypesUnlessTheyAreMappedAnew() throws SdpProblem {
    var plain = parse("m=audio 4000 RTP/AVP 0 8");
    var mapped = parse("m=audio 4000 RTP/AVP 0 8 96\na=rtpmap:8 speex/8000\na=rtpmap:96 pcma/8000");

    assertThat(plain.laws()).containsEntry(G711.A_LAW, 8).containsEntry(G711.MU_LAW, 0);
    assertThat(mapped.laws()).containsEntry(G711.A_LAW, 96).containsEntry(G711.MU_LAW, 0);
  }

  @Test
  void takesWhatASectionDoesNotSayFromTheSession() throws SdpProblem {
    var media = parse("c=IN IP4 192.0.2.7/127\na=inactive\nm=audio 4000 RTP/AVP 8");

    assertThat(media.address()).isEqualTo("192.0.2.7");
    assertThat(media.direction()).isEqualTo(Direction.INACTIVE);
  }

  @Test
  void toleratesCarelessPhones() throws SdpProblem {
    var media =
        parse(
            "b=AS:64\nk=clear:x\nz=0 0\n\nm=Audio  4000/2 rtp/avp  8 \na=rtpmap: 8  PCMA / 8000 \na=ptime:many\n\n");

    assertThat(media.isLiveAudio()).isTrue();
    assertThat(media.protocol()).isEqualTo("RTP/AVP");
    assertThat(media.ptimeMillis()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "v=1\no=- 1 1 IN IP4 192.0.2.1\n",
        "v=0\ns=-\n",
        "v=0\no=- x 1 IN IP4 192.0.2.1\n",
        "v=0\no=- 1 1\n",
        SMALLEST + "no line\n",
        SMALLEST + "a=x\u0000y\n",
        SMALLEST + "c=IN IP5 x\n",
        SMALLEST + "c=IP4\n",
        SMALLEST + "m=audio\n",
        SMALLEST + "m=audio 65536 RTP/AVP 8\n",
        SMALLEST + "m=audio -1 RTP/AVP 8\n",
        SMALLEST + "m=audio 4000 RTP/AVP\n",
        SMALLEST + "m=audio 4000 RTP/AVP 128\n",
        SMALLEST + "m=audio 4000 RTP/AVP PCMA\n",
        SMALLEST + "m=audio 4000 RTP/AVP 8\na=rtpmap:8 PCMA\n",
        SMALLEST + "m=audio 4000 RTP/AVP 8\na=rtcp:x\n",
        SMALLEST + "m=audio 4000 RTP/AVP 8\na=ice-ufrag:a b\n",
        SMALLEST + "m=audio 4000 RTP/AVP 8\na=fingerprint:sha-256 AB:CD\n",
      })
  void refusesNonsenseWithASentence(String text) {
    assertThatExceptionOfType(SdpProblem.class)
        .isThrownBy(() -> SessionDescription.parse(text))
        .matches(problem -> problem.kind() == SdpProblem.Kind.MALFORMED)
        .withMessageMatching("[A-Z].*\\.");
  }

  @Test
  void refusesWhatIsTooLong() {
    var sections = "m=audio 4000 RTP/AVP 8\n".repeat(SessionDescription.MEDIA_MAX + 1);
    var formats = "m=audio 4000 RTP/AVP" + " 8".repeat(SessionDescription.FORMATS_MAX + 1) + "\n";
    var lines = "a=x\n".repeat(SessionDescription.TEXT_MAX / 4);

    for (var text : List.of(sections, formats, lines)) {
      assertThatExceptionOfType(SdpProblem.class)
          .isThrownBy(() -> SessionDescription.parse(SMALLEST + text));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void survivesMutilatedDescriptions(long seed) {
    var random = new Random(seed);
    var samples = List.of(Samples.DESK_PHONE, Samples.SOFTPHONE, Samples.CHROMIUM, Samples.FIREFOX);
    var read = 0;
    for (var i = 0; i < 2_000; i++) {
      var text = mutilate(samples.get(i % samples.size()), random);
      try {
        var description = SessionDescription.parse(text);
        PhoneAudio.of(description);
        BrowserAudio.of(description);
      } catch (SdpProblem problem) {
        assertThat(problem).hasMessageMatching("[A-Z].*\\.");
      }
      read++;
    }
    assertThat(read).isEqualTo(2_000);
  }

  private static String mutilate(String text, Random random) {
    var mutilated = new StringBuilder(text);
    for (var changes = random.nextInt(5); changes >= 0; changes--) {
      var at = random.nextInt(mutilated.length());
      switch (random.nextInt(4)) {
        case 0 -> mutilated.setCharAt(at, (char) random.nextInt(0x180));
        case 1 -> mutilated.deleteCharAt(at);
        case 2 -> mutilated.insert(at, random.nextInt());
        default -> mutilated.delete(at, Math.min(mutilated.length(), at + random.nextInt(80)));
      }
    }
    return mutilated.append(' ').toString();
  }

  private static Media parse(String lines) throws SdpProblem {
    return SessionDescription.parse(SMALLEST + lines).media().getFirst();
  }
}
