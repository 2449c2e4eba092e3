package org.otklik.app.telephony.signalling;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.ToLongFunction;
import org.otklik.wire.sip.SipCounters;
import org.springframework.stereotype.Component;

/// Figures of the SIP line, `otklik_sip_…`.
@Component
final class SipMeters implements MeterBinder {
  private static final int OVER_A_LIMIT = 503;

  private final SipLine line;

  SipMeters(SipLine line) {
    this.line = line;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("otklik.sip.calls.active", line, SipLine::callsActive)
        .baseUnit("calls")
        .description("Calls by SIP that are not over")
        .register(registry);
    count(registry, "calls.in", "calls", "Calls that were let in", SipCounters::callsIn);
    count(registry, "calls.out", "calls", "Calls that the centre made", SipCounters::callsOut);
    count(registry, "read", "messages", "Messages that were read", SipCounters::messages);
    count(registry, "malformed", "messages", "Broken, or no SIP at all", SipCounters::malformed);
    count(registry, "flooded", "messages", "Dropped: too many of a source", SipCounters::flooded);
    count(registry, "overloaded", "messages", "Dropped: too late", SipCounters::overloaded);
    count(
        registry,
        "connections.refused",
        "connections",
        "Closed at once: too many",
        SipCounters::connectionsRefused);
    count(registry, "faults", "faults", "Faults of our own", SipCounters::faults);
    count(
        registry,
        "refused.by.rule",
        "requests",
        "Refused because the protocol or the line forbids it",
        counters -> refused(counters, code -> code != OVER_A_LIMIT));
    count(
        registry,
        "refused.over.limit",
        "requests",
        "Refused because a limit is reached (503)",
        counters -> refused(counters, code -> code == OVER_A_LIMIT));
  }

  private void count(
      MeterRegistry registry,
      String name,
      String unit,
      String description,
      ToLongFunction<SipCounters> value) {
    FunctionCounter.builder(
            "otklik.sip." + name, line, line -> line.counters().map(value::applyAsLong).orElse(0L))
        .baseUnit(unit)
        .description(description)
        .register(registry);
  }

  private static long refused(SipCounters counters, IntPredicate codes) {
    return counters.refusedByCode().entrySet().stream()
        .filter(entry -> codes.test(entry.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
