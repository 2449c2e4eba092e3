package org.otklik.wire.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otklik.wire.rtp.G711;

final class PhoneAudioTest {

  private static final String HEAD =
      "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\n";
  private static final InetSocketAddress LOCAL = new InetSocketAddress("198.51.100.2", 40_000);
  private static final Origin ORIGIN = Origin.first(77, LOCAL.getAddress());

  @Test
  void understandsADeskPhone() throws SdpProblem {
    var audio = read(Samples.DESK_PHONE);

    assertThat(audio.rtp()).isEqualTo(new InetSocketAddress("192.0.2.31", 11800));
    assertThat(audio.rtcp()).isEqualTo(new InetSocketAddress("192.0.2.31", 11801));
    assertThat(audio.laws().keySet()).containsExactly(G711.A_LAW, G711.MU_LAW);
    assertThat(audio.telephoneEvent()).isEqualTo(101);
    assertThat(audio.isHeld()).isFalse();
  }

  @Test
  void answersADeskPhone() throws SdpProblem {
    var answer = read(Samples.DESK_PHONE).answer(ORIGIN, LOCAL, G711.A_LAW, Direction.SENDRECV);

    assertThat(answer)
        .isEqualTo(
            """
            v=0
            o=- 77 1 IN IP4 198.51.100.2
            s=-
            t=0 0
            m=audio 40000 RTP/AVP 8 101
            c=IN IP4 198.51.100.2
            a=rtpmap:8 PCMA/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-15
            a=ptime:20
            a=sendrecv
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void understandsAGatewayOverIpv6() throws SdpProblem {
    var audio = read(Samples.GATEWAY);

    assertThat(audio.rtp()).isEqualTo(new InetSocketAddress("2001:db8::10", 17236));
    assertThat(audio.rtcp().getPort()).isEqualTo(17300);
    assertThat(audio.telephoneEvent()).isEqualTo(100);
    assertThat(audio.ptimeMillis()).isEqualTo(30);
  }

  @Test
  void answersOverIpv6() throws Exception {
    var local = new InetSocketAddress("2001:db8::2", 40_000);
    var origin = Origin.first(77, InetAddress.getByName("2001:db8::2"));

    var answer = read(Samples.GATEWAY).answer(origin, local, G711.MU_LAW, Direction.SENDRECV);

    assertThat(answer)
        .contains("o=- 77 1 IN IP6 2001:db8:0:0:0:0:0:2\r\n", "c=IN IP6 2001:db8:0:0:0:0:0:2\r\n");
    assertThat(read(answer).rtp()).isEqualTo(local);
  }

  @Test
  void refusesSecuredSoundVisiblyAndAnswersThePlainOne() throws SdpProblem {
    var audio = read(Samples.SOFTPHONE);

    var answer = audio.answer(ORIGIN, LOCAL, G711.A_LAW, Direction.SENDRECV);

    assertThat(audio.telephoneEvent()).isEqualTo(-1);
    assertThat(SessionDescription.parse(answer).media())
        .extracting(Media::port, Media::protocol, Media::formats)
        .containsExactly(
            tuple(0, "RTP/SAVP", List.of("96", "8")),
            tuple(40_000, "RTP/AVP", List.of("97")),
            tuple(0, "RTP/AVP", List.of("98")));
  }

  @Test
  void neverAnswersSecuredSoundInTheClear() {
    refuses(
        "m=audio 4000 RTP/SAVP 8\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x\n",
        "Only plain audio (RTP/AVP) is possible here; RTP/SAVP is not answered in the clear.");
  }

  @Test
  void refusesWhatItCannotCarry() {
    refuses("m=video 4000 RTP/AVP 96\n", "The session description has no audio.");
    refuses("m=audio 0 RTP/AVP 8\n", "The session description has no audio.");
    refuses(
        "m=audio 4000 RTP/AVP 9 18\n",
        "Of the codecs only PCMA and PCMU are possible; neither is there.");
    refuses(
        "m=audio 4000 RTP/AVP 8\nc=IN IP4 phone.example.net\n",
        "The c= line must give an IP address, not a name.");
    refuses(
        "m=audio 4000 RTP/AVP 8\nc=IN IP4 239.1.1.1/15\n",
        "The c= line gives a multicast address.");
  }

  @ParameterizedTest
  @CsvSource({
    "SENDRECV, SENDRECV, SENDRECV",
    "SENDONLY, SENDRECV, RECVONLY",
    "RECVONLY, SENDRECV, SENDONLY",
    "INACTIVE, SENDRECV, INACTIVE",
    "SENDRECV, SENDONLY, SENDONLY",
    "SENDRECV, INACTIVE, INACTIVE",
    "SENDONLY, SENDONLY, INACTIVE",
    "RECVONLY, SENDONLY, SENDONLY",
  })
  void answersEachDirection(Direction offered, Direction wanted, Direction answered) {
    assertThat(offered.answer(wanted)).isEqualTo(answered);
  }

  @ParameterizedTest
  @CsvSource({
    "a=sendrecv, 192.0.2.1, false, a=sendrecv",
    "a=sendonly, 192.0.2.1, true, a=recvonly",
    "a=inactive, 192.0.2.1, true, a=inactive",
    "a=recvonly, 192.0.2.1, false, a=sendonly",
    "a=sendrecv, 0.0.0.0, true, a=recvonly",
    "a=recvonly, 0.0.0.0, true, a=inactive",
  })
  void knowsHold(String attribute, String address, boolean held, String answered)
      throws SdpProblem {
    var audio =
        read(HEAD + "m=audio 4000 RTP/AVP 8\nc=IN IP4 %s\n%s\n".formatted(address, attribute));

    assertThat(audio.isHeld()).isEqualTo(held);
    assertThat(audio.answer(ORIGIN, LOCAL, G711.A_LAW, Direction.SENDRECV))
        .contains(answered + "\r\n");
  }

  @Test
  void offersBothLawsWhenTheInviteHasNoOffer() throws SdpProblem {
    var offer =
        PhoneAudio.offer(
            ORIGIN.next(), LOCAL, List.of(G711.A_LAW, G711.MU_LAW), Direction.SENDRECV);

    var audio = read(offer);
    assertThat(audio.rtp()).isEqualTo(LOCAL);
    assertThat(audio.laws()).containsEntry(G711.A_LAW, 8).containsEntry(G711.MU_LAW, 0);
    assertThat(audio.telephoneEvent()).isEqualTo(101);
    assertThat(audio.description().origin().version()).isEqualTo("2");
  }

  @Test
  void prefersALawForTwoLegs() {
    assertThat(PhoneAudio.findCommonLaw(Set.of(G711.MU_LAW, G711.A_LAW), List.of(G711.A_LAW)))
        .contains(G711.A_LAW);
    assertThat(
            PhoneAudio.findCommonLaw(
                Set.of(G711.MU_LAW, G711.A_LAW), List.of(G711.MU_LAW, G711.A_LAW)))
        .contains(G711.A_LAW);
    assertThat(PhoneAudio.findCommonLaw(Set.of(G711.MU_LAW), Set.of(G711.MU_LAW)))
        .contains(G711.MU_LAW);
    assertThat(PhoneAudio.findCommonLaw(Set.of(G711.MU_LAW), Set.of(G711.A_LAW))).isEmpty();
  }

  @Test
  void answersNoLawThatWasNotOffered() throws SdpProblem {
    var audio = read(HEAD + "m=audio 4000 RTP/AVP 0\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> audio.answer(ORIGIN, LOCAL, G711.A_LAW, Direction.SENDRECV))
        .withMessage("The law (PCMA) must be one of those offered [PCMU].");
  }

  private static PhoneAudio read(String text) throws SdpProblem {
    return PhoneAudio.of(SessionDescription.parse(text));
  }

  private static void refuses(String media, String sentence) {
    assertThatExceptionOfType(SdpProblem.class)
        .isThrownBy(() -> read(HEAD + media))
        .withMessage(sentence);
  }
}
