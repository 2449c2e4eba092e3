package org.otklik.app.telephony.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.otklik.app.testing.Await;
import org.otklik.wire.sip.RegistrationAnswer;

/// How the centre takes leave of the trunks that know it.
final class TrunkRegistrationsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final RegistrationAnswer GRANTED =
      new RegistrationAnswer.Registered(Duration.ofMinutes(10));

  private final Map<String, FakeRegistrar> registrars = new ConcurrentHashMap<>();
  private final CountDownLatch nameService = new CountDownLatch(1);

  @AfterEach
  void nameServiceIsBack() {
    nameService.countDown();
  }

  @Test
  void takesLeaveOfOneThoughTheNameOfAnotherIsNotFound() {
    var registrations = started(SOON, "north", "south");
    grant("north");
    grant("south");
    Await.until("both know us", SOON, () -> !registrations.states().containsValue(false));
    registrar("north").leaving = () -> waitFor(nameService);

    var stopping = Thread.ofVirtual().start(registrations::stop);

    Await.until("it has stopped", SOON, () -> !stopping.isAlive());
    assertThat(registrar("south").asked).containsExactly("register", "granted", "end");
  }

  @Test
  void waitsForWhatItHasAskedBeforeItTakesLeave() {
    var registrations = started(SOON, "north");
    Await.until("it asks", SOON, () -> !registrar("north").asked.isEmpty());

    var stopping = Thread.ofVirtual().start(registrations::stop);
    Await.until(
        "it waits",
        SOON,
        () -> stopping.getState() == Thread.State.TIMED_WAITING || !stopping.isAlive());
    grant("north");

    Await.until("it takes leave", SOON, () -> registrar("north").asked.contains("end"));
    assertThat(registrar("north").asked).containsExactly("register", "granted", "end");
  }

  @Test
  void takesLeaveOfATrunkThatMayGrantWhatItWasAskedFor() {
    var registrations = started(Duration.ofMillis(50), "north");
    Await.until("it asks", SOON, () -> !registrar("north").asked.isEmpty());

    registrations.stop();

    assertThat(registrar("north").asked).containsExactly("register", "end");
  }

  private TrunkRegistrations started(Duration answerMax, String... names) {
    var written = new HashMap<String, String>();
    for (var i = 0; i < names.length; i++) {
      var at = "otklik.telephony.trunks.%s.".formatted(names[i]);
      written.put(at + "sources", "203.0.113." + i);
      written.put(at + "registrar", names[i]);
      written.put(at + "user", "centre");
      written.put(at + "password", "1234");
      written.put(at + "lines.centre", "115");
    }
    var registrations =
        new TrunkRegistrations(
            new Trunks(TrunksTest.settings(written)),
            registering -> registrar(registering.identity().domain()),
            answerMax,
            new SimpleMeterRegistry());
    registrations.start();
    return registrations;
  }

  private FakeRegistrar registrar(String name) {
    return registrars.computeIfAbsent(name, _ -> new FakeRegistrar());
  }

  private void grant(String name) {
    var registrar = registrar(name);
    Await.until("%s is asked".formatted(name), SOON, () -> !registrar.waiting.isEmpty());
    registrar.asked.add("granted");
    registrar.waiting.getFirst().accept(GRANTED);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Writes down what it is asked, and answers what the test says.
  private static final class FakeRegistrar implements TrunkRegistrations.Registrar {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Consumer<RegistrationAnswer>> waiting = new CopyOnWriteArrayList<>();
    private volatile Runnable leaving = () -> {};

    @Override
    public void register(Duration expires, Consumer<RegistrationAnswer> answered) {
      asked.add("register");
      waiting.add(answered);
    }

    @Override
    public void end(Consumer<RegistrationAnswer> answered) {
      leaving.run();
      asked.add("end");
      answered.accept(new RegistrationAnswer.Registered(Duration.ZERO));
    }
  }
}
