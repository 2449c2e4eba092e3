package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.otklik.wire.sip.Admission.Entry;

final class AdmissionTest {
  private static final long SECOND = 1_000_000_000;

  private final AtomicLong now = new AtomicLong(-5 * SECOND);

  private Admission admission(int callsMax, int calls, int ofSource, int messages) {
    return new Admission(new SipLimits(callsMax, callsMax, calls, ofSource, messages), now::get);
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Half a minute each, for a datagram with a forged address.
  @Test
  void callsOfNobodyLeaveRoomForOthers() {
    var admission = admission(4, 10, 10, 10);

    assertThat(admission.call(address("192.0.2.1"), false)).isEqualTo(Entry.ADMITTED);
    assertThat(admission.call(address("192.0.2.2"), false)).isEqualTo(Entry.ADMITTED);
    assertThat(admission.call(address("192.0.2.3"), false)).isEqualTo(Entry.TOO_MANY_UNPROVED);
    assertThat(admission.call(address("192.0.2.4"), true)).isEqualTo(Entry.ADMITTED);

    admission.proved();

    assertThat(admission.call(address("192.0.2.3"), false)).isEqualTo(Entry.ADMITTED);
    assertThat(admission.call(address("192.0.2.5"), true)).isEqualTo(Entry.TOO_MANY_AT_ONCE);
  }

  @Test
  void letsABurstOfOneSecondThroughAndThenTheRate() {
    var admission = admission(1, 1, 1, 10);
    InetAddress source = address("192.0.2.1");
    for (int i = 0; i < 10; i++) {
      assertThat(admission.message(source)).isTrue();
    }
    assertThat(admission.message(source)).isFalse();

    now.addAndGet(SECOND / 10);

    assertThat(admission.message(source)).isTrue();
    assertThat(admission.message(source)).isFalse();
  }

  @Test
  void bearsAClockThatStepsBack() {
    var admission = admission(1, 1, 1, 1);
    InetAddress source = address("192.0.2.1");
    assertThat(admission.message(source)).isTrue();

    now.addAndGet(-10 * SECOND);
    assertThat(admission.message(source)).isFalse();
  }

  @Test
  void countsSourcesApart() {
    var admission = admission(10, 10, 1, 1);

    assertThat(admission.call(address("192.0.2.1"))).isEqualTo(Entry.ADMITTED);
    assertThat(admission.call(address("192.0.2.1"))).isEqualTo(Entry.TOO_MANY_FROM_SOURCE);
    assertThat(admission.call(address("192.0.2.2"))).isEqualTo(Entry.ADMITTED);
  }

  @Test
  void countsANetworkOfIpv6AsOneSource() {
    var admission = admission(10, 10, 1, 1);

    assertThat(admission.call(address("2001:db8:0:1::1"))).isEqualTo(Entry.ADMITTED);
    assertThat(admission.call(address("2001:db8:0:1::2"))).isEqualTo(Entry.TOO_MANY_FROM_SOURCE);
    assertThat(admission.call(address("2001:db8:0:2::1"))).isEqualTo(Entry.ADMITTED);
  }

  @Test
  void doesNotChargeASourceForWhatOthersUsedUp() {
    var admission = admission(1, 10, 1, 1);
    assertThat(admission.call(address("192.0.2.1"))).isEqualTo(Entry.ADMITTED);
    assertThat(admission.call(address("192.0.2.2"))).isEqualTo(Entry.TOO_MANY_AT_ONCE);

    admission.left(address("192.0.2.1"));

    assertThat(admission.call(address("192.0.2.2"))).isEqualTo(Entry.ADMITTED);
    assertThat(admission.active()).isEqualTo(1);
  }

  @Test
  void countsAKnownSourceAmongAllAlone() {
    InetAddress network = address("192.0.2.9");
    var admission = new Admission(new SipLimits(3, 1, 10, 1, 10), network::equals, now::get);
    assertThat(admission.call(network)).isEqualTo(Entry.ADMITTED);
    assertThat(admission.call(network)).isEqualTo(Entry.ADMITTED);
    assertThat(admission.call(network)).isEqualTo(Entry.ADMITTED);

    assertThat(admission.call(network)).isEqualTo(Entry.TOO_MANY_AT_ONCE);
    admission.left(network);
    assertThat(admission.active()).isEqualTo(2);
    assertThat(admission.call(address("192.0.2.2"))).isEqualTo(Entry.ADMITTED);
  }

  @Test
  void leavesPlacesForOtherSources() {
    var admission = new Admission(new SipLimits(10, 2, 10, 10, 10), now::get);
    InetAddress greedy = address("2001:db8:0:1::1");
    assertThat(admission.call(greedy)).isEqualTo(Entry.ADMITTED);
    assertThat(admission.call(address("2001:db8:0:1::2"))).isEqualTo(Entry.ADMITTED);

    assertThat(admission.call(greedy)).isEqualTo(Entry.TOO_MANY_AT_ONCE_FROM_SOURCE);
    assertThat(admission.call(address("192.0.2.2"))).isEqualTo(Entry.ADMITTED);
    assertThat(admission.active()).isEqualTo(3);

    admission.left(address("2001:db8:0:1::2"));
    assertThat(admission.call(greedy)).isEqualTo(Entry.ADMITTED);
    assertThat(admission.call(greedy)).isEqualTo(Entry.TOO_MANY_AT_ONCE_FROM_SOURCE);
  }

  @Test
  void limitsEverybodyTogether() {
    var admission = admission(10, 2, 2, 1);
    assertThat(admission.call(address("192.0.2.1"))).isEqualTo(Entry.ADMITTED);
    assertThat(admission.call(address("192.0.2.2"))).isEqualTo(Entry.ADMITTED);
    assertThat(admission.call(address("192.0.2.3"))).isEqualTo(Entry.TOO_MANY_PER_SECOND);
    assertThat(admission.active()).isEqualTo(2);
  }

  @Test
  void forgetsTheSourceThatWasSilentLongest() {
    var admission = admission(10, 10, 1, 1);
    assertThat(admission.message(address("10.0.0.1"))).isTrue();
    for (int i = 0; i < Admission.SOURCES_MAX; i++) {
      admission.message(address("11.%d.%d.1".formatted(i >> 8, i & 255)));
    }

    assertThat(admission.message(address("10.0.0.1"))).isTrue();
  }

  @Test
  void wantsLimitsThatLetSomethingIn() {
    assertThatThrownBy(() -> new SipLimits(0, 1, 1, 1, 1)).hasMessageContaining("callsMax (0)");
  }
}
