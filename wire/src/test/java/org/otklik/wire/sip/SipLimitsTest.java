package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What is over a limit is refused, and hurts nobody else.
final class SipLimitsTest {
  private final AtomicLong now = new AtomicLong();
  private final Desk desk = Desk.answering();

  private SipEndpoint endpoint(SipLimits limits) {
    return SipEndpoint.start(
        SipSettings.on(InetAddress.getLoopbackAddress(), 0).limitedTo(limits).timedBy(now::get),
        desk);
  }

  private static void refused(Wire wire, String name) throws Exception {
    wire.send(wire.invite(name));
    String answer = wire.answer("1 INVITE");
    assertThat(Wire.code(answer)).isEqualTo(503);
    assertThat(Integer.parseInt(Wire.header(answer, "Retry-After"))).isBetween(2, 10);
    wire.send(wire.request("ACK", name, 1, Wire.tag(answer), name + "i", "", ""));
  }

  @Test
  void takesOnlySoManyCallsAtOnce() throws Exception {
    try (var server = endpoint(new SipLimits(1, 1, 100, 100, 1_000));
        var wire = new Wire(server.port())) {
      String first = Wire.unique();
      String tag = wire.call(first);

      refused(wire, Wire.unique());

      wire.hangUp(first, 2, tag);
      Eventually.that("the call is over", () -> server.callsActive() == 0);
      wire.call(Wire.unique());
      assertThat(server.counters().refusedByCode()).containsEntry(503, 1L);
    }
  }

  @Test
  void oneSourceHoldsOnlySoManyCallsAtOnce() throws Exception {
    try (var server = endpoint(new SipLimits(100, 1, 100, 100, 1_000));
        var greedy = new Wire("127.0.0.2", server.port());
        var other = new Wire("127.0.0.3", server.port())) {
      String first = Wire.unique();
      String tag = greedy.call(first);
      refused(greedy, Wire.unique());
      other.call(Wire.unique());

      greedy.hangUp(first, 2, tag);

      Eventually.that("one call is left", () -> server.callsActive() == 1);
      greedy.call(Wire.unique());
    }
  }

  @Test
  void takesOnlySoManyCallsASecond() throws Exception {
    try (var server = endpoint(new SipLimits(100, 100, 2, 100, 1_000));
        var wire = new Wire(server.port())) {
      wire.call(Wire.unique());
      wire.call(Wire.unique());
      refused(wire, Wire.unique());

      now.addAndGet(1_000_000_000);

      wire.call(Wire.unique());
    }
  }

  @Test
  void takesARepeatedInviteThoughTheLimitIsReached() throws Exception {
    try (var server = endpoint(new SipLimits(100, 100, 1, 1, 1_000));
        var wire = new Wire(server.port())) {
      String name = Wire.unique();
      wire.send(wire.invite(name));
      wire.send(wire.invite(name));
      wire.send(wire.invite(name));

      String answer = wire.answer("1 INVITE");

      assertThat(Wire.code(answer)).isEqualTo(200);
      assertThat(server.counters().refusedByCode()).isEmpty();
    }
  }

  @Test
  void oneSourceUsesUpOnlyItsOwnCalls() throws Exception {
    try (var server = endpoint(new SipLimits(100, 100, 100, 1, 1_000));
        var greedy = new Wire("127.0.0.2", server.port());
        var other = new Wire("127.0.0.3", server.port())) {
      greedy.call(Wire.unique());
      refused(greedy, Wire.unique());

      other.call(Wire.unique());
    }
  }

  @Test
  void aFloodFromOneSourceLeavesOthersAlone() throws Exception {
    try (var server = endpoint(new SipLimits(100, 100, 100, 100, 50));
        var flood = new Wire("127.0.0.2", server.port());
        var other = new Wire("127.0.0.3", server.port())) {
      var stop = new AtomicBoolean();
      String junk = flood.request("OPTIONS", Wire.unique(), 1, "");
      Thread flooding =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!stop.get()) {
                      try {
                        flood.send(junk);
                      } catch (java.io.IOException fault) {
                        throw new IllegalStateException(fault);
                      }
                    }
                  });
      Eventually.that("the flood is noticed", () -> server.counters().flooded() > 1_000);

      String name = Wire.unique();
      String tag = other.call(name);
      other.hangUp(name, 2, tag);

      stop.set(true);
      flooding.join();
      assertThat(server.counters().faults()).isZero();
    }
  }
}
