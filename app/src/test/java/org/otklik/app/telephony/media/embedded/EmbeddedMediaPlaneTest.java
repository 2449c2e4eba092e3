package org.otklik.app.telephony.media.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.telephony.media.LegId;
import org.otklik.app.telephony.media.LegListener;
import org.otklik.app.telephony.media.MediaGroup;
import org.otklik.app.telephony.media.MediaRefusal;
import org.otklik.app.telephony.media.Negotiated;
import org.otklik.app.telephony.media.Party;
import org.otklik.app.telephony.media.PlayEnd;
import org.otklik.app.telephony.media.RecordingEnd;
import org.otklik.app.telephony.media.Secrecy;
import org.otklik.app.telephony.media.Sound;
import org.otklik.app.telephony.media.SoundTaker;
import org.otklik.app.telephony.media.Telephone;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.Goertzel;
import org.otklik.app.testing.RtpPhone;
import org.otklik.app.testing.StereoWav;
import org.otklik.app.testing.Tone;
import org.otklik.wire.rtp.G711;
import org.otklik.wire.rtp.RtpPacket;
import org.otklik.wire.sdp.Crypto;
import org.otklik.wire.sdp.Direction;
import org.otklik.wire.sdp.Origin;
import org.otklik.wire.sdp.PhoneAudio;
import org.otklik.wire.sdp.SdpProblem;
import org.otklik.wire.sdp.SessionDescription;
import org.otklik.wire.srtp.SrtpSuite;

final class EmbeddedMediaPlaneTest {

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final MediaGroup GROUP = new MediaGroup("main");
  private static final int SECOND = 8_000;

  /// Of a phone's tone, with room for what is lost in joins.
  private static final double LOUD = 6_000;

  /// Nothing but the noise of the law.
  private static final double NOTHING = 150;

  @TempDir private Path folder;
  private final List<RtpPhone> phones = new ArrayList<>();
  private final Ears ears = new Ears();
  private final AtomicLong skewNanos = new AtomicLong();
  private EmbeddedMediaPlane plane = plane(Duration.ofSeconds(60), 10);

  @BeforeEach
  void start() {
    plane.start();
  }

  @AfterEach
  void stop() {
    phones.forEach(RtpPhone::close);
    plane.close();
  }

  @Test
  void letsTwoPhonesHearEachOtherAndNobodyElse() {
    var citizen = phone(1_000, G711.A_LAW);
    var operator = phone(440, G711.A_LAW);
    plane.connect(open(citizen), open(operator));

    hears(citizen, 440, 1_000);
    hears(operator, 1_000, 440);
  }

  @Test
  void convertsBetweenTheLaws() {
    var citizen = phone(1_000, G711.MU_LAW);
    var operator = phone(440, G711.A_LAW);
    plane.connect(open(citizen), open(operator));

    hears(citizen, 440, 1_000);
    hears(operator, 1_000, 440);
    assertThat(citizen.packets()).allMatch(packet -> packet.payloadType() == 0);
  }

  @Test
  void sendsOneUnbrokenStreamWhateverItsSource() {
    var citizen = phone(1_000, G711.A_LAW);
    var operator = phone(440, G711.A_LAW);
    var leg = open(citizen);
    var other = open(operator);
    heard(citizen, 1);
    played(leg, sound(700, 400));
    plane.music(leg, sound(600, 1_000));
    heard(citizen, SECOND);
    plane.connect(leg, other);
    heard(citizen, 2 * SECOND);
    plane.disconnect(leg);
    heard(citizen, citizen.heardLength() + SECOND / 10);

    var packets = citizen.packets();

    for (var i = 1; i < packets.size(); i++) {
      var before = packets.get(i - 1);
      var packet = packets.get(i);
      assertThat(packet.ssrc()).isEqualTo(before.ssrc());
      assertThat(packet.sequence()).isEqualTo(before.sequence() + 1 & 0xFFFF);
      assertThat(packet.timestamp() - before.timestamp()).isBetween(80, 8_800);
    }
    assertThat(packets.stream().filter(RtpPhone.Packet::marker).count()).isGreaterThan(3);
  }

  @Test
  void recordsBothSidesInTheirChannels() {
    var citizen = phone(1_000, G711.A_LAW);
    var operator = phone(440, G711.MU_LAW);
    var leg = open(citizen);
    plane.connect(leg, open(operator));
    hears(citizen, 440, 1_000);
    var file = folder.resolve("2026/07/talk.wav");
    var ended = new CompletableFuture<RecordingEnd>();
    plane.record(leg, file, ended::complete);
    citizen.forget();
    heard(citizen, 2 * SECOND);
    plane.stopRecording(leg);

    assertThat(ended.orTimeout(5, SECONDS).join()).isInstanceOf(RecordingEnd.Saved.class);
    var wav = StereoWav.read(file);
    var from = SECOND / 4;
    var to = from + SECOND;
    assertThat(wav.length()).isBetween(SECOND * 18 / 10, SECOND * 3);
    assertThat(Goertzel.amplitude(wav.left(), from, to, 1_000)).isGreaterThan(LOUD);
    assertThat(Goertzel.amplitude(wav.left(), from, to, 440)).isLessThan(NOTHING);
    assertThat(Goertzel.amplitude(wav.right(), from, to, 440)).isGreaterThan(LOUD);
    assertThat(Goertzel.amplitude(wav.right(), from, to, 1_000)).isLessThan(NOTHING);
  }

  @Test
  void handsOverWhatOneSaysAndDoesNotEndWhatCameAfterwards() {
    var citizen = phone(1_000, G711.A_LAW);
    var leg = open(citizen);
    plane.connect(leg, open(phone(440, G711.A_LAW)));
    heard(citizen, SECOND / 2);
    var taken = new Taken();
    var end = plane.take(leg, taken);
    citizen.forget();
    heard(citizen, 2 * SECOND);
    var file = folder.resolve("after.wav");
    var recorded = new CompletableFuture<RecordingEnd>();
    plane.record(leg, file, recorded::complete);

    assertThat(taken.ended.orTimeout(5, SECONDS).join()).isTrue();
    var samples = taken.samples();
    assertThat(samples.length).isBetween(SECOND * 18 / 10, SECOND * 3);
    assertThat(Goertzel.amplitude(samples, SECOND / 4, SECOND * 5 / 4, 1_000)).isGreaterThan(LOUD);

    end.run();
    citizen.forget();
    heard(citizen, SECOND);
    assertThat(recorded).isNotDone();
    plane.stopRecording(leg);
    assertThat(recorded.orTimeout(5, SECONDS).join()).isInstanceOf(RecordingEnd.Saved.class);
  }

  private static final class Taken implements SoundTaker {
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    @Override
    public void take(byte[] samples) throws IOException {
      all.write(samples);
    }

    @Override
    public void ended(boolean complete) {
      ended.complete(complete);
    }

    private short[] samples() {
      var buffer =
          ByteBuffer.wrap(all.toByteArray()).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
      var samples = new short[buffer.remaining()];
      buffer.get(samples);
      return samples;
    }
  }

  @Test
  void letsEachOfThreeHearTheOtherTwoAndNotItself() {
    var citizen = phone(1_000, G711.A_LAW);
    var operator = phone(440, G711.MU_LAW);
    var expert = phone(700, G711.A_LAW);
    var one = open(citizen);
    var two = open(operator);
    var three = open(expert);
    plane.connect(one, two);
    hears(citizen, 440, 1_000);

    plane.bridge(Map.of(one, Set.of(two, three), two, Set.of(one, three), three, Set.of(one, two)));

    hears(citizen, 440, 1_000);
    hears(citizen, 700, 1_000);
    hears(operator, 1_000, 440);
    hears(operator, 700, 440);
    hears(expert, 1_000, 700);
    hears(expert, 440, 700);

    plane.bridge(Map.of(one, Set.of(three), three, Set.of(one), two, Set.of()));

    hears(citizen, 700, 440);
    hears(expert, 1_000, 440);
  }

  @Test
  void whoIsDisconnectedFromThreeIsHeardByNobody() {
    var citizen = phone(1_000, G711.A_LAW);
    var operator = phone(440, G711.A_LAW);
    var supervisor = phone(700, G711.A_LAW);
    var one = open(citizen);
    var two = open(operator);
    var three = open(supervisor);
    plane.bridge(Map.of(one, Set.of(two), two, Set.of(one, three), three, Set.of(one, two)));
    hears(operator, 1_000, 440);
    hears(supervisor, 1_000, 700);

    plane.disconnect(one);

    hears(operator, 700, 1_000);
    hears(supervisor, 440, 1_000);
  }

  @Test
  void aWhisperIsHeardByTheOperatorAloneAndIsNotInTheRecording() {
    var citizen = phone(1_000, G711.A_LAW);
    var operator = phone(440, G711.A_LAW);
    var supervisor = phone(700, G711.A_LAW);
    var one = open(citizen);
    var two = open(operator);
    var three = open(supervisor);
    plane.bridge(Map.of(one, Set.of(two), two, Set.of(one, three), three, Set.of(one, two)));
    var file = folder.resolve("whisper.wav");
    var ended = new CompletableFuture<RecordingEnd>();
    plane.record(one, file, ended::complete);

    hears(operator, 700, 440);
    hears(operator, 1_000, 440);
    hears(supervisor, 440, 700);
    hears(supervisor, 1_000, 700);
    hears(citizen, 440, 700);
    citizen.forget();
    heard(citizen, 2 * SECOND);
    plane.stopRecording(one);

    assertThat(ended.orTimeout(5, SECONDS).join()).isInstanceOf(RecordingEnd.Saved.class);
    var wav = StereoWav.read(file);
    var from = wav.length() - SECOND * 3 / 2;
    var to = from + SECOND;
    assertThat(Goertzel.amplitude(wav.left(), from, to, 1_000)).isGreaterThan(LOUD);
    assertThat(Goertzel.amplitude(wav.right(), from, to, 440)).isGreaterThan(LOUD);
    assertThat(Goertzel.amplitude(wav.right(), from, to, 700)).isLessThan(NOTHING);
  }

  @Test
  void whoCloseTheirLegAreNotHeardAnyMore() {
    var citizen = phone(1_000, G711.A_LAW);
    var operator = phone(440, G711.A_LAW);
    var expert = phone(700, G711.A_LAW);
    var one = open(citizen);
    var two = open(operator);
    var three = open(expert);
    plane.bridge(Map.of(one, Set.of(two, three), two, Set.of(one, three), three, Set.of(one, two)));
    hears(citizen, 700, 1_000);

    plane.close(three);

    hears(citizen, 440, 700);
    hears(operator, 1_000, 700);
  }

  @Test
  void playsAListWithoutGapsAndTellsItsEnd() {
    var citizen = phone(1_000, G711.A_LAW);
    var leg = open(citizen);
    heard(citizen, 1);
    citizen.forget();
    var start = System.nanoTime();

    var end = played(leg, sound(700, 330), sound(700, 350), sound(700, 320));

    var took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(end).isEqualTo(PlayEnd.FINISHED);
    assertThat(took).isBetween(Duration.ofMillis(900), Duration.ofMillis(1_400));
    Await.until(
        "the prompt is heard", SOON, () -> Goertzel.amplitude(citizen.latest(SECOND), 700) > LOUD);
    var played =
        citizen.packets().stream().filter(packet -> packet.nanos() - start < 900_000_000L).toList();
    assertThat(played).hasSizeBetween(40, 50);
  }

  @Test
  void tellsWhyAListEnded() {
    var citizen = phone(1_000, G711.A_LAW);
    var leg = open(citizen);
    var ends = new CopyOnWriteArrayList<PlayEnd>();

    plane.play(leg, List.of(sound(700, 60_000)), ends::add);
    plane.play(leg, List.of(sound(600, 60_000)), ends::add);
    plane.stop(leg);
    plane.play(leg, List.of(sound(600, 60_000)), ends::add);
    plane.close(leg);
    plane.play(leg, List.of(sound(600, 60_000)), ends::add);

    Await.until("all have ended", SOON, () -> ends.size() == 4);
    assertThat(ends)
        .containsExactlyInAnyOrder(
            PlayEnd.STOPPED, PlayEnd.STOPPED, PlayEnd.LEG_GONE, PlayEnd.LEG_GONE);
  }

  @Test
  void playsMusicToWhoIsOnHoldAndNothingOfThemToOthers() {
    var citizen = phone(1_000, G711.A_LAW);
    var operator = phone(440, G711.A_LAW);
    var leg = open(citizen);
    plane.connect(leg, open(operator));
    hears(operator, 1_000, 440);

    plane.hold(leg, sound(600, 1_000));

    hears(citizen, 600, 440);
    Await.until(
        "the operator hears nothing",
        SOON,
        () -> Goertzel.amplitude(operator.latest(320), 1_000) < NOTHING);

    plane.resume(leg);

    hears(citizen, 440, 600);
    hears(operator, 1_000, 600);
  }

  @Test
  void letsNobodyHearWhoIsMuted() {
    var citizen = phone(1_000, G711.A_LAW);
    var operator = phone(440, G711.A_LAW);
    var muted = open(operator);
    plane.connect(open(citizen), muted);
    hears(citizen, 440, 1_000);

    plane.mute(muted, true);

    Await.until(
        "the citizen hears nothing",
        SOON,
        () -> Goertzel.amplitude(citizen.latest(320), 440) < NOTHING);
    hears(operator, 1_000, 440);
    plane.mute(muted, false);
    hears(citizen, 440, 1_000);
  }

  @Test
  void tellsEachKeyOnceAndPassesItOn() {
    var citizen = phone(1_000, G711.A_LAW, 96);
    var operator = phone(440, G711.A_LAW, 110);
    plane.connect(open(citizen), open(operator));
    hears(operator, 1_000, 440);

    for (var key : List.of('1', '1', '#')) {
      citizen.press(key);
    }

    Await.until("three keys", SOON, () -> ears.keys.size() >= 3);
    assertThat(ears.keys).containsExactly('1', '1', '#');
    Await.until(
        "the operator's phone has the events in its own payload type",
        SOON,
        () -> operator.packets().stream().filter(p -> p.payloadType() == 110).count() == 24);
  }

  @Test
  void pressesKeysWithThreeEnds() {
    var citizen = phone(1_000, G711.A_LAW, 96);
    var leg = open(citizen);
    heard(citizen, 1);

    plane.sendDigits(leg, "5#");

    Await.until(
        "sixteen packets of two keys",
        SOON,
        () -> citizen.packets().stream().filter(p -> p.payloadType() == 96).count() == 16);
    var events = citizen.packets().stream().filter(p -> p.payloadType() == 96).toList();
    assertThat(events.subList(0, 8))
        .extracting(RtpPhone.Packet::timestamp)
        .containsOnly(events.getFirst().timestamp());
    assertThat(events).filteredOn(RtpPhone.Packet::marker).hasSize(2);
    assertThatThrownBy(() -> plane.sendDigits(leg, "x")).hasMessageContaining("(x)");
  }

  @Test
  void acceptsNothingOfStrangersOnceAPhoneHasSpoken() throws Exception {
    var citizen = phone(1_000, G711.A_LAW);
    var operator = phone(440, G711.A_LAW);
    var agreed = agreed(plane.openPlain(GROUP, citizen.sdp(), Telephone.plain(LOOPBACK), ears));
    plane.begin(agreed.leg());
    citizen.speakTo(agreed.sdp());
    plane.connect(agreed.leg(), open(operator));
    hears(operator, 1_000, 440);
    var port = agreed.sdp().replaceAll("(?s).*m=audio (\\d+).*", "$1");
    var to = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
    operator.forget();
    var before = plane.statistics(agreed.leg()).orElseThrow().received();

    try (var stranger = DatagramChannel.open()) {
      var tone = new Tone(2_000);
      for (var i = 0; i < 2_000; i++) {
        stranger.send(strangersPacket(i, tone), to);
        LockSupport.parkNanos(250_000);
      }
    }

    var after = plane.statistics(agreed.leg()).orElseThrow().received();
    assertThat(after - before).isLessThan(200);
    assertThat(Goertzel.amplitude(operator.latest(SECOND / 2), 2_000)).isLessThan(NOTHING);
    assertThat(Goertzel.amplitude(operator.latest(SECOND / 4), 1_000)).isGreaterThan(LOUD);
  }

  @Test
  void findsAPhoneBehindANat() {
    var citizen = phone(1_000, G711.A_LAW);
    var operator = phone(440, G711.A_LAW);
    var elsewhere = citizen.sdp().replaceAll("m=audio \\d+", "m=audio 9");
    var agreed = agreed(plane.openPlain(GROUP, elsewhere, Telephone.plain(LOOPBACK), ears));
    plane.begin(agreed.leg());
    citizen.speakTo(agreed.sdp());
    plane.connect(agreed.leg(), open(operator));

    hears(operator, 1_000, 440);
    hears(citizen, 440, 1_000);
  }

  @Test
  void followsHoldAndANewAddress() {
    var citizen = phone(1_000, G711.A_LAW);
    var operator = phone(440, G711.A_LAW);
    var leg = open(citizen);
    plane.connect(leg, open(operator));
    hears(citizen, 440, 1_000);

    var held = agreed(plane.renegotiate(leg, citizen.sdp("sendonly")));

    assertThat(held.heldByRemote()).isTrue();
    assertThat(held.sdp()).contains("a=recvonly");
    citizen.forget();
    heard(operator, operator.heardLength() + SECOND / 2);
    assertThat(citizen.heardLength()).isLessThan(800);

    var elsewhere = phone(700, G711.A_LAW);
    var moved = agreed(plane.renegotiate(leg, elsewhere.sdp()));
    elsewhere.speakTo(moved.sdp());

    assertThat(moved.heldByRemote()).isFalse();
    hears(elsewhere, 440, 1_000);
    hears(operator, 700, 1_000);
  }

  @Test
  void followsAChangeOfTheLaw() {
    var citizen = phone(1_000, G711.A_LAW);
    var operator = phone(440, G711.A_LAW);
    var leg = open(citizen);
    plane.connect(leg, open(operator));
    hears(citizen, 440, 1_000);
    citizen.speaking(false);

    var other = phone(700, G711.MU_LAW);
    var changed = agreed(plane.renegotiate(leg, other.sdp()));
    other.speakTo(changed.sdp());

    assertThat(changed.sdp()).contains("RTP/AVP 0");
    hears(other, 440, 700);
    hears(operator, 700, 440);
    assertThat(other.packets()).allMatch(packet -> packet.payloadType() == 0);
  }

  @Test
  void makesOffersToo() {
    var citizen = phone(1_000, G711.MU_LAW);
    var operator = phone(440, G711.A_LAW);
    var offered = agreed(plane.offerPlain(GROUP, Telephone.plain(LOOPBACK), ears));

    assertThat(plane.accept(offered.leg(), citizen.sdp())).isEmpty();
    plane.begin(offered.leg());
    citizen.speakTo(offered.sdp());
    plane.connect(offered.leg(), open(operator));

    hears(operator, 1_000, 440);
    hears(citizen, 440, 1_000);
    assertThat(plane.offerAgain(offered.leg())).isEqualTo(offered);
    assertThat(plane.accept(offered.leg(), "nonsense")).hasValue(MediaRefusal.MALFORMED);
  }

  @Test
  void refusesWhatItCannotCarry() {
    var offer = phone(1_000, G711.A_LAW).sdp();

    assertThat(refusal("nonsense")).isEqualTo(MediaRefusal.MALFORMED);
    assertThat(refusal(offer.replace("RTP/AVP", "RTP/SAVP")))
        .isEqualTo(MediaRefusal.NOT_ACCEPTABLE);
    assertThat(refusal(offer.replace("AVP 8", "AVP 9").replace("PCMA", "G722")))
        .isEqualTo(MediaRefusal.NOT_ACCEPTABLE);
    assertThat(refusal(offer.replace("IP4 127.0.0.1", "IP6 ::1")))
        .isEqualTo(MediaRefusal.NOT_ACCEPTABLE);
    assertThat(plane.renegotiate(new LegId(-1), offer))
        .isEqualTo(new Negotiated.Refused(MediaRefusal.LEG_GONE));
  }

  @Test
  void saysWhenAllPortsAreTakenAndFreesThemAtTheEnd() {
    plane.close();
    plane = plane(Duration.ofSeconds(60), 1);
    plane.start();
    var offer = phone(1_000, G711.A_LAW).sdp();
    var first = agreed(plane.openPlain(GROUP, offer, Telephone.plain(LOOPBACK), ears));

    assertThat(refusal(offer)).isEqualTo(MediaRefusal.NO_FREE_PORT);

    plane.close(first.leg());
    Await.until(
        "the ports are free again",
        SOON,
        () ->
            plane.openPlain(GROUP, offer, Telephone.plain(LOOPBACK), ears)
                instanceof Negotiated.Agreed);
  }

  @Test
  void tellsWhenAPhoneHasGoneSilent() {
    plane.close();
    plane = plane(Duration.ofMillis(300), 10);
    plane.start();
    var citizen = phone(1_000, G711.A_LAW);
    var leg = open(citizen);
    heard(citizen, 1);
    assertThat(ears.lost).isEmpty();

    citizen.speaking(false);

    Await.until("it is lost", SOON, () -> !ears.lost.isEmpty());
    assertThat(ears.lost).containsExactly(leg);
  }

  @Test
  void waitsForATelephoneThatRingsHoweverLong() {
    plane.close();
    plane = plane(Duration.ofMillis(300), 10);
    plane.start();
    var ringing =
        agreed(
            plane.openPlain(
                GROUP, phone(1_000, G711.A_LAW).sdp(), Telephone.plain(LOOPBACK), ears));
    var silent =
        agreed(
                plane.openPlain(
                    GROUP, phone(440, G711.A_LAW).sdp(), Telephone.plain(LOOPBACK), ears))
            .leg();
    plane.begin(silent);

    Await.until("the silent one is lost", SOON, () -> !ears.lost.isEmpty());
    assertThat(ears.lost).containsExactly(silent);

    plane.begin(ringing.leg());
    Await.until("silence counts from the answer", SOON, () -> ears.lost.contains(ringing.leg()));
  }

  @Test
  void keepsATelephoneThatHoldsTheCallOrSendsNoSoundButReports() {
    plane.close();
    plane = plane(Duration.ofMillis(300), 10);
    plane.start();
    var holding = phone(1_000, G711.A_LAW);
    var leg = open(holding);
    speaks(leg);
    plane.renegotiate(leg, holding.sdp("sendonly"));
    holding.speaking(false);
    var muted = phone(440, G711.A_LAW);
    var other = open(muted);
    muted.speaking(false);
    var start = System.nanoTime();

    Await.until(
        "three times the silence that is allowed",
        SOON,
        () -> {
          muted.comfortNoise();
          return System.nanoTime() - start > 900_000_000L;
        });

    assertThat(ears.lost).isEmpty();
    Await.until("the muted one is lost", SOON, () -> !ears.lost.isEmpty());
    assertThat(ears.lost).containsExactly(other);
  }

  @Test
  void sendsNothingBeforeTheCallIsAcknowledged() {
    var citizen = phone(1_000, G711.A_LAW);
    var operator = phone(440, G711.A_LAW);
    var agreed = agreed(plane.openPlain(GROUP, citizen.sdp(), Telephone.plain(LOOPBACK), ears));
    plane.play(agreed.leg(), List.of(sound(700, 400)), _ -> {});
    plane.music(agreed.leg(), sound(600, 1_000));
    var other = open(operator);
    heard(operator, SECOND / 10);

    assertThat(citizen.packets()).isEmpty();
    assertThat(plane.statistics(agreed.leg()).orElseThrow().sent()).isZero();
    assertThat(ears.connected).isEmpty();

    plane.begin(agreed.leg());
    hears(citizen, 600, 440);
    plane.connect(agreed.leg(), other);
    hears(citizen, 440, 600);
  }

  @Test
  void believesNobodyBeforeTheCallIsAcknowledged() {
    var eager = phone(1_000, G711.A_LAW);
    var agreed = agreed(plane.openPlain(GROUP, eager.sdp(), Telephone.plain(LOOPBACK), ears));
    eager.speakTo(agreed.sdp());
    var other = phone(440, G711.A_LAW);
    open(other);
    heard(other, SECOND / 10);

    assertThat(plane.statistics(agreed.leg()).orElseThrow().received()).isZero();

    plane.begin(agreed.leg());
    speaks(agreed.leg());
  }

  @Test
  void losesWhoNeverGaveASignOfLifeWhateverTheDirection() {
    plane.close();
    plane = plane(Duration.ofMillis(300), 10);
    plane.start();
    var offer = phone(1_000, G711.A_LAW).sdp();

    for (var odd :
        List.of(
            offer.replace("a=sendrecv", "a=recvonly"),
            offer.replace("a=sendrecv", "a=inactive"),
            offer.replace("IP4 127.0.0.1\r\nt=", "IP4 0.0.0.0\r\nt="))) {
      var leg = agreed(plane.openPlain(GROUP, odd, Telephone.plain(LOOPBACK), ears)).leg();
      plane.begin(leg);
      Await.until("it is lost", SOON, () -> ears.lost.contains(leg));
    }
  }

  @Test
  void playsNoMusicToWhoGivesNoSignOfLife() {
    plane.close();
    plane = plane(Duration.ofMillis(300), 10);
    plane.start();
    var citizen = phone(1_000, G711.A_LAW);
    var leg = open(citizen);
    plane.music(leg, sound(600, 1_000));
    hears(citizen, 600, 1_000);
    plane.renegotiate(leg, citizen.sdp("recvonly"));

    citizen.speaking(false);

    Await.until(
        "the music stops",
        SOON,
        () -> System.nanoTime() - citizen.packets().getLast().nanos() > 500_000_000L);
    assertThat(ears.lost).isEmpty();
    citizen.forget();
    citizen.speaking(true);
    hears(citizen, 600, 1_000);
  }

  @Test
  void letsACitizenHoldTheCallForHalfAnHour() {
    var citizen = phone(1_000, G711.A_LAW);
    var other = phone(440, G711.A_LAW);
    var leg = open(citizen);
    speaks(leg);
    citizen.speaking(false);
    plane.renegotiate(leg, citizen.sdp("sendonly"));
    open(other);

    skewNanos.set(PlainPath.HOLD_MAX.minusSeconds(10).toNanos());
    heard(other, SECOND / 10);
    assertThat(ears.lost).doesNotContain(leg);

    skewNanos.set(PlainPath.HOLD_MAX.plusSeconds(10).toNanos());
    Await.until("it is lost", SOON, () -> ears.lost.contains(leg));
  }

  @Test
  void countsWhatItCarries() {
    var citizen = phone(1_000, G711.A_LAW);
    var leg = open(citizen);
    heard(citizen, 1);

    Await.until(
        "a second of sound", SOON, () -> plane.statistics(leg).orElseThrow().received() >= 50);

    var statistics = plane.statistics(leg).orElseThrow();
    assertThat(statistics.lost()).isZero();
    assertThat(statistics.jitterMillis()).isLessThan(15);
    assertThat(statistics.levelDbov()).isBetween(-17.0, -13.0);
    assertThat(statistics.sinceLastRtp()).isLessThan(Duration.ofMillis(500));
    assertThat(statistics.sent()).isPositive();
    plane.close(leg);
    assertThat(plane.statistics(leg)).isEmpty();
  }

  @Test
  void sendsHardlyAnythingToWhoHearsNothing() {
    var citizen = phone(1_000, G711.A_LAW);
    open(citizen);
    heard(citizen, 5 * 160);
    citizen.forget();
    var start = System.nanoTime();

    Await.until("three signs of life", SOON, () -> citizen.packets().size() == 3);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void securedSoundIsNeverDowngraded() throws SdpProblem {
    var phone = phone(1_000, G711.A_LAW);
    var key = Crypto.generate(1, SrtpSuite.AES_CM_128_HMAC_SHA1_80, new SecureRandom());
    var local = new InetSocketAddress(LOOPBACK, phone.port());
    var offer =
        PhoneAudio.securedOffer(
            Origin.first(1, LOOPBACK), local, List.of(G711.A_LAW), Direction.SENDRECV, key);

    assertThat(opened(phone.sdp(), Secrecy.REQUIRED))
        .isEqualTo(new Negotiated.Refused(MediaRefusal.NOT_ACCEPTABLE));
    assertThat(opened(offer, Secrecy.OFF))
        .isEqualTo(new Negotiated.Refused(MediaRefusal.NOT_ACCEPTABLE));

    var agreed = agreed(opened(offer, Secrecy.OFFERED));
    var again = agreed(plane.renegotiate(agreed.leg(), offer));

    var theirs = PhoneAudio.ofSecuredAnswer(SessionDescription.parse(agreed.sdp()), key).crypto();
    assertThat(PhoneAudio.ofSecuredAnswer(SessionDescription.parse(again.sdp()), key).crypto())
        .isEqualTo(theirs);
    assertThat(plane.renegotiate(agreed.leg(), phone.sdp()))
        .isEqualTo(new Negotiated.Refused(MediaRefusal.NOT_ACCEPTABLE));
  }

  @Test
  void earlySoundFlowsToWhoIsReachedOrProvesToBeThere() {
    var reached = phone(1_000, G711.A_LAW);
    var proves = phone(1_000, G711.A_LAW);
    var silent = phone(1_000, G711.A_LAW);
    silent.speaking(false);
    for (var phone : List.of(reached, proves, silent)) {
      var agreed = agreed(plane.openPlain(GROUP, phone.sdp(), Telephone.plain(LOOPBACK), ears));
      phone.speaking(phone.equals(proves));
      phone.speakTo(agreed.sdp());
      plane.beginEarly(agreed.leg(), phone.equals(reached));
      plane.music(agreed.leg(), Sound.of("music", new short[8_000]));
    }

    heard(reached, 1_600);
    heard(proves, 1_600);

    assertThat(silent.packets()).isEmpty();
  }

  @Test
  void earlySoundGoesOnToWhoIsReachedWhereTheSignallingComesFrom() {
    plane.close();
    plane = plane(Duration.ofMillis(300), 10);
    plane.start();
    var proved = phone(1_000, G711.A_LAW);
    var unproved = phone(1_000, G711.A_LAW);
    for (var phone : List.of(proved, unproved)) {
      var agreed = agreed(plane.openPlain(GROUP, phone.sdp(), Telephone.plain(LOOPBACK), ears));
      phone.speaking(phone.equals(unproved));
      phone.speakTo(agreed.sdp());
      plane.beginEarly(agreed.leg(), phone.equals(proved));
      plane.music(agreed.leg(), sound(600, 1_000));
      heard(phone, 160);
    }
    unproved.speaking(false);

    Await.until(
        "the music stops for who has not proved to be there",
        SOON,
        () -> System.nanoTime() - unproved.packets().getLast().nanos() > 500_000_000L);

    proved.forget();
    heard(proved, 1_600);
  }

  @Test
  void earlySoundEndsWhereNobodyEverSpeaks() {
    plane.close();
    plane = plane(Duration.ofMillis(300), 10);
    plane.start();
    var phone = phone(1_000, G711.A_LAW);
    phone.speaking(false);
    var elsewhere = Telephone.plain(InetAddress.ofLiteral("127.0.0.9"));
    var agreed = agreed(plane.openPlain(GROUP, phone.sdp(), elsewhere, ears));
    phone.speakTo(agreed.sdp());
    plane.beginEarly(agreed.leg(), true);
    plane.music(agreed.leg(), sound(600, 1_000));
    heard(phone, 160);

    Await.until(
        "the music stops",
        SOON,
        () -> {
          plane.beginEarly(agreed.leg(), true); // another PRACK is no sign of life
          return System.nanoTime() - phone.packets().getLast().nanos() > 500_000_000L;
        });
    assertThat(ears.lost).isEmpty();
    phone.forget();
    phone.speaking(true);
    hears(phone, 600, 1_000);
  }

  private Negotiated opened(String offer, Secrecy secrecy) {
    return plane.openPlain(GROUP, offer, new Telephone(LOOPBACK, secrecy, Party.CITIZEN), ears);
  }

  private MediaRefusal refusal(String offer) {
    return plane.openPlain(GROUP, offer, Telephone.plain(LOOPBACK), ears)
            instanceof Negotiated.Refused(var reason)
        ? reason
        : fail("This was to be refused.");
  }

  private static Negotiated.Agreed agreed(Negotiated negotiated) {
    assertThat(negotiated).isInstanceOf(Negotiated.Agreed.class);
    return (Negotiated.Agreed) negotiated;
  }

  private LegId open(RtpPhone phone) {
    var agreed = agreed(plane.openPlain(GROUP, phone.sdp(), Telephone.plain(LOOPBACK), ears));
    plane.begin(agreed.leg());
    phone.speakTo(agreed.sdp());
    return agreed.leg();
  }

  private RtpPhone phone(double hertz, G711 law) {
    return phone(hertz, law, -1);
  }

  private RtpPhone phone(double hertz, G711 law, int eventType) {
    var phone = new RtpPhone(hertz, law, eventType, phones.size());
    phones.add(phone);
    return phone;
  }

  private PlayEnd played(LegId leg, Sound... sounds) {
    var ended = new CompletableFuture<PlayEnd>();
    plane.play(leg, List.of(sounds), ended::complete);
    return ended.orTimeout(10, SECONDS).join();
  }

  private static Sound sound(double hertz, int millis) {
    return Sound.of("tone", new Tone(hertz).next(8 * millis));
  }

  /// Waits until a leg's phone was heard.
  private void speaks(LegId leg) {
    Await.until("it speaks", SOON, () -> plane.statistics(leg).orElseThrow().received() > 0);
  }

  /// Waits until a phone has heard so many samples since it last forgot.
  private static void heard(RtpPhone phone, int samples) {
    Await.until("samples are heard", SOON, () -> phone.heardLength() >= samples);
  }

  /// Waits until the latest quarter of a second is one tone and not the other.
  private static void hears(RtpPhone phone, double hertz, double not) {
    Await.until(
        "%s Hz is heard".formatted(hertz),
        SOON,
        () -> {
          var latest = phone.latest(SECOND / 4);
          return latest.length == SECOND / 4
              && Goertzel.amplitude(latest, hertz) > LOUD
              && Goertzel.amplitude(latest, not) < NOTHING;
        });
  }

  private static ByteBuffer strangersPacket(int sequence, Tone tone) {
    var out = ByteBuffer.allocate(172);
    RtpPacket.writeHeader(out, false, 8, sequence & 0xFFFF, sequence * 160, 0x5EED_0000);
    for (var sample : tone.next(160)) {
      out.put(G711.A_LAW.encode(sample));
    }
    return out.flip();
  }

  private EmbeddedMediaPlane plane(Duration silenceMax, int pairs) {
    var first = 42_000 + 2 * (int) (ProcessHandle.current().pid() % 4_000);
    return new EmbeddedMediaPlane(
        new EmbeddedMediaPlane.Setup(
            LOOPBACK,
            LOOPBACK,
            first,
            first + 2 * pairs - 1,
            1,
            silenceMax,
            Duration.ofSeconds(30)),
        new SecureRandom(),
        Clock.fixed(Instant.parse("2026-07-01T00:00:00Z"), ZoneOffset.UTC),
        () -> System.nanoTime() + skewNanos.get());
  }

  private static final class Ears implements LegListener {

    private final List<LegId> connected = new CopyOnWriteArrayList<>();
    private final List<Character> keys = new CopyOnWriteArrayList<>();
    private final List<LegId> lost = new CopyOnWriteArrayList<>();

    @Override
    public void connected(LegId leg) {
      connected.add(leg);
    }

    @Override
    public void digit(LegId leg, char key) {
      keys.add(key);
    }

    @Override
    public void lost(LegId leg, LossReason reason) {
      lost.add(leg);
    }
  }
}
