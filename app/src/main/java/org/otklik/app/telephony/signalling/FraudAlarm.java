package org.otklik.app.telephony.signalling;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.otklik.engine.routing.OperatorId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Notices that somebody tries to call at our cost: moved or taken-over calls, wrong passwords of
/// trunks and telephones, operators who ask for numbers that may not be called. The third within
/// ten minutes raises the alarm: the figure `otklik.sip.fraud.alarm` is 1 until the third latest is
/// ten minutes old, and the log says so. Health stays as it is: strangers must not be able to
/// change it. Nothing was ever dialled for them.
///
/// Strangers are counted apart: who just calls where only trunks may (`otklik.sip.strangers`), and
/// who wants to move calls without being in one (`otklik.sip.transfers.refused`). There is always
/// one, and by UDP anybody can write any address, so they would keep the alarm up for ever.
///
/// The log has at most one line a minute of each kind ([Tally]), and one when the alarm is raised:
/// who can send thousands of messages a second must not be able to push everything else out of it.
@Component
final class FraudAlarm {
  private static final Logger LOG = LoggerFactory.getLogger(FraudAlarm.class);
  static final int TRIES = 3;
  static final Duration WITHIN = Duration.ofMinutes(10);

  private final Clock clock;
  private final Counter counter;
  private final Counter strangers;
  private final Counter transfers;
  private final Tally sources;
  private final Tally operators;
  private final Tally transfersOfStrangers;
  private final Deque<Instant> latest = new ArrayDeque<>();

  FraudAlarm(Clock clock, MeterRegistry meters) {
    this.clock = clock;
    this.counter =
        Counter.builder("otklik.sip.fraud.suspected")
            .description("Attempts to call at the cost of the centre")
            .register(meters);
    this.strangers =
        Counter.builder("otklik.sip.strangers")
            .description("Calls of strangers refused because only trunks may call")
            .register(meters);
    this.transfers =
        Counter.builder("otklik.sip.transfers.refused")
            .description("Calls that strangers wanted to move or take over")
            .register(meters);
    this.sources = new Tally(clock);
    this.operators = new Tally(clock);
    this.transfersOfStrangers = new Tally(clock);
    Gauge.builder("otklik.sip.fraud.alarm", this, alarm -> alarm.raised() ? 1 : 0)
        .description("1 while attempts to call at the cost of the centre are many")
        .register(meters);
  }

  /// A trunk, a telephone, or somebody in a call.
  void suspect(InetAddress source) {
    var raisedNow = count();
    sources
        .add(raisedNow)
        .ifPresent(
            times ->
                LOG.atWarn()
                    .addKeyValue("source", source.getHostAddress())
                    .log("toll fraud suspected times={} alarm={}", times, raised()));
  }

  /// One of our own, or somebody who sits at their desk.
  void suspect(OperatorId operator) {
    var raisedNow = count();
    operators
        .add(raisedNow)
        .ifPresent(
            times ->
                LOG.atWarn()
                    .addKeyValue("operator", operator.value())
                    .log("toll fraud suspected times={} alarm={}", times, raised()));
  }

  /// Called where only trunks may.
  void stranger() {
    strangers.increment();
  }

  /// Wanted to move a call without being in one.
  void strangerTransfers(InetAddress source) {
    transfers.increment();
    transfersOfStrangers
        .add()
        .ifPresent(
            times ->
                LOG.atWarn()
                    .addKeyValue("source", source.getHostAddress())
                    .log("transfer by a stranger refused times={}", times));
  }

  /// @return whether the alarm is raised by this one
  private boolean count() {
    counter.increment();
    synchronized (latest) {
      var before = raised();
      latest.addLast(clock.instant());
      if (latest.size() > TRIES) {
        latest.removeFirst();
      }
      return raised() && !before;
    }
  }

  boolean raised() {
    synchronized (latest) {
      return latest.size() == TRIES && latest.getFirst().plus(WITHIN).isAfter(clock.instant());
    }
  }
}
