package org.otklik.app.telephony.signalling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otklik.app.telephony.CallArrived;
import org.otklik.app.telephony.FakeCentre;
import org.otklik.app.telephony.FakePlane;
import org.otklik.app.telephony.media.MediaGroup;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.TestClock;
import org.otklik.wire.sip.Transport;

/// Who is let in.
final class CallsInTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String NORTH = "otklik.telephony.trunks.north.";
  private static final String NORTHS = "203.0.113.5";

  private final FakePlane plane = new FakePlane();
  private final FakeCentre centre = new FakeCentre(plane);
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final FraudAlarm alarm = new FraudAlarm(TestClock.atNoon(), meters);

  @Test
  void letsNoTelephoneReachTheLineOfPages() {
    assertThat(CallsIn.isTelephoneLine("web")).isFalse();
    assertThat(CallsIn.isTelephoneLine(" WEB ")).isFalse();
    assertThat(CallsIn.isTelephoneLine("115")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "udp, UDP, true",
    "udp, TCP, true",
    "tcp, UDP, false",
    "tcp, TCP, true",
    "tcp, TLS, true",
    "tls, UDP, false",
    "tls, TCP, false",
    "tls, TLS, true"
  })
  void takesCallsOfATrunkByWhatItUses(String agreed, Transport by, boolean taken) {
    var invite = new FakeInvite(NORTHS, by);

    calls(Map.of(NORTH + "transport", agreed)).onInvite(invite);

    assertThat(invite.answers).isEqualTo(taken ? List.of() : List.of("403"));
  }

  @Test
  void givesThePlaceInATrunkBackWhenAFaultComesBetween() {
    var calls = calls(Map.of(NORTH + "calls-max", "1"));
    var broken = new FakeInvite(NORTHS, Transport.UDP).broken();

    assertThatThrownBy(() -> calls.onInvite(broken)).hasMessage("broken");
    assertThat(broken.answers).containsExactly("500");

    var next = new FakeInvite(NORTHS, Transport.UDP);
    calls.onInvite(next);
    assertThat(next.answers).isEmpty();
    var third = new FakeInvite(NORTHS, Transport.UDP);
    calls.onInvite(third);
    assertThat(third.answers).containsExactly("503");
  }

  @ParameterizedTest
  @CsvSource({"UDP, false, beginEarlyWhenHeard", "UDP, true, beginEarly", "TCP, false, beginEarly"})
  void believesTheAddressOfATrunkOverUdpOnlyWithAChallenge(
      Transport by, boolean challenged, String begun) {
    var calls =
        calls(
            Map.of(
                NORTH + "challenge", Boolean.toString(challenged),
                NORTH + "user", "centre",
                NORTH + "password", "a-long-password"));

    calls.onInvite(new FakeInvite(NORTHS, by).proven("centre"));
    Await.until("the call arrives", SOON, () -> !centre.arrived().isEmpty());
    centre.calls.queue(centre.arrived().getFirst());

    assertThat(plane.commands).containsExactly(begun + " 1");
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.5, true, +74951230001",
    "198.51.100.9, true,",
    "198.51.100.9, false, +74951230001"
  })
  void aNumberIsWhatATrunkDeliveredWhereThereAreTrunks(
      String source, boolean trunks, @Nullable String number) {
    var calls = trunks ? calls(Map.of()) : callsIn(Map.of());

    calls.onInvite(new FakeInvite(source, Transport.UDP));
    Await.until("the call arrives", SOON, () -> !centre.facts.isEmpty());

    assertThat(centre.facts.getFirst())
        .isInstanceOfSatisfying(
            CallArrived.class, arrived -> assertThat(arrived.callerNumber()).isEqualTo(number));
  }

  @Test
  void strangersWhoMayNotCallAreCountedAndRaiseNoAlarm() {
    var calls = calls(Map.of("otklik.telephony.sip.strangers", "false"));

    for (var i = 0; i < FraudAlarm.TRIES; i++) {
      var invite = new FakeInvite("198.51.100.9", Transport.UDP);
      calls.onInvite(invite);
      assertThat(invite.answers).containsExactly("403");
    }

    assertThat(alarm.raised()).isFalse();
    assertThat(meters.get("otklik.sip.strangers").counter().count()).isEqualTo(FraudAlarm.TRIES);
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, 198.51.100.9, UDP, false, false",
    "tcp, 198.51.100.9, UDP, true, true",
    "tcp, 203.0.113.5, TCP, false, true",
    "tcp, 203.0.113.5, UDP, false, false",
    "udp, 203.0.113.5, UDP, false, false",
    "udp, 203.0.113.5, UDP, true, true"
  })
  void onlyWhoIsSomebodyRaisesTheAlarmByMovingCalls(
      String agreed, String source, Transport by, boolean ours, boolean raised) {
    var calls = calls(Map.of(NORTH + "transport", agreed));

    for (var i = 0; i < FraudAlarm.TRIES; i++) {
      calls.onTransferRefused(new InetSocketAddress(InetAddress.ofLiteral(source), 5060), by, ours);
    }

    assertThat(alarm.raised()).isEqualTo(raised);
  }

  private CallsIn calls(Map<String, String> written) {
    var all = new HashMap<>(written);
    all.put(NORTH + "sources", "203.0.113.0/29");
    return callsIn(all);
  }

  private CallsIn callsIn(Map<String, String> written) {
    var settings = TrunksTest.settings(written);
    return new CallsIn(
        centre.live, plane, new MediaGroup("main"), new Trunks(settings), alarm, settings);
  }
}
