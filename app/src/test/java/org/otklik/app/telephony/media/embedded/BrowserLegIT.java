package org.otklik.app.telephony.media.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.telephony.media.LegId;
import org.otklik.app.telephony.media.LegListener;
import org.otklik.app.telephony.media.MediaGroup;
import org.otklik.app.telephony.media.Negotiated;
import org.otklik.app.telephony.media.Party;
import org.otklik.app.telephony.media.Telephone;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.Browser;
import org.otklik.app.testing.Goertzel;
import org.otklik.app.testing.Microphone;
import org.otklik.app.testing.RtpPhone;
import org.otklik.wire.rtp.G711;

/// An operator's headset is Chromium, whose microphone hears 440 Hz; the citizen's telephone speaks
/// 1000 Hz.
final class BrowserLegIT {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final MediaGroup GROUP = new MediaGroup("main");
  private static final Duration SOON = Duration.ofSeconds(15);

  /// A browser that is ended abruptly says no goodbye: then its consent expires (RFC 7675, 30 s).
  private static final Duration CONSENT_GONE = Duration.ofSeconds(45);

  private static final Duration RELOAD_MAX = Duration.ofSeconds(3);

  /// Longer than the page may take to load anew on a busy machine, or the leg would be lost
  /// meanwhile.
  private static final Duration ABSENCE_MAX = Duration.ofSeconds(12);

  private static final String PAGE =
      """
      <!doctype html><title>headset</title><audio autoplay></audio>
      <script>
        let pc, analyser;
        async function offer(restart) {
          if (!restart) {
            pc = new RTCPeerConnection();
            const stream = await navigator.mediaDevices.getUserMedia({audio: {
              echoCancellation: false, noiseSuppression: false, autoGainControl: false}});
            pc.addTransceiver(stream.getAudioTracks()[0], {direction: 'sendrecv'});
            pc.ontrack = event => {
              const remote = new MediaStream([event.track]);
              document.querySelector('audio').srcObject = remote;
              const context = new AudioContext({sampleRate: 48000});
              analyser = context.createAnalyser();
              analyser.fftSize = 8192;
              analyser.smoothingTimeConstant = 0;
              context.createMediaStreamSource(remote).connect(analyser);
            };
          }
          await pc.setLocalDescription(await pc.createOffer({iceRestart: restart}));
          return pc.localDescription.sdp;
        }
        const answer = sdp => pc.setRemoteDescription({type: 'answer', sdp});
        function decibels(hertz) {
          if (!analyser) return -200;
          const bins = new Float32Array(analyser.frequencyBinCount);
          analyser.getFloatFrequencyData(bins);
          const bin = Math.round(hertz / (48000 / analyser.fftSize));
          return Math.max(-200, ...bins.slice(bin - 2, bin + 3));
        }
      </script>
      """;

  @TempDir private Path folder;
  private final RtpPhone citizen = new RtpPhone(1_000, G711.A_LAW, 96, 1);
  private final Ears ears = new Ears();
  private final EmbeddedMediaPlane plane = plane();

  @BeforeEach
  void start() {
    plane.start();
  }

  @AfterEach
  void stop() {
    citizen.close();
    plane.close();
  }

  @Test
  void carriesSoundBetweenABrowserAndATelephoneThroughAReloadToTheEnd() {
    try (var browser = Browser.start(Microphone.hearing(440, folder));
        var person = browser.person(800)) {
      var page = person.newPage();
      page.route("http://localhost/headset", BrowserLegIT::serve);
      page.navigate("http://localhost/headset");
      var operator = open(page);
      var opened = agreed(plane.openPlain(GROUP, citizen.sdp(), Telephone.plain(LOOPBACK), ears));
      plane.begin(opened.leg());
      citizen.speakTo(opened.sdp());
      plane.connect(opened.leg(), operator);
      bothHear(page, SOON);

      renegotiate(page, operator, true);
      bothHear(page, RELOAD_MAX);

      page.reload();
      Await.until(
          "the end of the page is noticed", CONSENT_GONE, () -> !ears.interrupted.isEmpty());
      citizen.forget();
      renegotiate(page, operator, false);
      bothHear(page, RELOAD_MAX);
      assertThat(ears.connected).hasSize(2).containsOnly(operator);

      citizen.press('7');
      Await.until("the key is told", SOON, () -> ears.keys.contains('7'));

      page.evaluate("pc.close()");
      Await.until("the operator is away again", SOON, () -> ears.interrupted.size() == 2);
      Await.until("the operator is lost", SOON, () -> ears.lost.contains(operator));
      assertThat(ears.interrupted).containsExactly(operator, operator);
      assertThat(ears.lost).containsExactly(operator);
    }
  }

  private LegId open(Page page) {
    var agreed = agreed(plane.openBrowser(GROUP, offer(page, false), Party.OPERATOR, ears));
    page.evaluate("sdp => answer(sdp)", agreed.sdp());
    return agreed.leg();
  }

  private void renegotiate(Page page, LegId leg, boolean restart) {
    var agreed = agreed(plane.renegotiate(leg, offer(page, restart)));
    page.evaluate("sdp => answer(sdp)", agreed.sdp());
  }

  private static String offer(Page page, boolean restart) {
    return (String) page.evaluate("restart => offer(restart)", restart);
  }

  /// The page hears the telephone and not itself, and the telephone the page.
  private void bothHear(Page page, Duration max) {
    Await.until(
        "the page hears 1000 Hz", max, () -> decibels(page, 1_000) > decibels(page, 440) + 40);
    Await.until(
        "the telephone hears 440 Hz",
        max,
        () -> {
          var latest = citizen.latest(2_000);
          return Goertzel.amplitude(latest, 440) > 1_000
              && Goertzel.amplitude(latest, 1_000) < Goertzel.amplitude(latest, 440) / 30;
        });
  }

  private static double decibels(Page page, int hertz) {
    return ((Number) page.evaluate("hertz => decibels(hertz)", hertz)).doubleValue();
  }

  private static Negotiated.Agreed agreed(Negotiated negotiated) {
    assertThat(negotiated).isInstanceOf(Negotiated.Agreed.class);
    return (Negotiated.Agreed) negotiated;
  }

  private static void serve(Route route) {
    route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody(PAGE));
  }

  private static EmbeddedMediaPlane plane() {
    var first = 50_000 + 2 * (int) (ProcessHandle.current().pid() % 4_000);
    return new EmbeddedMediaPlane(
        new EmbeddedMediaPlane.Setup(
            LOOPBACK, LOOPBACK, first, first + 19, 1, Duration.ofSeconds(60), ABSENCE_MAX),
        new SecureRandom(),
        Clock.fixed(Instant.parse("2026-07-01T00:00:00Z"), ZoneOffset.UTC),
        System::nanoTime);
  }

  private static final class Ears implements LegListener {

    private final List<LegId> connected = new CopyOnWriteArrayList<>();
    private final List<LegId> interrupted = new CopyOnWriteArrayList<>();
    private final List<LegId> lost = new CopyOnWriteArrayList<>();
    private final List<Character> keys = new CopyOnWriteArrayList<>();

    @Override
    public void connected(LegId leg) {
      connected.add(leg);
    }

    @Override
    public void digit(LegId leg, char key) {
      keys.add(key);
    }

    @Override
    public void interrupted(LegId leg) {
      interrupted.add(leg);
    }

    @Override
    public void lost(LegId leg, LossReason reason) {
      lost.add(leg);
    }
  }
}
