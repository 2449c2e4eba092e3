package org.otklik.app.telephony.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.otklik.app.OtklikApplication;
import org.otklik.app.access.DemoAccounts;
import org.otklik.app.callback.Bookings;
import org.otklik.app.callback.Network;
import org.otklik.app.contacts.Recordings;
import org.otklik.app.dispatch.Acceptance.Accepted;
import org.otklik.app.dispatch.CallBackList;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.ContactLog.Outcome;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.Journeys;
import org.otklik.app.dispatch.PauseReason;
import org.otklik.app.dispatch.Presence;
import org.otklik.app.dispatch.Presences;
import org.otklik.app.dispatch.Teamwork;
import org.otklik.app.telephony.CallArrived;
import org.otklik.app.telephony.CallEnded;
import org.otklik.app.telephony.CallId;
import org.otklik.app.telephony.OperatorLines;
import org.otklik.app.telephony.signalling.SipPeer.Manner;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.RtpPhone;
import org.otklik.app.testing.TestDatabase;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.Priority;
import org.otklik.engine.routing.TopicId;
import org.otklik.wire.digest.DigestAnswers;
import org.otklik.wire.rtp.G711;
import org.otklik.wire.sip.SipIdentity;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Telephones of operators, and the trunks of two networks, at one product: north proves itself by
/// a password and is believed, south is not.
@SpringBootTest(
    classes = OtklikApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(PhonesAndTrunksIT.Arrivals.class)
final class PhonesAndTrunksIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration KEY_EVERY = Duration.ofSeconds(3);
  private static final double CITIZEN = 1_000;
  private static final double OPERATOR = 440;
  private static final OperatorId TIMUR = new OperatorId(DemoAccounts.OPERATOR_2.value());
  private static final OperatorId ANNA = new OperatorId(DemoAccounts.OPERATOR_3.value());
  private static final OperatorId RUSTAM = new OperatorId(DemoAccounts.OPERATOR_5.value());
  private static final List<OperatorId> OPERATORS = List.of(TIMUR, ANNA, RUSTAM);
  private static final String PASSWORD = SipPeer.PASSWORD;
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final SipPeer NORTH = new SipPeer("north", "127.0.0.2", CITIZEN);
  private static final SipPeer SOUTH = new SipPeer("south", "127.0.0.3", CITIZEN);

  @TempDir private static Path folder;

  private final SipPeer citizen = new SipPeer("citizen", "127.0.0.1", CITIZEN);
  private final SipPeer timursPhone = new SipPeer("operator2", "127.0.0.1", OPERATOR);
  private final SipPeer annasPhone = new SipPeer("operator3", "127.0.0.1", OPERATOR);

  @Autowired private SipLine line;
  @Autowired private PhoneBook book;
  @Autowired private Trunks trunks;
  @Autowired private FraudAlarm alarm;
  @Autowired private SipHealthIndicator health;
  @Autowired private MeterRegistry meters;
  @Autowired private Presences presences;
  @Autowired private OperatorLines lines;
  @Autowired private Teamwork talks;
  @Autowired private Dispatch dispatch;
  @Autowired private CallBackList toCallBack;
  @Autowired private Clock clock;
  @Autowired private Journeys journeys;
  @Autowired private ContactLog contacts;
  @Autowired private Recordings recordings;
  @Autowired private Bookings bookings;
  @Autowired private Arrivals arrivals;

  /// What the telephone line reports.
  @TestConfiguration
  static class Arrivals {
    final BlockingQueue<CallArrived> all = new LinkedBlockingQueue<>();
    final Set<CallId> live = ConcurrentHashMap.newKeySet();

    @EventListener
    void on(CallArrived arrived) {
      all.add(arrived);
      live.add(arrived.call());
    }

    @EventListener
    void on(CallEnded ended) {
      live.remove(ended.call());
    }

    CallArrived next() throws InterruptedException {
      return Optional.ofNullable(all.poll(SOON.toSeconds(), TimeUnit.SECONDS)).orElseThrow();
    }
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    DATABASE.register(registry::add);
    var telephony = "otklik.telephony.";
    registry.add(telephony + "sip.phones-md5", () -> true);
    registry.add(telephony + "sip.tls-port", () -> 0);
    registry.add(telephony + "phones.operator2.password", () -> PASSWORD);
    registry.add(telephony + "phones.operator3.password", () -> PASSWORD);
    registry.add(telephony + "phones.operator4.password", () -> PASSWORD);
    registry.add(telephony + "phones.operator5.password", () -> PASSWORD);
    registry.add(telephony + "phones.operator4.srtp", () -> "required");
    trunk(registry, "north", "127.0.0.2", NORTH);
    trunk(registry, "south", "127.0.0.3", SOUTH);
    registry.add(telephony + "trunks.north.user", () -> "centre");
    registry.add(telephony + "trunks.north.password", () -> PASSWORD);
    registry.add(telephony + "trunks.north.challenge", () -> true);
    registry.add(telephony + "trunks.north.trust-asserted-identity", () -> true);
    registry.add(telephony + "trunks.north.lines.78001001150", () -> "1150");
    registry.add(telephony + "trunks.north.lines.78001001115", () -> "115");
    registry.add(telephony + "outside.allowed", () -> "+7495");
    registry.add(telephony + "trunks.south.user", () -> "centre");
    registry.add(telephony + "trunks.south.password", () -> PASSWORD);
    registry.add(telephony + "trunks.south.registrar", () -> "127.0.0.3:" + SOUTH.port());
    registry.add(telephony + "trunks.south.lines.centre", () -> "1150");
    registry.add(telephony + "outside.transfers", () -> "+74951234567");
    registry.add("otklik.media.address", () -> "127.0.0.1");
    registry.add("otklik.media.ports", () -> "31000-31199");
    registry.add("otklik.dispatch.presence-lease", () -> "5m");
    registry.add("otklik.dispatch.offer-deadline", () -> "4s");
  }

  private static void trunk(
      DynamicPropertyRegistry registry, String name, String address, SipPeer peer) {
    var at = "otklik.telephony.trunks." + name;
    registry.add(at + ".sources", () -> address);
    registry.add(at + ".peers", () -> address + ":" + peer.port());
  }

  /// What one test leaves over would be offered to the operators of the next.
  @AfterEach
  void everybodyGoesHome() {
    List.of(citizen, timursPhone, annasPhone, NORTH, SOUTH).forEach(SipPeer::leave);
    OPERATORS.forEach(presences::end);
    Await.until(
        "everybody is gone",
        SOON,
        () ->
            line.callsActive() == 0
                && arrivals.live.isEmpty()
                && OPERATORS.stream().allMatch(operator -> presences.find(operator).isEmpty())
                && !lines.byPhone(TIMUR)
                && !lines.byPhone(ANNA));
    citizen.close();
    timursPhone.close();
    annasPhone.close();
    arrivals.all.clear();
    NORTH.that(Manner.ANSWERS).notes.clear();
    SOUTH.that(Manner.ANSWERS).notes.clear();
  }

  @AfterAll
  static void close() {
    NORTH.close();
    SOUTH.close();
  }

  @Test
  void aTrunkProvesItselfAndItsAssertedIdentityIsBelieved() throws InterruptedException {
    var caller = SipIdentity.of("anonymous").asserting("74951112233");

    NORTH.call(centre("+78001001150"), caller).awaits("rejected 401");
    NORTH.call(centre("+78001001150"), caller.provenBy(password("centre"))).awaits("182");

    var arrived = arrivals.next();
    assertThat(arrived.line()).isEqualTo("1150");
    assertThat(arrived.callerNumber()).isEqualTo("+74951112233");
    NORTH.hangUp();
    NORTH.awaits("rejected 487");
  }

  @Test
  void aTrunkThatWantsARegistrationFindsUsByIt() throws InterruptedException {
    Await.until("we are registered", SOON, () -> !SOUTH.members("centre").isEmpty());
    Await.until(
        "that is told",
        SOON,
        () -> meters.get("otklik.sip.trunk.registered").tag("trunk", "south").gauge().value() == 1);
    assertThat(health.health().getDetails()).containsEntry("registered", Map.of("south", true));

    SOUTH.call(SOUTH.members("centre").getFirst(), "74950000001").awaits("182");

    assertThat(arrivals.next().line()).isEqualTo("1150");
    SOUTH.hangUp();
    SOUTH.awaits("rejected 487");
  }

  @Test
  void anAssertedIdentityOfAnybodyElseIsNotBelieved() throws InterruptedException {
    SOUTH.call(centre("1150"), SipIdentity.of("74950000001").asserting("112")).awaits("182");

    assertThat(arrivals.next().callerNumber()).isEqualTo("+74950000001");
    SOUTH.hangUp();
    SOUTH.awaits("rejected 487");
  }

  @Test
  void aStrangerReachesLinesAndNobodyOutside() {
    var suspected = suspected();

    citizen.call(centre("+74951234567"), SipIdentity.of("mallory")).awaits("rejected 404");
    citizen.call(centre("00441234567"), SipIdentity.of("115")).awaits("rejected 404");

    assertThat(NORTH.notes).isEmpty();
    assertThat(SOUTH.notes).isEmpty();
    assertThat(suspected()).isEqualTo(suspected);
  }

  @Test
  void onlyOperatorsWithTheirPasswordRegister() {
    var suspected = suspected();

    assertThat(register(timursPhone, "nobody", PASSWORD)).isEqualTo(401);
    assertThat(register(timursPhone, "citizen1", PASSWORD)).isEqualTo(401);
    for (int i = 0; i < FraudAlarm.TRIES; i++) {
      assertThat(register(timursPhone, "operator2", "a wrong password")).isEqualTo(401);
    }
    assertThat(lines.byPhone(TIMUR)).isFalse();
    Await.until("the alarm is raised", SOON, alarm::raised);
    assertThat(suspected()).isEqualTo(suspected + FraudAlarm.TRIES);

    assertThat(register(timursPhone, "operator2", PASSWORD)).isEqualTo(200);

    Await.until("the line is open", SOON, () -> lines.byPhone(TIMUR) && lines.open(TIMUR));
  }

  @Test
  void earlySoundReachesWhoRequiresPrackAndTheCallIsTaken() throws Exception {
    try (var sound = new RtpPhone(CITIZEN, G711.A_LAW, -1, 77)) {
      var sipp =
          new ProcessBuilder(
                  "sipp",
                  "127.0.0.1:" + line.port(),
                  "-sf",
                  Path.of("src/test/resources/sipp/prack.xml").toAbsolutePath().toString(),
                  "-s",
                  "1150",
                  "-i",
                  "127.0.0.1",
                  "-m",
                  "1",
                  "-key",
                  "phone_port",
                  Integer.toString(sound.port()),
                  "-timeout",
                  "60s",
                  "-nostdin")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("prack.out").toFile())
              .start();
      try {
        Await.until("there is early sound", SOON, () -> sound.heardLength() > 4_000);

        ready(TIMUR, timursPhone, "operator2");

        assertThat(sipp.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(sipp.exitValue()).isZero();
        timursPhone.awaits("hung up");
      } finally {
        sipp.destroy();
      }
    }
  }

  @Test
  void anOperatorTalksByTelephoneHoldsAndHangsUp() {
    ready(TIMUR, timursPhone, "operator2");
    citizen
        .call(centre("1150"), SipIdentity.of("+74951230001"))
        .awaits("182")
        .awaits("183 with sound");

    timursPhone.awaits("acknowledged");
    citizen.awaits("answered").awaitTone(OPERATOR, true);
    timursPhone.awaitTone(CITIZEN, true);

    timursPhone.hold(true);
    citizen.awaitTone(OPERATOR, false);
    timursPhone.hold(false);
    citizen.awaitTone(OPERATOR, true);

    timursPhone.hangUp();
    citizen.awaits("hung up");
    awaitState(TIMUR, Presence.State.WRAP_UP);
  }

  @Test
  void aTelephoneRingsUntilTheOfferIsTakenThereOrAtTheDesk() {
    timursPhone.that(Manner.RINGS);
    ready(TIMUR, timursPhone, "operator2");
    citizen.call(centre("1150"), SipIdentity.of("+74951230002"));
    timursPhone.awaits("called");
    awaitState(TIMUR, Presence.State.RINGING);

    presences.accept(TIMUR, contact(TIMUR));
    awaitState(TIMUR, Presence.State.IN_CALL);
    timursPhone.take();

    citizen.awaits("answered").awaitTone(OPERATOR, true);
    citizen.hangUp();
    timursPhone.awaits("hung up");
    awaitState(TIMUR, Presence.State.WRAP_UP);
  }

  @ParameterizedTest
  @EnumSource(names = {"BUSY", "DECLINES", "REDIRECTS", "RINGS"})
  void aTelephoneThatDoesNotTakeTheCallSendsItToTheNext(Manner manner) {
    timursPhone.that(manner);
    ready(TIMUR, timursPhone, "operator2");
    citizen.call(centre("1150"), SipIdentity.of("+74951230003"));
    timursPhone.awaits("called");
    ready(ANNA, annasPhone, "operator3");

    citizen.awaits("answered").awaitTone(OPERATOR, true);

    awaitState(ANNA, Presence.State.IN_CALL);
    if (manner == Manner.RINGS) {
      timursPhone.awaits("cancelled").take();
    }
    awaitState(
        TIMUR,
        manner == Manner.BUSY || manner == Manner.DECLINES
            ? Presence.State.READY
            : Presence.State.PAUSED);
    assertThat(presences.find(TIMUR).map(Presence::pauseReason))
        .isEqualTo(
            switch (manner) {
              case REDIRECTS -> Optional.of(PauseReason.TECHNICAL);
              case RINGS -> Optional.of(PauseReason.MISSED_OFFER);
              case ANSWERS, BUSY, DECLINES, FAILS -> Optional.empty();
            });
    citizen.hangUp();
    annasPhone.awaits("hung up");
  }

  @Test
  void aDeadTelephoneSendsTheCallToTheNext() {
    ready(RUSTAM, timursPhone, "operator5");
    timursPhone.die();
    citizen.call(centre("1150"), SipIdentity.of("+74951230004"));
    awaitState(RUSTAM, Presence.State.RINGING);
    ready(ANNA, annasPhone, "operator3");

    citizen.awaits("answered").awaitTone(OPERATOR, true);
    awaitState(RUSTAM, Presence.State.PAUSED);
    Await.until("the telephone is forgotten", SOON, () -> book.findUser(RUSTAM).isEmpty());
    Await.until("the page's sound takes over", SOON, () -> !lines.byPhone(RUSTAM));
    citizen.hangUp();
  }

  @Test
  void ofTwoTelephonesTheOneThatCanBeReachedRings() {
    assertThat(register(annasPhone, "operator2", PASSWORD)).isEqualTo(200);
    timursPhone.that(Manner.FAILS);
    ready(TIMUR, timursPhone, "operator2");

    citizen.call(centre("1150"), SipIdentity.of("+74951230005"));

    timursPhone.awaits("called");
    annasPhone.awaits("called");
    citizen.awaits("answered").awaitTone(OPERATOR, true);
    awaitState(TIMUR, Presence.State.IN_CALL);
    citizen.hangUp();
    annasPhone.awaits("hung up");
  }

  @Test
  void anOperatorCallsACitizenByTheTrunkThatWorks() {
    trunksAreUp();
    NORTH.that(Manner.FAILS);
    ready(TIMUR, timursPhone, "operator2");

    var call = calls("8 495 123-45-67");

    timursPhone.awaits("acknowledged");
    NORTH.awaits("called +74951234567");
    SOUTH.awaits("called +74951234567").awaits("acknowledged").awaitTone(OPERATOR, true);
    timursPhone.awaitTone(CITIZEN, true);
    awaitState(TIMUR, Presence.State.IN_CALL);
    SOUTH.hangUp();
    timursPhone.awaits("hung up");
    awaitState(TIMUR, Presence.State.WRAP_UP);
    Await.until("it is over", SOON, () -> outcome(call) == Outcome.TALKED);
    Await.until("it was recorded", SOON, () -> !recordings.of(List.of(call)).isEmpty());
  }

  @Test
  void whatBecomesOfACallOutIsTold() {
    trunksAreUp();
    ready(TIMUR, timursPhone, "operator2");

    assertThat(becomes("+18095550100")).isEqualTo("NOT_ALLOWED");
    NORTH.that(Manner.BUSY);
    assertThat(becomes("+74951234567")).isEqualTo("BUSY");
    timursPhone.awaits("hung up");
    NORTH.that(Manner.REDIRECTS);
    assertThat(becomes("+74951234567")).isEqualTo("REFUSED");
    timursPhone.awaits("hung up");
    NORTH.that(Manner.FAILS);
    SOUTH.that(Manner.FAILS);
    assertThat(becomes("+74951234567")).isEqualTo("NO_TRUNK");
    awaitState(TIMUR, Presence.State.READY);
  }

  @Test
  void aCitizenIsHandedOnToANumberAndComesBackWhenItIsBusy() {
    trunksAreUp();
    ready(TIMUR, timursPhone, "operator2");
    citizen.call(centre("1150"), SipIdentity.of("+74951230006")).awaits("answered");
    citizen.awaitTone(OPERATOR, true);
    var contact = contact(TIMUR);

    NORTH.that(Manner.BUSY);
    talks.transfer(TIMUR, contact, new Teamwork.Target.Outside("+74951234567"));
    NORTH.awaits("called +74951234567");
    Await.until(
        "it was busy",
        SOON,
        () ->
            journeys.of(contact).stream()
                .anyMatch(step -> step.kind() == Journeys.Kind.OUTSIDE_UNANSWERED));
    citizen.awaitTone(OPERATOR, true);
    awaitState(TIMUR, Presence.State.IN_CALL);

    NORTH.that(Manner.ANSWERS).notes.clear();
    talks.transfer(TIMUR, contact, new Teamwork.Target.Outside("+74951234567"));
    NORTH.awaits("acknowledged").awaitTone(CITIZEN, true);
    citizen.awaitTone(CITIZEN, true);
    awaitState(TIMUR, Presence.State.WRAP_UP);
    NORTH.hangUp();
    citizen.awaits("hung up");
  }

  @Test
  void anOperatorAsksANumberOutsideTalksWithBothAndLeavesTheCitizenToIt() {
    trunksAreUp();
    ready(TIMUR, timursPhone, "operator2");
    citizen.call(centre("1150"), SipIdentity.of("+74951230007")).awaits("answered");
    citizen.awaitTone(OPERATOR, true);
    var contact = contact(TIMUR);

    talks.consult(TIMUR, contact, new Teamwork.Target.Outside("+74951234567"));
    NORTH.awaits("acknowledged").awaitTone(OPERATOR, true).awaitTone(CITIZEN, false);
    citizen.awaitTone(OPERATOR, false);
    talks.swap(TIMUR, contact);
    citizen.awaitTone(OPERATOR, true);
    NORTH.awaitTone(OPERATOR, false);
    talks.join(TIMUR, contact);
    NORTH.awaitTone(OPERATOR, true).awaitTone(CITIZEN, true);
    citizen.awaitTone(OPERATOR, true).awaitTone(CITIZEN, true);
    NORTH.hangUp();
    citizen.awaitTone(CITIZEN, false).awaitTone(OPERATOR, true);

    NORTH.notes.clear();
    talks.consult(TIMUR, contact, new Teamwork.Target.Outside("+74951234567"));
    NORTH.awaits("acknowledged").awaitTone(OPERATOR, true);
    talks.handOver(TIMUR, contact);
    NORTH.awaitTone(OPERATOR, false).awaitTone(CITIZEN, true);
    citizen.awaitTone(CITIZEN, true);
    awaitState(TIMUR, Presence.State.WRAP_UP);
    citizen.hangUp();
    NORTH.awaits("hung up");
  }

  @Test
  void whomAnOperatorHasCalledIsPutAsideAndTakenBack() {
    trunksAreUp();
    ready(TIMUR, timursPhone, "operator2");
    var call = calls("8 495 123-45-67");
    NORTH.awaits("acknowledged").awaitTone(OPERATOR, true);
    awaitState(TIMUR, Presence.State.IN_CALL);

    talks.park(TIMUR, call, Teamwork.ParkReason.LOOKING_UP);
    NORTH.awaitTone(OPERATOR, false);
    awaitState(TIMUR, Presence.State.WRAP_UP);
    talks.takeBack(TIMUR, call);
    NORTH.awaitTone(OPERATOR, true);
    timursPhone.awaitTone(CITIZEN, true);

    NORTH.hangUp();
    Await.until("it is over", SOON, () -> outcome(call) == Outcome.TALKED);
  }

  @Test
  void whoIsToBeCalledBackIsCalledTalksAndLeavesTheList() {
    trunksAreUp();
    var lost = accepted(Channel.CALL, "1150", "+74951234567");
    dispatch.gone(lost, Gone.LINE_LOST);
    Await.until("they are to be called back", SOON, () -> toCallBack.isOpen(lost));
    ready(TIMUR, timursPhone, "operator2");
    var call = calls("+74951234567");
    NORTH.awaits("acknowledged").awaitTone(OPERATOR, true);
    awaitState(TIMUR, Presence.State.IN_CALL);

    timursPhone.awaitTone(CITIZEN, true);

    NORTH.hangUp();
    Await.until("it is over", SOON, () -> outcome(call) == Outcome.TALKED);
    Await.until("nobody is to be called back", SOON, () -> !toCallBack.isOpen(lost));
  }

  @Test
  void aCallbackIsDialledForAnOperatorAndBothHearEachOther() {
    trunksAreUp();
    var callback = accepted(Channel.CALLBACK, ContactRequest.PROMISED, "+74951234567");

    ready(TIMUR, timursPhone, "operator2");

    NORTH.awaits("called +74951234567").awaits("acknowledged").awaitTone(OPERATOR, true);
    timursPhone.awaitTone(CITIZEN, true);
    awaitState(TIMUR, Presence.State.IN_CALL);
    NORTH.hangUp();
    Await.until("it is over", SOON, () -> outcome(callback) == Outcome.TALKED);
    Await.until("it was recorded", SOON, () -> !recordings.of(List.of(callback)).isEmpty());
  }

  /// From the key in the queue to the voice of the operator.
  @Test
  void whoWaitsPressesAKeyPutsTheReceiverDownAndIsCalledBack() throws InterruptedException {
    trunksAreUp();
    var caller = SipIdentity.of("anonymous").asserting("74951234567");
    NORTH.call(centre("+78001001150"), caller).awaits("rejected 401");
    NORTH.call(centre("+78001001115"), caller.provenBy(password("centre"))).awaits("answered");
    var call = new ContactId(arrivals.next().call().value());
    var keys = NORTH.sound();

    keys.press('1'); // Russian
    pressUntil(keys, '0', "they wait", () -> contacts.find(call).isPresent());
    pressUntil(keys, '1', "they are promised a callback", () -> outcome(call) == Outcome.LEFT);
    Await.until("they have heard the word", Duration.ofMinutes(1), arrivals.live::isEmpty);
    ready(TIMUR, timursPhone, "operator2");

    NORTH.awaits("called +74951234567").awaits("acknowledged").awaitTone(OPERATOR, true);
    timursPhone.awaitTone(CITIZEN, true);
    awaitState(TIMUR, Presence.State.IN_CALL);
    var callback = Objects.requireNonNull(presences.find(TIMUR).orElseThrow().contact());
    assertThat(contacts.find(callback))
        .hasValueSatisfying(
            found -> {
              assertThat(found.channel()).isEqualTo(Channel.CALLBACK);
              assertThat(found.arrivedAt())
                  .isEqualTo(contacts.find(call).orElseThrow().arrivedAt());
            });
    NORTH.hangUp();
    Await.until("it is over", SOON, () -> outcome(callback) == Outcome.TALKED);
  }

  /// What was booked on the page holds once a robot has called and heard key 1.
  @Test
  void aBookedNumberIsCalledByARobotAndConfirmedByAKey() {
    trunksAreUp();
    var slots = bookings.slots();
    var wish =
        new Bookings.Wish(
            "+74951234567",
            null,
            false,
            new Network("7f0000"),
            new TopicId("other"),
            new Language("ru"),
            slots.getLast().window().from());

    var code = ((Bookings.Answer.Booked) bookings.book(wish)).code();

    assertThat(bookings.find(code).orElseThrow().state()).isEqualTo(Bookings.State.HELD);
    NORTH.awaits("called +74951234567").awaits("acknowledged");
    pressUntil(
        NORTH.sound(),
        '1',
        "it is confirmed",
        () -> bookings.find(code).orElseThrow().state() == Bookings.State.BOOKED);
    Await.until("the robot has hung up", SOON, () -> line.callsActive() == 0);
    bookings.cancel(code);
    assertThat(bookings.find(code).orElseThrow().state()).isEqualTo(Bookings.State.CANCELLED);
  }

  /// A key may come while nobody listens for one.
  private static void pressUntil(RtpPhone phone, char key, String what, BooleanSupplier done) {
    var next = new AtomicLong(System.nanoTime());
    Await.until(
        what,
        Duration.ofMinutes(1),
        () -> {
          if (done.getAsBoolean()) {
            return true;
          }
          if (System.nanoTime() - next.get() >= 0) {
            phone.press(key);
            next.set(System.nanoTime() + KEY_EVERY.toNanos());
          }
          return false;
        });
  }

  private ContactId calls(String number) {
    var call = new ContactId(UUID.randomUUID());
    talks.call(
        TIMUR,
        request(call, Channel.CALL, ContactRequest.OUTGOING, number),
        Teamwork.CallReason.PROMISED);
    return call;
  }

  /// Accepts a contact for which no telephone is on the line yet.
  private ContactId accepted(Channel channel, String line, String number) {
    var contact = new ContactId(UUID.randomUUID());
    var accepted = dispatch.accept(request(contact, channel, line, number)).toCompletableFuture();
    assertThat(accepted.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Accepted.class);
    return contact;
  }

  private ContactRequest request(ContactId id, Channel channel, String line, String number) {
    return new ContactRequest(
        id,
        channel,
        line,
        number,
        null,
        null,
        new TopicId("other"),
        new Language("ru"),
        Priority.NORMAL,
        true,
        clock.instant());
  }

  private String becomes(String number) {
    var call = calls(number);
    Await.until("nobody was reached", SOON, () -> outcome(call) == Outcome.NOT_REACHED);
    var how = journeys.of(call).getLast().detail();
    return how == null ? "" : how;
  }

  private @Nullable Outcome outcome(ContactId contact) {
    return contacts.find(contact).map(ContactLog.Entry::outcome).orElse(null);
  }

  @Test
  void aTelephoneProgramTalksByTlsWithSecuredSound() throws IOException {
    var dasha = new OperatorId(DemoAccounts.OPERATOR_4.value());
    var authority = Files.readString(certificate());
    try (var phone =
        Baresip.start(folder, line.running().tlsPort(), "operator4", PASSWORD, authority)) {
      registered(phone, dasha);
      presences.begin(dasha);
      presences.ready(dasha);
      awaitState(dasha, Presence.State.READY);

      citizen.call(centre("1150"), SipIdentity.of("+74951230005"));
      answered(phone);
      citizen.awaitTone(OPERATOR, true);
      citizen.hangUp();
      awaitState(dasha, Presence.State.WRAP_UP);
      presences.end(dasha);
    }
  }

  private void registered(Baresip phone, OperatorId operator) {
    try {
      Await.until("it registers", SOON, () -> lines.byPhone(operator));
    } catch (AssertionError late) {
      throw new AssertionError(phone.log(), late);
    }
  }

  private void answered(Baresip phone) {
    try {
      citizen.awaits("answered");
    } catch (AssertionError late) {
      throw new AssertionError(phone.log(), late);
    }
  }

  private Path certificate() {
    return data.path().resolve("https/certificate.pem");
  }

  @Autowired private org.otklik.app.DataFolder data;

  private String centre(String user) {
    return "sip:%s@127.0.0.1:%d".formatted(user, line.port());
  }

  private int register(SipPeer phone, String user, String password) {
    var identity =
        SipIdentity.of(user)
            .in("127.0.0.1")
            .provenBy(new DigestAnswers(user, password, "", () -> UUID.randomUUID().toString()));
    return phone.register("sip:127.0.0.1:" + line.port(), identity);
  }

  private static DigestAnswers password(String user) {
    return new DigestAnswers(user, PASSWORD, "", () -> UUID.randomUUID().toString());
  }

  /// Trunks that failed in another test are not tried first until they are asked how they are.
  private void trunksAreUp() {
    Await.until(
        "the trunks are up",
        SOON,
        () ->
            trunks.outwards().stream()
                .flatMap(trunk -> trunk.peers().stream())
                .allMatch(TrunkPeer::up));
  }

  /// Registers the operator's telephone, and becomes ready.
  private void ready(OperatorId operator, SipPeer phone, String user) {
    assertThat(register(phone, user, PASSWORD)).isEqualTo(200);
    Await.until("registered", SOON, () -> book.findUser(operator).isPresent());
    presences.begin(operator);
    presences.ready(operator);
    awaitState(operator, Presence.State.READY, Presence.State.RINGING, Presence.State.IN_CALL);
  }

  private void awaitState(OperatorId operator, Presence.State... states) {
    Await.until(
        "%s is %s".formatted(operator, List.of(states)),
        SOON,
        () ->
            presences
                .find(operator)
                .filter(is -> List.of(states).contains(is.state()))
                .isPresent());
  }

  private ContactId contact(OperatorId operator) {
    return presences.find(operator).map(Presence::contact).map(ContactId.class::cast).orElseThrow();
  }

  private double suspected() {
    return meters.get("otklik.sip.fraud.suspected").counter().count();
  }
}
