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
/// Strangers who just call where only trunks may are counted apart (`otklik.sip.strangers`): there
/// is always one, so they would keep the alarm up for ever.
@Component
final class FraudAlarm {
  private static final Logger LOG = LoggerFactory.getLogger(FraudAlarm.class);
  static final int TRIES = 3;
  static final Duration WITHIN = Duration.ofMinutes(10);

  private final Clock clock;
  private final Counter counter;
  private final Counter strangers;
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
    Gauge.builder("otklik.sip.fraud.alarm", this, alarm -> alarm.raised() ? 1 : 0)
        .description("1 while attempts to call at the cost of the centre are many")
        .register(meters);
  }

  void suspect(InetAddress source) {
    count();
    LOG.atWarn()
        .addKeyValue("source", source.getHostAddress())
        .log("toll fraud suspected alarm={}", raised());
  }

  /// One of our own, or somebody who sits at their desk.
  void suspect(OperatorId operator) {
    count();
    LOG.atWarn()
        .addKeyValue("operator", operator.value())
        .log("toll fraud suspected alarm={}", raised());
  }

  private void count() {
    counter.increment();
    synchronized (latest) {
      latest.addLast(clock.instant());
      if (latest.size() > TRIES) {
        latest.removeFirst();
      }
    }
  }

  void stranger() {
    strangers.increment();
  }

  boolean raised() {
    synchronized (latest) {
      return latest.size() == TRIES && latest.getFirst().plus(WITHIN).isAfter(clock.instant());
    }
  }
}
