package org.otklik.app.telephony.signalling;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.wire.sip.Registration;
import org.otklik.wire.sip.RegistrationAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Registers us with the trunks that want it, as long as the product runs. When, says
/// `RegistrationTimes`; the figure `otklik.sip.trunk.registered` is 1 for each trunk that knows
/// where we are.
@Component
final class TrunkRegistrations implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(TrunkRegistrations.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  /// So long the end of the product waits for trunks to forget us; others find out by themselves.
  static final Duration GOODBYE_MAX = Duration.ofSeconds(2);

  /// After the endpoint has started, before it stops.
  private static final int PHASE = 1_100;

  private final List<Trunk> trunks;
  private final SipLine line;
  private volatile List<Registered> registered = List.of();
  private volatile @Nullable ScheduledExecutorService ticking;

  TrunkRegistrations(Trunks trunks, SipLine line, MeterRegistry meters) {
    this.trunks =
        trunks.all().stream().filter(trunk -> trunk.terms().registering() != null).toList();
    this.line = line;
    for (var trunk : this.trunks) {
      var name = trunk.terms().name();
      Gauge.builder("otklik.sip.trunk.registered", this, its -> its.isRegistered(name) ? 1 : 0)
          .description("1 while the trunk knows where we are")
          .tag("trunk", name)
          .register(meters);
    }
  }

  /// Which trunks that want it know where we are.
  Map<String, Boolean> states() {
    var states = new TreeMap<String, Boolean>();
    trunks.forEach(trunk -> states.put(trunk.terms().name(), isRegistered(trunk.terms().name())));
    return states;
  }

  private boolean isRegistered(String name) {
    return registered.stream()
        .anyMatch(each -> each.name.equals(name) && each.times.registered(System.nanoTime()));
  }

  @Override
  public void start() {
    registered = trunks.stream().flatMap(this::registered).toList();
    var started = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    var _ = started.scheduleWithFixedDelay(this::ask, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    ticking = started;
  }

  private Stream<Registered> registered(Trunk trunk) {
    var registering = trunk.terms().registering();
    if (registering == null) {
      return Stream.of();
    }
    var name = trunk.terms().name();
    try {
      var registration =
          line.running().registration(registering.registrar(), registering.identity());
      var times = new RegistrationTimes(System.nanoTime(), ThreadLocalRandom.current());
      return Stream.of(new Registered(name, registration, times));
    } catch (IllegalArgumentException e) {
      LOG.atError().addKeyValue("trunk", name).log("trunk never registered: {}", e.getMessage());
      return Stream.of();
    }
  }

  private void ask() {
    registered.stream()
        .filter(each -> each.times.begin(System.nanoTime()))
        .forEach(each -> Thread.ofVirtual().name("trunk-register").start(each::register));
  }

  @Override
  public void stop() {
    var started = ticking;
    if (started != null) {
      started.shutdownNow();
      ticking = null;
      sayGoodbye();
      registered = List.of();
    }
  }

  private void sayGoodbye() {
    var known = registered.stream().filter(each -> isRegistered(each.name)).toList();
    var answered = new CountDownLatch(known.size());
    known.forEach(each -> each.registration.register(Duration.ZERO, _ -> answered.countDown()));
    try {
      var _ = answered.await(GOODBYE_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return ticking != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  /// One trunk's.
  private record Registered(String name, Registration registration, RegistrationTimes times) {

    /// May wait for the name service.
    void register() {
      registration.register(times.expires(), this::answered);
    }

    void answered(RegistrationAnswer answer) {
      var now = System.nanoTime();
      var before = times.registered(now);
      times.answered(answer, now);
      if (answer instanceof RegistrationAnswer.Refused(var code, _)) {
        LOG.atWarn().addKeyValue("trunk", name).log("trunk registration refused code={}", code);
      } else if (before != times.registered(now)) {
        LOG.atInfo().addKeyValue("trunk", name).log("trunk registered={}", !before);
      }
    }
  }
}
