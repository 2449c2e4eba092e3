package org.otklik.app.telephony.media.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

final class SourceLockTest {

  private static final long FRAME_NANOS = 20_000_000;

  private final InetSocketAddress phone = address("192.0.2.1", 5_000);
  private final InetSocketAddress natted = address("198.51.100.7", 6_000);
  private final InetSocketAddress stranger = address("198.51.100.7", 7_000);
  private final InetSocketAddress outsider = address("203.0.113.9", 7_000);

  private final SourceLock lock = new SourceLock(phone, natted.getAddress(), 0);

  @Test
  void believesTheSignalledAddressAtOnceAndForGood() {
    assertThat(lock.passes(phone, 1, 10, FRAME_NANOS)).isTrue();

    assertThat(lock.isFinal(FRAME_NANOS)).isTrue();
    assertThat(passed(stranger, 1, 11, 100_000, FRAME_NANOS)).isZero();
  }

  @Test
  void letsNothingOfAFloodThroughBeforeThePhoneSpeaks() {
    assertThat(passedAt(stranger, 1, 0, 1_000, 0, 500_000)).isZero();

    assertThat(lock.passes(phone, 1, 10, 600_000_000)).isTrue();
  }

  @Test
  void neverBelievesAFlood() {
    assertThat(passedAt(stranger, 1, 0, 20_000, 0, 500_000)).isZero();
  }

  @Test
  void believesAPhoneBehindANatAfterItHasProvenItself() {
    var start = SourceLock.PATIENCE_NANOS;

    assertThat(passed(natted, 7, 65_533, SourceLock.PROOF_PACKETS, start)).isZero();
    assertThat(passed(natted, 7, 2, 100, start + 5 * FRAME_NANOS)).isEqualTo(99);

    assertThat(lock.target()).isEqualTo(natted);
    assertThat(passed(stranger, 8, 0, 1_000, start)).isZero();
  }

  @Test
  void believesThePhonesOwnAddressFromAnotherPort() {
    var start = SourceLock.PATIENCE_NANOS;

    assertThat(passed(address("192.0.2.1", 9_999), 7, 0, 100, start)).isPositive();
  }

  @Test
  void neverBelievesWhoSpeaksFromWhereNoSignallingComes() {
    assertThat(passed(outsider, 1, 0, 1_000, SourceLock.PATIENCE_NANOS)).isZero();

    assertThat(lock.target()).isEqualTo(phone);
  }

  @Test
  void believesAPhoneBehindANatThroughAFlood() {
    var passed = 0;
    for (var i = 0; i < 2_000; i++) {
      var now = SourceLock.PATIENCE_NANOS + i * 500_000L;
      assertThat(lock.passes(stranger, 9, i, now)).isFalse();
      if (i % 40 == 0 && lock.passes(natted, 7, i / 40, now)) {
        passed++;
      }
    }

    assertThat(passed).isEqualTo(50 - SourceLock.PROOF_PACKETS - 1);
  }

  @Test
  void returnsToTheSignalledAddressWhenItSpeaksLate() {
    var start = SourceLock.PATIENCE_NANOS;
    passed(stranger, 7, 0, 20, start);
    assertThat(lock.isFinal(start + 20 * FRAME_NANOS)).isFalse();

    assertThat(lock.passes(phone, 1, 0, start + 20 * FRAME_NANOS)).isTrue();

    assertThat(passed(stranger, 7, 20, 100, start + 21 * FRAME_NANOS)).isZero();
  }

  @Test
  void staysWithAProvenPhoneInTheEnd() {
    var start = SourceLock.PATIENCE_NANOS;
    passed(natted, 7, 0, 20, start);
    var later = start + SourceLock.REVISION_NANOS + 20 * FRAME_NANOS;

    assertThat(lock.isFinal(later)).isTrue();
    assertThat(lock.passes(phone, 1, 0, later)).isFalse();
    assertThat(lock.passes(natted, 7, 20, later)).isTrue();
  }

  private long passed(InetSocketAddress from, int ssrc, int sequence, int count, long start) {
    return passedAt(from, ssrc, sequence, count, start, FRAME_NANOS);
  }

  private long passedAt(
      InetSocketAddress from, int ssrc, int sequence, int count, long start, long pace) {
    var passed = 0;
    for (var i = 0; i < count; i++) {
      if (lock.passes(from, ssrc, sequence + i & 0xFFFF, start + i * pace)) {
        passed++;
      }
    }
    return passed;
  }

  private static InetSocketAddress address(String ip, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(ip), port);
  }
}
