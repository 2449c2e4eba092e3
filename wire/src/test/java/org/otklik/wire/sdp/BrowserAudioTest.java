package org.otklik.wire.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otklik.wire.rtp.G711;

final class BrowserAudioTest {

  private static final InetSocketAddress LOCAL = new InetSocketAddress("198.51.100.2", 40_000);
  private static final String FINGERPRINT = "AB:".repeat(31) + "CD";

  @Test
  void understandsChromium() throws SdpProblem {
    var audio = read(Samples.CHROMIUM);

    assertThat(audio.mid()).isEqualTo("0");
    assertThat(audio.iceUfrag()).isEqualTo("Yz3H");
    assertThat(audio.icePassword()).isEqualTo("5aPm3kUo5wWkPBGxvW3XdMgR");
    assertThat(audio.fingerprintSha256()).startsWith("5B:7C").hasSize(95);
    assertThat(audio.laws()).containsEntry(G711.A_LAW, 8).containsEntry(G711.MU_LAW, 0);
    assertThat(audio.telephoneEvent()).isEqualTo(126);
    assertThat(audio.direction()).isEqualTo(Direction.SENDRECV);
  }

  @Test
  void answersChromium() throws SdpProblem {
    assertThat(read(Samples.CHROMIUM).answer(answer()))
        .isEqualTo(
            """
            v=0
            o=- 77 1 IN IP4 198.51.100.2
            s=-
            t=0 0
            a=ice-lite
            a=group:BUNDLE 0
            m=audio 40000 UDP/TLS/RTP/SAVPF 8 126
            c=IN IP4 198.51.100.2
            a=mid:0
            a=rtpmap:8 PCMA/8000
            a=rtpmap:126 telephone-event/8000
            a=fmtp:126 0-15
            a=ptime:20
            a=sendrecv
            a=rtcp-mux
            a=ice-ufrag:ours
            a=ice-pwd:ourpasswordourpassword
            a=fingerprint:sha-256 %s
            a=setup:passive
            a=msid:otklik otklik
            a=ssrc:4294967295 cname:otklik
            a=candidate:1 1 udp 2130706431 198.51.100.2 40000 typ host
            a=end-of-candidates
            """
                .formatted(FINGERPRINT)
                .replace("\n", "\r\n"));
  }

  @Test
  void answersFirefoxWithoutItsDataChannel() throws SdpProblem {
    var answer = read(Samples.FIREFOX).answer(answer());

    assertThat(answer)
        .contains("a=group:BUNDLE 0\r\n", "m=audio 40000 UDP/TLS/RTP/SAVPF 8 101\r\n")
        .contains("m=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\n", "a=mid:1\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a=rtcp-mux              | a=x            | A browser's sound must come on one port (a=rtcp-mux).
          a=setup:actpass         | a=setup:passive| The browser must be the DTLS client (a=setup:actpass).
          a=mid:0                 | a=x            | The browser's offer lacks a=mid.
          a=ice-ufrag:Yz3H        | a=x            | The browser's offer lacks a=ice-ufrag.
          a=fingerprint:sha-256   | a=fingerprint:sha-1| The browser's offer lacks a=fingerprint:sha-256.
          UDP/TLS/RTP/SAVPF       | RTP/AVP        | A browser's sound must be secured (UDP/TLS/RTP/SAVPF).
          111 63 9 0 8 13 110 126 | 111            | Of the codecs only PCMA and PCMU are possible; neither is there.
          m=audio 9               | m=audio 0      | The session description has no audio.
          5aPm3kUo5wWkPBGxvW3XdMgR| short          | The value of a=ice-pwd is not allowed.
          """)
  void refusesAnOfferThatLacksAPart(String part, String instead, String sentence) {
    assertThatExceptionOfType(SdpProblem.class)
        .isThrownBy(() -> read(Samples.CHROMIUM.replace(part, instead)))
        .withMessage(sentence);
  }

  private static BrowserAudio read(String text) throws SdpProblem {
    return BrowserAudio.of(SessionDescription.parse(text));
  }

  private static BrowserAudio.Answer answer() {
    return new BrowserAudio.Answer(
        Origin.first(77, LOCAL.getAddress()),
        LOCAL,
        G711.A_LAW,
        Direction.SENDRECV,
        "ours",
        "ourpasswordourpassword",
        FINGERPRINT,
        -1,
        "otklik");
  }
}
