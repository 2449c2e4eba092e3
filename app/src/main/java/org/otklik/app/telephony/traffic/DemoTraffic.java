package org.otklik.app.telephony.traffic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.Accounts;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.Presences;
import org.otklik.app.dispatch.TalkStarted;
import org.otklik.app.telephony.call.SpokenWav;
import org.otklik.app.telephony.media.Sound;
import org.otklik.app.telephony.media.embedded.EmbeddedMediaPlane;
import org.otklik.app.telephony.signalling.SipLine;
import org.otklik.engine.routing.OperatorId;
import org.otklik.wire.digest.DigestAnswers;
import org.otklik.wire.sip.CallFailure;
import org.otklik.wire.sip.CallHandler;
import org.otklik.wire.sip.IncomingCall;
import org.otklik.wire.sip.SipEndpoint;
import org.otklik.wire.sip.SipEvents;
import org.otklik.wire.sip.SipIdentity;
import org.otklik.wire.sip.SipSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Lets invented citizens call and invented operators answer, by real SIP and with real sound, so
/// that whoever tries the product sees a centre that lives. Starts last and stops first.
///
/// Its own people come by a trunk (`demo`), and are called back by it.
@Component
@ConditionalOnBooleanProperty(TrafficSettings.WANTED)
final class DemoTraffic implements SmartLifecycle, SipEvents {

  /// Invented citizens on the line at once.
  static final int CALLS_MAX = 14;

  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final String LINE = "115";
  private static final int FIRST_PORT = 46_200;
  private static final int LAST_PORT = 46_399;
  private static final Duration TICK_EVERY = Duration.ofSeconds(3);
  private static final Duration REGISTERED_FOR = Duration.ofMinutes(4);
  private static final Duration REGISTER_EVERY = Duration.ofMinutes(2);
  private static final char YES = '1';
  private static final Duration CONFIRMS_AFTER = Duration.ofSeconds(20);
  private static final long SEED = 115;
  private static final Logger LOG = LoggerFactory.getLogger(DemoTraffic.class);

  private final SipLine line;
  private final Presences presences;
  private final ContactLog contacts;
  private final Accounts accounts;
  private final Environment environment;
  private final Clock clock;
  private final Random random = new Random(SEED);
  private final Script script = new Script(random);
  private final InventedNumbers numbers = new InventedNumbers(random);
  private final Map<String, InventedCitizen> citizens = new ConcurrentHashMap<>();
  private @Nullable Running running;

  /// What is open while it runs.
  private record Running(
      ScheduledExecutorService timer,
      EmbeddedMediaPlane plane,
      SipEndpoint network,
      List<SipEndpoint> phones,
      List<InventedOperator> operators,
      Sound voice,
      long sinceNanos) {}

  DemoTraffic(
      SipLine line,
      Presences presences,
      ContactLog contacts,
      Accounts accounts,
      Environment environment,
      Clock clock) {
    this.line = line;
    this.presences = presences;
    this.contacts = contacts;
    this.accounts = accounts;
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public void start() {
    var timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("demo-traffic").daemon().factory());
    var setup =
        new EmbeddedMediaPlane.Setup(
            HERE, HERE, FIRST_PORT, LAST_PORT, 1, Duration.ofMinutes(10), Duration.ofMinutes(10));
    var plane = new EmbeddedMediaPlane(setup, new SecureRandom(), clock, System::nanoTime);
    plane.start();
    var port = environment.getRequiredProperty(TrafficSettings.PORT, Integer.class);
    var network = SipEndpoint.start(SipSettings.on(TrafficSettings.NETWORK, port), this);
    var begun =
        new Running(
            timer,
            plane,
            network,
            new ArrayList<>(),
            new ArrayList<>(),
            voice(),
            System.nanoTime());
    running = begun;
    TrafficSettings.OPERATORS.forEach(operator -> employ(begun, operator));
    every(begun, TICK_EVERY, () -> begun.operators().forEach(InventedOperator::tick));
    callNext(begun);
    LOG.info("demonstration traffic runs callsMax={}", CALLS_MAX);
  }

  @Override
  public void stop() {
    var over = running;
    running = null;
    if (over == null) {
      return;
    }
    over.timer().shutdownNow();
    citizens.values().forEach(InventedCitizen::hangUp);
    over.operators().forEach(InventedOperator::leave);
    over.phones().forEach(SipEndpoint::close);
    over.network().close();
    over.plane().close();
  }

  @Override
  public boolean isRunning() {
    return running != null;
  }

  /// Last to start, first to stop.
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }

  /// A citizen whom an operator has taken does not lose patience any more.
  @EventListener
  void on(TalkStarted started) {
    Thread.ofVirtual()
        .name("demo-traffic-served")
        .start(
            () ->
                contacts
                    .find(started.contact())
                    .map(ContactLog.Entry::callerNumber)
                    .map(citizens::get)
                    .ifPresent(InventedCitizen::served));
  }

  /// Somebody is called back.
  @Override
  public void onInvite(IncomingCall call) {
    var now = running;
    if (now == null) {
      call.reject(503, "Service Unavailable", Map.of());
      return;
    }
    call.ringing();
    after(now, script.ringing(), () -> takeUp(now, call));
  }

  private void takeUp(Running now, IncomingCall call) {
    var earpiece = earpiece(now);
    var answer =
        script.answersCallback()
            ? call.offer().flatMap(earpiece::answer)
            : Optional.<String>empty();
    if (answer.isEmpty()) {
      earpiece.close();
      call.reject(480, "Temporarily Unavailable", Map.of());
      return;
    }
    call.handle(new CalledBack(earpiece));
    call.answer(answer.get());
    after(now, CONFIRMS_AFTER, () -> earpiece.press(YES)); // a robot asks whether it was booked
  }

  private void employ(Running now, String username) {
    var operator = accounts.find(username);
    if (operator.isEmpty()) {
      return;
    }
    var played =
        new InventedOperator(
            new OperatorId(operator.get().id().value()),
            presences,
            script,
            now.timer(),
            () -> earpiece(now));
    var phone = SipEndpoint.start(SipSettings.on(HERE, 0), played);
    now.phones().add(phone);
    now.operators().add(played);
    var password =
        environment.getRequiredProperty("otklik.telephony.phones.%s.password".formatted(username));
    var registration =
        phone.registration(
            centre(""),
            SipIdentity.of(username)
                .in(HERE.getHostAddress())
                .provenBy(
                    new DigestAnswers(username, password, "", () -> UUID.randomUUID().toString())));
    every(now, REGISTER_EVERY, () -> registration.register(REGISTERED_FOR, _ -> {}));
  }

  private void callNext(Running now) {
    if (citizens.size() < CALLS_MAX) {
      call(now, numbers.next());
    }
    var gap = script.gap(Duration.ofNanos(System.nanoTime() - now.sinceNanos()));
    after(now, gap, () -> callNext(now));
  }

  private void call(Running now, String number) {
    var earpiece = earpiece(now);
    var offer = earpiece.offer();
    var whose = "+" + number;
    if (offer.isEmpty() || citizens.containsKey(whose)) {
      earpiece.close();
      return;
    }
    var citizen = new InventedCitizen(earpiece, script, now.timer(), () -> citizens.remove(whose));
    citizens.put(whose, citizen);
    citizen.dials(
        now.network().call(centre(LINE + "@"), SipIdentity.of(number), offer.get(), citizen));
  }

  private String centre(String user) {
    return "sip:%s%s:%d".formatted(user, HERE.getHostAddress(), line.port());
  }

  private static Earpiece earpiece(Running now) {
    return new Earpiece(now.plane(), HERE, now.voice());
  }

  private static void after(Running now, Duration time, Runnable step) {
    var _ = now.timer().schedule(guarded(step), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void every(Running now, Duration time, Runnable step) {
    var _ =
        now.timer()
            .scheduleWithFixedDelay(guarded(step), 0, time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// What fails once is tried the next time.
  private static Runnable guarded(Runnable step) {
    return () -> {
      try {
        step.run();
      } catch (RuntimeException e) {
        LOG.warn("demonstration traffic stumbled", e);
      }
    };
  }

  private static Sound voice() {
    try {
      return SpokenWav.hello();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A citizen who is called back: talks until the operator hangs up.
  private record CalledBack(Earpiece earpiece) implements CallHandler {
    @Override
    public void onAnswered() {
      earpiece.speak();
    }

    @Override
    public Optional<String> onReoffer(String offer) {
      return earpiece.change(offer);
    }

    @Override
    public void onCancelled() {
      earpiece.close();
    }

    @Override
    public void onRemoteHangUp() {
      earpiece.close();
    }

    @Override
    public void onFailed(CallFailure reason) {
      earpiece.close();
    }
  }
}
