package org.otklik.wire.dtls;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.wire.srtp.SrtpSession;

/// The test's thread is the owner.
final class DtlsAssociationTest implements DtlsAssociation.Listener {

  private static final DtlsIdentity OURS = BrowserDtls.newIdentity();
  private static final DtlsIdentity THEIRS = BrowserDtls.newIdentity();
  private static final int POLLS_MAX = 300;

  private final BlockingQueue<Runnable> owner = new LinkedBlockingQueue<>();
  private final List<String> heard = new ArrayList<>();
  private final BrowserDtls browser =
      new BrowserDtls(THEIRS, OURS.fingerprintSha256(), this::browserSends);
  private DtlsAssociation association =
      new DtlsAssociation(OURS, THEIRS.fingerprintSha256(), owner::add, this);
  private Predicate<ByteBuffer> passes = _ -> true;
  private @Nullable SrtpSession session;

  @AfterEach
  void end() {
    association.close();
  }

  @Test
  void keysBothSidesAlike() {
    browser.start();
    await(() -> session != null && browser.isSecured());
    var theirs = browser.newSession();
    var ours = requireNonNull(session);
    var packet = ByteBuffer.allocate(172).put(0, (byte) 0x80).putInt(8, 77);

    assertThat(theirs.openRtp(requireNonNull(ours.protectRtp(packet)))).isEqualTo(packet);
    assertThat(ours.openRtp(requireNonNull(theirs.protectRtp(packet)))).isEqualTo(packet);
    assertThat(heard).containsExactly("secured");
  }

  @Test
  void givesNoKeysToAnotherCertificateThanThatOfTheOffer() {
    association = new DtlsAssociation(OURS, OURS.fingerprintSha256(), owner::add, this);

    browser.start();
    await(() -> !heard.isEmpty() && browser.hasEnded());

    assertThat(heard).hasSize(1);
    assertThat(heard.getFirst()).startsWith("failed: The DTLS handshake failed:");
    assertThat(session).isNull();
  }

  @Test
  void acceptsTheFingerprintInLowerCase() {
    var lower = THEIRS.fingerprintSha256().toLowerCase(java.util.Locale.ROOT);
    association = new DtlsAssociation(OURS, lower, owner::add, this);

    browser.start();

    await(() -> session != null);
  }

  @Test
  void hearsThatTheBrowserEnds() {
    browser.start();
    await(() -> session != null && browser.isSecured());

    browser.close();

    await(() -> heard.contains("closed"));
  }

  @Test
  void tellsTheBrowserOfItsOwnEndAndNobodyElse() {
    browser.start();
    await(() -> session != null && browser.isSecured());

    association.close();

    await(browser::hasEnded);
    assertThat(heard).containsExactly("secured");
  }

  @Test
  void keepsQuietWhenClosedDuringTheHandshake() {
    passes = _ -> false;
    browser.start();
    association.received(clientHello(100));

    association.close();
    drain();

    assertThat(heard).isEmpty();
  }

  @Test
  void survivesACertificateVerifyThatIsLost() {
    var lost = new AtomicBoolean();
    passes = datagram -> datagram.get(13) != 15 || lost.getAndSet(true);

    browser.start();

    await(() -> session != null && browser.isSecured());
    assertThat(lost).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void survivesLostAndDoubledDatagrams(long seed) {
    var random = new Random(seed);
    passes = _ -> random.nextInt(8) != 0;

    browser.start();

    await(() -> session != null && browser.isSecured());
    assertThat(heard).containsExactly("secured");
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void outlivesForgedDatagrams(long seed) {
    browser.start();
    await(() -> session != null && browser.isSecured());
    var random = new Random(seed);

    for (var i = 0; i < 5_000; i++) {
      association.received(BrowserDtls.junk(random));
    }
    association.received(clientHello(100));
    drain();

    assertThat(heard).containsExactly("secured");
    assertThat(browser.hasEnded()).isFalse();
    browser.close();
    await(() -> heard.contains("closed"));
  }

  @Test
  void reservesNoMemoryForAGiantMessage() {
    var guard = new DtlsGuard();

    assertThat(guard.admits(clientHello(DtlsGuard.MESSAGE_MAX))).isTrue();
    assertThat(guard.admits(clientHello(DtlsGuard.MESSAGE_MAX + 1))).isFalse();
    assertThat(guard.admits(clientHello(0xFF_FFFF))).isFalse();
  }

  @Test
  void rehearses() {
    assertThatCode(() -> DtlsAssociation.rehearse(OURS)).doesNotThrowAnyException();
  }

  @Test
  void writesTheFingerprintAsSdpDoes() {
    assertThat(OURS.fingerprintSha256()).matches("[0-9A-F]{2}(:[0-9A-F]{2}){31}");
    assertThat(OURS.fingerprintSha256()).isNotEqualTo(THEIRS.fingerprintSha256());
  }

  @Override
  public void send(ByteBuffer datagram) {
    if (passes.test(datagram)) {
      browser.received(datagram);
    }
  }

  @Override
  public void secured(SrtpSession secured) {
    heard.add("secured");
    session = secured;
  }

  @Override
  public void failed(String reason) {
    heard.add("failed: " + reason);
  }

  @Override
  public void closed() {
    heard.add("closed");
  }

  private void browserSends(ByteBuffer datagram) {
    owner.add(
        () -> {
          if (passes.test(datagram)) {
            association.received(datagram);
            association.received(datagram);
          }
        });
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
      var action = owner.poll(100, TimeUnit.MILLISECONDS);
      if (action != null) {
        action.run();
      }
      return action != null;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The first part of a client hello of this length.
  private static ByteBuffer clientHello(int length) {
    return ByteBuffer.allocate(13 + 12 + 10)
        .put((byte) 22)
        .putShort((short) 0xFEFF)
        .putLong(0)
        .putShort((short) 22)
        .putInt(1 << 24 | length)
        .putInt(0)
        .putInt(10)
        .rewind();
  }
}
