package org.otklik.wire.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.wire.dtls.BrowserDtls;
import org.otklik.wire.dtls.DtlsIdentity;
import org.otklik.wire.ice.BrowserTransport.Credentials;

/// The test's thread is the owner; time stands unless turned.
final class BrowserTransportTest implements BrowserTransport.Listener {

  private static final DtlsIdentity OURS = BrowserDtls.newIdentity();
  private static final DtlsIdentity THEIRS = BrowserDtls.newIdentity();
  private static final DtlsIdentity OTHERS = BrowserDtls.newIdentity();
  private static final InetSocketAddress STRANGER = new InetSocketAddress("198.51.100.66", 6_666);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int POLLS_MAX = 200;

  private final BlockingQueue<Runnable> network = new LinkedBlockingQueue<>();
  private final List<String> heard = new ArrayList<>();
  private final List<ByteBuffer> sound = new ArrayList<>();
  private final List<ByteBuffer> reports = new ArrayList<>();
  private final List<InetSocketAddress> destinations = new ArrayList<>();
  private long now = Long.MAX_VALUE - 5_000_000_000L;
  private Credentials ours = Credentials.random(RANDOM);
  private FakeBrowser browser = newBrowser(THEIRS);
  private final BrowserTransport transport =
      new BrowserTransport(OURS, ours, browser.remote(), this::send, network::add, this, now);

  @AfterEach
  void end() {
    transport.close();
  }

  @Test
  void carriesSoundAndReportsBothWays() {
    connect();

    browser.talk(packet(1));
    browser.report(report());
    var sent = transport.sendRtp(packet(2)) && transport.sendRtcp(report());

    assertThat(sent).isTrue();
    assertThat(heard).containsExactly("connected");
    assertThat(sound).containsExactly(packet(1));
    assertThat(reports).containsExactly(report());
    assertThat(browser.sound).containsExactly(packet(2));
    assertThat(browser.reports).containsExactly(report());
  }

  @Test
  void answersACheckWithTheAddressItCameFrom() {
    browser.check(ours, StunMessage.ICE_CONTROLLING);

    var answer = browser.answers.getFirst();
    assertThat(answer.type()).isEqualTo(StunMessage.SUCCESS);
    assertThat(answer.mappedAddress()).isEqualTo(browser.address);
    assertThat(answer.isAuthentic(ours.password())).isTrue();
  }

  @Test
  void isSilentToStrangers() {
    browser.check(new Credentials(ours.ufrag(), "x".repeat(24)));
    browser.check(new Credentials("nobody", ours.password()));
    browser.check(new Credentials(ours.ufrag() + "x", ours.password()));

    assertThat(destinations).isEmpty();
  }

  @Test
  void refusesABrowserThatWantsToBeControlled() {
    browser.check(ours, StunMessage.ICE_CONTROLLED, StunMessage.USE_CANDIDATE);
    browser.check(ours, 0x0003, StunMessage.USE_CANDIDATE);

    assertThat(browser.answers).extracting(StunMessage::type).containsOnly(StunMessage.ERROR);
    browser.shakeHands();
    drain();
    assertThat(browser.isSecured()).isFalse();
  }

  @Test
  void shakesNoHandsBeforeANomination() {
    browser.check(ours, StunMessage.ICE_CONTROLLING);
    browser.shakeHands();
    drain();

    browser.nominate(ours);

    await(() -> heard.contains("connected"));
  }

  @Test
  void dropsSoundFromAnyoneButThePeer() {
    connect();
    var peer = browser.address;

    browser.address = STRANGER;
    browser.talk(packet(1));
    browser.check(ours, StunMessage.ICE_CONTROLLING);
    browser.talk(packet(2));
    browser.address = peer;
    browser.talk(packet(3));

    assertThat(sound).containsExactly(packet(3));
    transport.sendRtp(packet(4));
    assertThat(destinations.getLast()).isEqualTo(peer);
  }

  @Test
  void followsThePeerToTheAddressItNominates() {
    connect();

    browser.address = new InetSocketAddress("2001:db8::7", 50_001);
    browser.nominate(ours);
    browser.talk(packet(1));
    transport.sendRtp(packet(2));

    assertThat(sound).containsExactly(packet(1));
    assertThat(destinations.getLast()).isEqualTo(browser.address);
  }

  @Test
  void carriesNoSoundForAWrongFingerprint() {
    var impostor = newBrowser(OTHERS);
    transport.restart(newBrowser(THEIRS).remote(), ours, now);
    browser = impostor;

    browser.nominate(ours);
    browser.shakeHands();
    await(() -> !heard.isEmpty());
    drain();

    assertThat(heard).hasSize(1);
    assertThat(heard.getFirst()).startsWith("failed: The DTLS handshake failed");
    assertThat(transport.sendRtp(packet(1))).isFalse();
    assertThat(transport.sendRtcp(report())).isFalse();
    assertThat(sound).isEmpty();
  }

  @Test
  void sendsNothingBeforeTheConnection() {
    assertThat(transport.sendRtp(packet(1))).isFalse();
    browser.nominate(ours);
    assertThat(transport.sendRtp(packet(1))).isFalse();
    assertThat(transport.sendRtcp(report())).isFalse();
  }

  @Test
  void failsABrowserThatDoesNotCome() {
    turn(BrowserTransport.SETUP_MAX);
    assertThat(heard).isEmpty();

    turn(Duration.ofMillis(1));
    turn(Duration.ofHours(1));

    assertThat(heard).containsExactly("failed: The browser did not reach us within 30 s.");
  }

  @Test
  void failsAHandshakeThatTakesTooLong() {
    browser.nominate(ours);

    turn(BrowserTransport.SETUP_MAX.plusMillis(1));

    assertThat(heard).containsExactly("failed: The DTLS handshake was not done within 30 s.");
  }

  @Test
  void failsWhenConsentExpires() {
    connect();
    turn(Duration.ofSeconds(29));
    browser.check(ours, StunMessage.ICE_CONTROLLING);
    turn(Duration.ofSeconds(30));
    assertThat(heard).containsExactly("connected");

    turn(Duration.ofMillis(1));

    assertThat(heard).containsExactly("connected", "failed: The browser has been silent for 30 s.");
    assertThat(transport.sendRtp(packet(1))).isFalse();
    browser.talk(packet(2));
    assertThat(sound).isEmpty();
  }

  @Test
  void takesNobodyElsesChecksForConsent() {
    connect();
    turn(Duration.ofSeconds(20));
    browser.address = STRANGER;
    browser.check(ours, StunMessage.ICE_CONTROLLING);

    turn(Duration.ofSeconds(11));

    assertThat(heard).contains("failed: The browser has been silent for 30 s.");
  }

  @Test
  void goesOnWithTheSamePageAfterARestart() {
    connect();
    var before = ours;
    ours = Credentials.random(RANDOM);
    browser.ufrag = "next";
    transport.restart(browser.remote(), ours, now);

    browser.check(before, StunMessage.ICE_CONTROLLING);
    browser.talk(packet(1));
    browser.address = new InetSocketAddress("192.0.2.8", 50_002);
    browser.nominate(ours);
    browser.talk(packet(2));
    var answers = browser.answers.size();
    browser.check(before, StunMessage.ICE_CONTROLLING);

    assertThat(sound).containsExactly(packet(1), packet(2));
    assertThat(browser.answers).hasSize(answers);
    assertThat(heard).containsExactly("connected");
  }

  @Test
  void connectsAReloadedPageAnew() {
    connect();
    var before = ours;
    ours = Credentials.random(RANDOM);
    var reloaded = newBrowser(OTHERS);
    transport.restart(reloaded.remote(), ours, now);
    browser.talk(packet(1));
    browser.nominate(before);
    assertThat(transport.sendRtp(packet(2))).isFalse();

    browser = reloaded;
    connect();
    browser.talk(packet(3));

    assertThat(heard).containsExactly("connected", "connected");
    assertThat(sound).containsExactly(packet(3));
  }

  @Test
  void revivesTheSamePageAfterConsentExpired() {
    connect();
    turn(Duration.ofSeconds(31));
    ours = Credentials.random(RANDOM);

    transport.restart(browser.remote(), ours, now);
    browser.nominate(ours);
    browser.talk(packet(1));

    assertThat(heard).hasSize(3).endsWith("connected");
    assertThat(sound).containsExactly(packet(1));
  }

  @Test
  void hearsThatTheBrowserEndsAndCanBeRevived() {
    connect();
    browser.hangUp();
    await(() -> heard.contains("closed"));
    assertThat(transport.sendRtp(packet(1))).isFalse();

    browser = newBrowser(OTHERS);
    ours = Credentials.random(RANDOM);
    transport.restart(browser.remote(), ours, now);
    connect();

    assertThat(heard).containsExactly("connected", "closed", "connected");
  }

  @Test
  void tellsTheBrowserOfItsOwnEndAndIsSilentThen() {
    connect();

    transport.close();
    await(browser::hasEnded);

    var sent = destinations.size();
    transport.restart(browser.remote(), ours, now);
    browser.nominate(ours);
    turn(Duration.ofHours(1));
    drain();
    assertThat(destinations).hasSize(sent);
    assertThat(heard).containsExactly("connected");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void survivesJunkFromThePeerAndFromStrangers(long seed) {
    connect();
    var random = new Random(seed);
    for (var i = 0; i < 20_000; i++) {
      var junk = i % 4 == 0 ? BrowserDtls.junk(random) : junk(random);
      transport.received(junk, random.nextBoolean() ? browser.address : STRANGER, now);
    }
    drain();

    browser.talk(packet(1));
    browser.nominate(ours);

    assertThat(sound).containsExactly(packet(1));
    assertThat(heard).containsExactly("connected");
    assertThat(browser.answers).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void survivesJunkBeforeTheConnection(long seed) {
    var random = new Random(seed);
    for (var i = 0; i < 20_000; i++) {
      transport.received(junk(random), browser.address, now);
    }

    connect();

    assertThat(heard).containsExactly("connected");
  }

  @Test
  void warmsUp() {
    assertThatCode(() -> BrowserTransport.warmUp(OURS)).doesNotThrowAnyException();
  }

  @Test
  void refusesCredentialsThatIceForbids() {
    assertThatThrownBy(() -> new Credentials("abc", "x".repeat(22)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Credentials("abcd", "x".repeat(21)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BrowserTransport.Remote("abcd", "x".repeat(22), "AB:CD"))
        .hasMessage("The fingerprint (AB:CD) must be 32 bytes with colons.");
  }

  @Override
  public void connected() {
    heard.add("connected");
  }

  @Override
  public void rtp(ByteBuffer packet) {
    sound.add(copy(packet));
  }

  @Override
  public void rtcp(ByteBuffer packet) {
    reports.add(copy(packet));
  }

  @Override
  public void failed(String reason) {
    heard.add("failed: " + reason);
  }

  @Override
  public void closed() {
    heard.add("closed");
  }

  private FakeBrowser newBrowser(DtlsIdentity identity) {
    return new FakeBrowser(identity, OURS.fingerprintSha256(), network::add, this::receive);
  }

  private void receive(ByteBuffer datagram) {
    transport.received(datagram, browser.address, now);
  }

  private void send(ByteBuffer datagram, InetSocketAddress to) {
    destinations.add(to);
    if (to.equals(browser.address)) {
      browser.received(datagram);
    }
  }

  private void connect() {
    var before = heard.size();
    browser.nominate(ours);
    browser.shakeHands();
    await(() -> heard.size() > before && browser.isSecured());
    assertThat(heard.getLast()).isEqualTo("connected");
  }

  private void turn(Duration time) {
    now += time.toNanos();
    transport.tick(now);
  }

  private void await(BooleanSupplier condition) {
    for (var polls = 0; !condition.getAsBoolean(); polls++) {
      if (polls > POLLS_MAX) {
        fail("Nothing more happened; heard %s".formatted(heard));
      }
      runNext();
    }
  }

  private void drain() {
    while (runNext()) {
      // Until nothing has come for a while.
    }
  }

  private boolean runNext() {
    try {
      var action = network.poll(100, TimeUnit.MILLISECONDS);
      if (action != null) {
        action.run();
      }
      return action != null;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private ByteBuffer junk(Random random) {
    var bytes = new byte[random.nextInt(random.nextInt(20) == 0 ? 3_000 : 100)];
    random.nextBytes(bytes);
    if (bytes.length > 20 && random.nextInt(3) == 0) {
      ByteBuffer.wrap(bytes)
          .putShort(0, (short) 1)
          .putShort(2, (short) (bytes.length - 20))
          .putInt(4, 0x2112A442);
    }
    return ByteBuffer.wrap(bytes);
  }

  private static ByteBuffer packet(int sequence) {
    return ByteBuffer.allocate(172)
        .put(0, (byte) 0x80)
        .put(1, (byte) 8)
        .putShort(2, (short) sequence)
        .putInt(8, 0xABCD);
  }

  private static ByteBuffer report() {
    return ByteBuffer.allocate(28).putInt(0x80C80006).putInt(0xABCD).rewind();
  }

  private static ByteBuffer copy(ByteBuffer packet) {
    return ByteBuffer.allocate(packet.remaining()).put(packet.duplicate()).flip();
  }
}
