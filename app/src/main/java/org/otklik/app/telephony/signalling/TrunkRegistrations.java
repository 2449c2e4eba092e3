package org.otklik.app.telephony.signalling;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.wire.sip.RegistrationAnswer;
import org.otklik.wire.sip.SipEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
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

  /// So long of that a trunk may take for what it was asked last.
  static final Duration ANSWER_MAX = Duration.ofSeconds(1);

  /// After the endpoint has started, before it stops.
  private static final int PHASE = 1_100;

  private final List<Trunk> trunks;
  private final Function<Trunk.Registering, Registrar> registrars;
  private final Duration answerMax;
  private volatile List<Registered> registered = List.of();
  private volatile @Nullable ScheduledExecutorService ticking;

  /// Who keeps our registration; as wire's [Registration], whose methods may wait for the name
  /// service.
  interface Registrar {
    void register(Duration expires, Consumer<RegistrationAnswer> answered);

    void end(Consumer<RegistrationAnswer> answered);
  }

  @Autowired
  TrunkRegistrations(Trunks trunks, SipLine line, MeterRegistry meters) {
    this(trunks, registering -> at(line.running(), registering), ANSWER_MAX, meters);
  }

  /// @param registrars may throw [IllegalArgumentException]
  /// @param answerMax how long an answer is waited for before a goodbye
  TrunkRegistrations(
      Trunks trunks,
      Function<Trunk.Registering, Registrar> registrars,
      Duration answerMax,
      MeterRegistry meters) {
    this.answerMax = answerMax;
    this.trunks =
        trunks.all().stream().filter(trunk -> trunk.terms().registering() != null).toList();
    this.registrars = registrars;
    for (var trunk : this.trunks) {
      var name = trunk.terms().name();
      Gauge.builder("otklik.sip.trunk.registered", this, its -> its.isRegistered(name) ? 1 : 0)
          .description("1 while the trunk knows where we are")
          .tag("trunk", name)
          .register(meters);
    }
  }

  private static Registrar at(SipEndpoint endpoint, Trunk.Registering registering) {
    var registration = endpoint.registration(registering.registrar(), registering.identity());
    return new Registrar() {
      @Override
      public void register(Duration expires, Consumer<RegistrationAnswer> answered) {
        registration.register(expires, answered);
      }

      @Override
      public void end(Consumer<RegistrationAnswer> answered) {
        registration.end(answered);
      }
    };
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
      return Stream.of(new Registered(name, registrars.apply(registering)));
    } catch (IllegalArgumentException e) {
      LOG.atError().addKeyValue("trunk", name).log("trunk never registered: {}", e.getMessage());
      return Stream.of();
    }
  }

  private void ask() {
    registered.forEach(Registered::registerIfDue);
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
    var known = registered.stream().filter(Registered::mayBeKnown).toList();
    var answered = new CountDownLatch(known.size());
    known.forEach(
        each ->
            Thread.ofVirtual().name("trunk-goodbye").start(() -> each.leave(answered::countDown)));
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
  private final class Registered {
    private final String name;
    private final Registrar registrar;
    private final RegistrationTimes times =
        new RegistrationTimes(System.nanoTime(), ThreadLocalRandom.current());
    private volatile CompletableFuture<Void> asked = CompletableFuture.completedFuture(null);

    Registered(String name, Registrar registrar) {
      this.name = name;
      this.registrar = registrar;
    }

    void registerIfDue() {
      if (times.begin(System.nanoTime())) {
        asked = new CompletableFuture<>();
        Thread.ofVirtual().name("trunk-register").start(this::register);
      }
    }

    boolean mayBeKnown() {
      return times.registered(System.nanoTime()) || !asked.isDone();
    }

    /// Ends the registration, once what is asked for has been answered: it might be granted after.
    void leave(Runnable left) {
      asked.completeOnTimeout(null, answerMax.toMillis(), TimeUnit.MILLISECONDS).join();
      registrar.end(_ -> left.run());
    }

    private void register() {
      registrar.register(times.expires(), this::answered);
    }

    private void answered(RegistrationAnswer answer) {
      var now = System.nanoTime();
      var before = times.registered(now);
      times.answered(answer, now);
      asked.complete(null);
      if (answer instanceof RegistrationAnswer.Refused(var code, _)) {
        LOG.atWarn().addKeyValue("trunk", name).log("trunk registration refused code={}", code);
      } else if (before != times.registered(now)) {
        LOG.atInfo().addKeyValue("trunk", name).log("trunk registered={}", !before);
      }
    }
  }
}
