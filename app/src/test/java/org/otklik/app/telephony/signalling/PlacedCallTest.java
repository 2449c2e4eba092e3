package org.otklik.app.telephony.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.app.telephony.DialledCall;
import org.otklik.app.telephony.FakePlane;
import org.otklik.app.telephony.media.LegId;
import org.otklik.app.telephony.media.MediaGroup;
import org.otklik.app.telephony.media.Telephone;
import org.otklik.app.testing.Await;
import org.otklik.wire.sip.CallFailure;
import org.otklik.wire.sip.OutgoingCall;
import org.otklik.wire.sip.OutgoingCallHandler;

/// A call that we make, by one way after the other.
final class PlacedCallTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration AT_ONCE = Duration.ofMillis(200);

  private final FakePlane plane = new FakePlane();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Way first = new Way();
  private final Way second = new Way();

  @Test
  void aWayThatSaysNothingHasFailedOnce() {
    placed(AT_ONCE, first);
    Await.until("it is given up", SOON, () -> !told.isEmpty());

    first.called().onRejected(408, "Request Timeout");

    assertThat(first.codes).containsExactly(408);
    assertThat(told).containsExactly("UNREACHABLE");
  }

  @Test
  void aWayThatSaysNothingHasFailedThoughNobodyWaitsForItAnyMore() {
    var call = placed(AT_ONCE, first);
    first.called();

    call.hangUp();

    Await.until("it is known to have failed", SOON, () -> !first.codes.isEmpty());
    assertThat(first.codes).containsExactly(408);
    assertThat(told).isEmpty();
  }

  @Test
  void whoAnswersLateIsThereAllTheSame() {
    var call = placed(first);
    first.called().onProvisional(180, Optional.empty());

    call.hangUp();
    first.called().onRejected(487, "Request Terminated");

    assertThat(first.codes).containsExactly(487);
    assertThat(told).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 503})
  void aWayThatLedToSomebodyWhoRangHasNotFailed(int code) {
    placed(first, second);
    first.called().onProvisional(180, Optional.empty());

    first.called().onRejected(code, "Nobody Took It");

    assertThat(first.codes).containsExactly(200);
    assertThat(told).hasSize(1);
    assertThat(second.handler).isNull();
  }

  @Test
  void aWayThatWasGivenUpEndsNothingOfTheNext() {
    placed(first, second);
    first.called().onRejected(503, "Service Unavailable");
    second.called().onAnswered("answer");

    first.called().onFailed(CallFailure.GONE);
    first.called().onRemoteHangUp();
    first.called().onRejected(486, "Busy Here");
    assertThat(told).containsExactly("answered");

    second.called().onRemoteHangUp();
    assertThat(told).containsExactly("answered", "ended");
  }

  private DialledCall placed(Route... ways) {
    return placed(PlacedCall.HEARD_WITHIN, ways);
  }

  private DialledCall placed(Duration heardWithin, Route... ways) {
    return new PlacedCall(
            List.of(ways),
            plane,
            new MediaGroup("main"),
            Executors.newVirtualThreadPerTaskExecutor(),
            new Told())
        .start(Duration.ofMinutes(5), heardWithin);
  }

  private final class Told implements DialledCall.Listener {
    @Override
    public void answered(LegId leg) {
      told.add("answered");
    }

    @Override
    public void failed(DialledCall.Failure why, int code) {
      told.add(why.name());
    }

    @Override
    public void ended(boolean lost) {
      told.add("ended");
    }
  }

  /// A way that is called, and keeps what is heard of it.
  private static final class Way implements Route, OutgoingCall {
    private final List<Integer> codes = new CopyOnWriteArrayList<>();
    private volatile @Nullable OutgoingCallHandler handler;

    OutgoingCallHandler called() {
      Await.until("it is called", SOON, () -> handler != null);
      return Objects.requireNonNull(handler);
    }

    @Override
    public Telephone telephone() {
      return Telephone.plain(InetAddress.getLoopbackAddress());
    }

    @Override
    public OutgoingCall call(String offer, OutgoingCallHandler its) {
      handler = its;
      return this;
    }

    @Override
    public void heard(int code) {
      codes.add(code);
    }

    @Override
    public String id() {
      return "0123456789abcdef";
    }

    @Override
    public void cancel() {}

    @Override
    public void hangUp() {}

    @Override
    public void sendInfoDigit(char digit, Duration duration) {}

    @Override
    public void reinvite(String offer) {}
  }
}
