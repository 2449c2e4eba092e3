package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// 10 % lost, 10 % doubled, 20 % out of order: every call is answered once and ends on both sides.
final class BadNetworkIT {
  private static final int CALLS = 150;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void everyCallCompletes(long seed) throws Exception {
    var over = new Semaphore(0);
    var ended = new AtomicInteger();
    SipEvents desk =
        call -> {
          call.handle(
              new CallHandler() {
                @Override
                public void onRemoteHangUp() {
                  ended.incrementAndGet();
                }
              });
          call.ringing();
          call.answer(Desk.SDP);
        };
    try (var server = SipEndpoint.start(SipSettings.on(InetAddress.getLoopbackAddress(), 0), desk);
        var client = SipEndpoint.start(SipSettings.on(InetAddress.getLoopbackAddress(), 0), desk);
        var network = new BadNetwork(seed, client.port(), server.port())) {
      var rejected = new CopyOnWriteArrayList<Integer>();
      for (int i = 0; i < CALLS; i++) {
        var answering = new Answering(over, rejected);
        answering.call.complete(
            client.call("sip:115@127.0.0.1:" + network.port(), "1001", Desk.SDP, answering));
      }

      assertThat(over.tryAcquire(CALLS, 60, TimeUnit.SECONDS)).isTrue();
      Eventually.that("no call is left", () -> server.callsActive() == 0);
      Eventually.that("all calls ended properly", () -> ended.get() == CALLS);
      assertThat(rejected).isEmpty();
      assertThat(server.counters().callsIn()).isEqualTo(CALLS);
      assertThat(server.counters().faults()).isZero();
      assertThat(client.counters().faults()).isZero();
    }
  }

  private static final class Answering implements OutgoingCallHandler {
    private final Semaphore over;
    private final CompletableFuture<OutgoingCall> call = new CompletableFuture<>();
    private final List<Integer> rejected;

    Answering(Semaphore over, List<Integer> rejected) {
      this.over = over;
      this.rejected = rejected;
    }

    @Override
    public void onAnswered(String sdp) {
      call.join().hangUp();
      over.release();
    }

    @Override
    public void onRejected(int code, String reason) {
      rejected.add(code);
      over.release();
    }
  }
}
