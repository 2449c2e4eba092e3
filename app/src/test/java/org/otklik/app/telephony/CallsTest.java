package org.otklik.app.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.otklik.app.dispatch.BoardChanged;
import org.otklik.app.dispatch.Called;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.Teamwork.Listening;
import org.otklik.app.dispatch.channel.Arranged;
import org.otklik.app.dispatch.channel.Arrangement;
import org.otklik.app.dispatch.channel.Arrangement.Hearing;
import org.otklik.app.dispatch.channel.Connection;
import org.otklik.app.telephony.media.LegId;
import org.otklik.app.telephony.media.LegListener;
import org.otklik.app.telephony.media.LegListener.LossReason;
import org.otklik.app.telephony.media.MediaGroup;
import org.otklik.app.telephony.media.Negotiated;
import org.otklik.app.telephony.media.Party;
import org.otklik.app.telephony.media.Telephone;
import org.otklik.app.telephony.settings.TelephonySettings;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.TestClock;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// The calls of citizens, their operators' lines and what brings the two together.
final class CallsTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final MediaGroup GROUP = new MediaGroup("main");
  private static final TelephonySettings SETTINGS = settings(Duration.ofHours(1));

  private final FakePlane plane = new FakePlane();
  private final FakeDispatch dispatch = new FakeDispatch();
  private final List<Object> facts = new CopyOnWriteArrayList<>();
  private final TestClock clock = TestClock.atNoon();
  private final OperatorId maria = new OperatorId(new UUID(1, 1));
  private final OperatorId timur = new OperatorId(new UUID(1, 2));
  private final OperatorId supervisor = new OperatorId(new UUID(1, 3));
  private final Side side = new Side();

  private volatile CountDownLatch hearing = new CountDownLatch(0);
  private final LiveCalls live = new LiveCalls(plane, dispatch, this::hear, clock);
  private final PlayableSounds sounds = new PlayableSounds(new Silence());
  private final DefaultCalls calls = new DefaultCalls(live, plane, sounds);
  private final FakeDialler dialler = new FakeDialler();
  private final FakePresences presences = new FakePresences();
  private final OperatorPhones phones = new OperatorPhones(dialler, live, plane, sounds);
  private final DefaultOperatorLines lines =
      new DefaultOperatorLines(plane, GROUP, live, phones, dispatch);
  private final Talks talks =
      new Talks(
          live,
          phones,
          plane,
          sounds,
          new RecordingAlarm(clock, new SimpleMeterRegistry()),
          SETTINGS,
          clock);
  private final DefaultOutsideCalls outside =
      new DefaultOutsideCalls(dialler, live, lines, phones, talks, plane, SETTINGS, clock);
  private final PhoneChannel channel =
      new PhoneChannel(live, lines, phones, presences, dispatch, talks, outside);

  private static TelephonySettings settings(Duration talkMax) {
    return new TelephonySettings(
        new TelephonySettings.Sip(
            0, -1, "", "127.0.0.1", true, false, Duration.ofMinutes(5), 10, 10, 10, 10, 10, "RU"),
        Path.of("recordings"),
        10,
        Map.of(),
        new TelephonySettings.Outside(
            List.of(), List.of("+7495123"), List.of(), Duration.ofSeconds(45), talkMax),
        Map.of());
  }

  @Test
  void answersATelephoneWithItsAckAndNotBefore() {
    var call = aTelephoneCalls();
    var answered = calls.answer(call);

    assertThat(side.answers).containsExactly("answer");
    assertThat(plane.commands).isEmpty();
    assertThat(answered.toCompletableFuture()).isNotDone();

    live.acknowledged(call);

    assertThat(end(answered)).isEqualTo(Calls.Ending.DONE);
    assertThat(plane.commands).containsExactly("begin 1");
  }

  @Test
  void answersAPageWhenItsSoundFlows() {
    var call = aPageCalls();
    var answered = calls.answer(call);

    ears(1).connected(new LegId(1));

    assertThat(end(answered)).isEqualTo(Calls.Ending.DONE);
  }

  @Test
  void tellsTheEndOfACallOnceWhoeverCausedIt() {
    var call = aTelephoneCalls();

    ears(1).lost(new LegId(1), LossReason.SILENT);
    Await.until("the end is told", SOON, () -> facts.contains(lost(call)));
    live.gone(call, CallEnded.Cause.CITIZEN);
    calls.hangUp(call);

    assertThat(facts).hasSize(2).first().isInstanceOf(CallArrived.class);
    assertThat(dispatch.gone).hasSize(1);
    assertThat(plane.commands).containsExactly("close 1");
    assertThat(side.hangUps).hasSize(1);
    assertThat(end(calls.answer(call))).isEqualTo(Calls.Ending.GONE);
  }

  @Test
  void tellsTheEndOfACallThroughAFloodOfKeys() {
    var call = aTelephoneCalls();
    Await.until("the call has arrived", SOON, () -> facts.size() == 1);
    hearing = new CountDownLatch(1);

    for (var i = 0; i < 5_000; i++) {
      live.pressed(call, '1');
    }
    live.gone(call, CallEnded.Cause.CITIZEN);
    hearing.countDown();

    Await.until(
        "the end is told",
        SOON,
        () -> facts.contains(new CallEnded(call, CallEnded.Cause.CITIZEN)));
    var keys = facts.stream().filter(DigitPressed.class::isInstance).count();
    assertThat(keys).isBetween(1L, SerialExecutor.WAITING_MAX + 1L);
  }

  @Test
  void bringsACitizenToAnOperatorAndBack() {
    var call = aTelephoneCalls();
    var contact = new ContactId(call.value());
    assertThat(connected(contact)).isEqualTo(Connection.OPERATOR_FAILED);
    anOpenLine();

    assertThat(connected(contact)).isEqualTo(Connection.MADE);
    assertThat(plane.commands).contains("connect 1 2", "record 1");
    plane.commands.clear();
    calls.music(call);
    calls.stop(call);
    assertThat(end(calls.play(call, List.of("ru/greeting")))).isEqualTo(Calls.Ending.REPLACED);
    assertThat(plane.commands).isEmpty();

    channel.requeued(contact);
    calls.music(call);

    assertThat(plane.commands).containsExactly("stopRecording 1", "disconnect 1", "music 1");
    Await.until("it is told", SOON, () -> facts.contains(new CallWaitsAgain(call)));
  }

  @Test
  void playsNoMusicOverATalkThatHasJustBegun() throws InterruptedException {
    var call = aTelephoneCalls();
    anOpenLine();
    var contact = new ContactId(call.value());
    var operator = Thread.ofPlatform().unstarted(() -> connected(contact));
    plane.onCommand =
        command -> {
          if (command.equals("music 1")) {
            operator.start();
            Await.until(
                "the operator is connected, or waits",
                SOON,
                () ->
                    operator.getState() == Thread.State.BLOCKED
                        || plane.commands.contains("connect 1 2"));
          }
        };

    calls.music(call);
    operator.join();

    assertThat(plane.commands).startsWith("music 1", "connect 1 2");
  }

  @Test
  void tellsOfALostLineThoughThePageComesBackInBetween() {
    anOpenLine();
    plane.onCommand =
        command -> {
          if (command.equals("close 1")) {
            assertThat(lines.open(maria, "offer")).isEqualTo("answer");
          }
        };

    ears(1).lost(new LegId(1), LossReason.DISCONNECTED);

    Await.until("the loss is told", SOON, () -> dispatch.linesLost.contains(maria));
    assertThat(lines.leg(maria)).contains(new LegId(2));
  }

  @Test
  void anOperatorTakesAnOfferByTakingTheTelephoneUp() {
    var contact = new ContactId(aTelephoneCalls().value());
    dialler.registered.add(maria);

    channel.ring(contact, maria);
    dialler.latest().listener.answered(new LegId(9));

    assertThat(presences.done).containsExactly("accept");
    assertThat(connected(contact)).isEqualTo(Connection.MADE);
    assertThat(plane.commands).contains("connect 1 9");

    dialler.latest().listener.held(true);
    dialler.latest().listener.held(false);
    dialler.latest().listener.ended(false);

    assertThat(plane.commands).endsWith("hold 1", "resume 1");
    assertThat(presences.done).containsExactly("accept", "hang up");
    assertThat(dialler.calls).hasSize(1);
  }

  @Test
  void aTelephoneTakenUpAfterTheDeskTookTheOfferTakesItNoSecondTime() {
    var contact = new ContactId(aTelephoneCalls().value());
    dialler.registered.add(maria);
    channel.ring(contact, maria);

    var connection = channel.connect(contact, maria, true);
    dialler.latest().listener.answered(new LegId(9));

    assertThat(end(connection)).isEqualTo(Connection.MADE);
    assertThat(presences.done).isEmpty();
    assertThat(dialler.calls).hasSize(1);

    dialler.latest().listener.ended(false);

    assertThat(presences.done).containsExactly("hang up");
  }

  @ParameterizedTest
  @CsvSource({
    "BUSY, decline PHONE_BUSY",
    "DECLINED, decline DECLINED_BY_PHONE",
    "UNAVAILABLE, decline DECLINED_BY_PHONE",
    "NO_ANSWER, decline DECLINED_BY_PHONE"
  })
  void aTelephoneThatIsNotTakenUpDeclinesTheOffer(DialledCall.Failure why, String done) {
    var contact = new ContactId(aTelephoneCalls().value());
    dialler.registered.add(maria);
    channel.ring(contact, maria);

    dialler.latest().listener.failed(why, 0);

    assertThat(presences.done).containsExactly(done);
    assertThat(dispatch.linesLost).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIRECTED", "UNREACHABLE", "REFUSED"})
  void aTelephoneThatIsDeadOrRedirectsIsALostLine(DialledCall.Failure why) {
    var contact = new ContactId(aTelephoneCalls().value());
    dialler.registered.add(maria);
    channel.ring(contact, maria);

    dialler.latest().listener.failed(why, 302);

    assertThat(dispatch.linesLost).containsExactly(maria);
    assertThat(presences.done).isEmpty();
  }

  @Test
  void aTelephoneStopsRingingWhenTheOfferIsOverOrTheCitizenIsGone() {
    var call = aTelephoneCalls();
    var contact = new ContactId(call.value());
    dialler.registered.add(maria);
    channel.ring(contact, maria);

    channel.stopRinging(contact, maria);

    assertThat(dialler.latest().hungUp).isTrue();

    channel.ring(contact, maria);
    var connecting = channel.connect(contact, maria, false);
    assertThat(dialler.calls).hasSize(2);
    live.gone(call, CallEnded.Cause.CITIZEN);
    phones.on(new CallEnded(call, CallEnded.Cause.CITIZEN));

    assertThat(end(connecting)).isEqualTo(Connection.CITIZEN_GONE);
    assertThat(dialler.latest().hungUp).isTrue();
    assertThat(presences.done).isEmpty();
  }

  @Test
  void aCitizenStaysOnHoldWhenSomebodyListensAndNotWhenAColleagueJoins() {
    var contact = new ContactId(aTelephoneCalls().value());
    anOpenLine();
    anOpenLine(timur);
    anOpenLine(supervisor);
    assertThat(connected(contact)).isEqualTo(Connection.MADE);
    lines.hold(maria, contact, true);

    arrange(contact, null, Hearing.ALL, new Arrangement.Supervisor(supervisor, Listening.LISTEN));
    assertThat(plane.commands).endsWith("bridge {1=[2], 2=[1], 4=[1, 2]}", "hold 1");

    arrange(contact, timur, Hearing.ALL, null);
    arrange(contact, null, Hearing.ALL, null);
    assertThat(plane.commands)
        .endsWith("bridge {1=[2, 3], 2=[1, 3], 3=[1, 2]}", "bridge {1=[2], 2=[1]}");
  }

  @Test
  void theLateEndOfATalkDoesNotTouchTheOperatorsNext() {
    var first = new ContactId(aTelephoneCalls().value());
    anOpenLine();
    assertThat(connected(first)).isEqualTo(Connection.MADE);
    var second = new ContactId(aTelephoneCalls(new UUID(2, 3)).value());
    assertThat(connected(second)).isEqualTo(Connection.MADE);

    channel.apart(first, maria);

    assertThat(plane.commands).endsWith("connect 3 2", "record 3");
    channel.apart(second, maria);
    assertThat(plane.commands).endsWith("disconnect 2", "stop 2");
  }

  @Test
  void aColleaguesTelephoneRingsForAConsultUntilItIsGivenUp() {
    var contact = new ContactId(aTelephoneCalls().value());
    anOpenLine();
    assertThat(connected(contact)).isEqualTo(Connection.MADE);
    dialler.registered.add(timur);

    var reached = channel.reach(contact, timur);
    assertThat(reached.toCompletableFuture()).isNotDone();
    channel.apart(contact, timur);

    assertThat(end(reached)).isFalse();
    assertThat(dialler.latest().hungUp).isTrue();
  }

  private void arrange(
      ContactId contact,
      @Nullable OperatorId consulted,
      Hearing hearing,
      Arrangement.@Nullable Supervisor listening) {
    var arrangement = new Arrangement(maria, consulted, false, hearing, listening);
    assertThat(channel.arrange(contact, arrangement)).isEqualTo(Arranged.DONE);
  }

  @Test
  void anOperatorCallsACitizenHearsItRingAndTalks() {
    anOpenLine();
    var contact = new ContactId(new UUID(7, 7));
    assertThat(end(channel.call(contact, maria, "+18005550100", true)))
        .isEqualTo(Called.NOT_ALLOWED);
    assertThat(dialler.calls).isEmpty();

    var called = channel.call(contact, maria, "+74951234567", true);
    assertThat(plane.commands).endsWith("music 1");
    dialler.latest().listener.answered(new LegId(9));

    assertThat(end(called)).isEqualTo(Called.ANSWERED);
    assertThat(plane.commands).contains("connect 9 1", "record 9");
    dialler.latest().listener.ended(false);
    assertThat(dispatch.gone).containsExactly(Gone.HUNG_UP);
  }

  @ParameterizedTest
  @CsvSource({"BUSY, BUSY", "NO_ANSWER, NO_ANSWER", "UNREACHABLE, NO_TRUNK", "REFUSED, REFUSED"})
  void whatBecomesOfACallOutIsTold(DialledCall.Failure why, Called told) {
    anOpenLine();
    var called = channel.call(new ContactId(new UUID(7, 7)), maria, "+74951234567", true);

    dialler.latest().listener.failed(why, 480);

    assertThat(end(called)).isEqualTo(told);
    assertThat(plane.commands).endsWith("stop 1");
  }

  @Test
  void aCallThatIsGivenUpIsHungUpAndNobodyTalksThereWhoAnswersLate() {
    anOpenLine();
    var contact = new ContactId(new UUID(7, 7));
    var called = channel.call(contact, maria, "+74951234567", true);

    channel.release(contact);
    assertThat(end(called)).isEqualTo(Called.CANCELLED);
    assertThat(dialler.latest().hungUp).isTrue();
    dialler.latest().listener.answered(new LegId(9));

    assertThat(plane.commands).doesNotContain("connect 9 1").endsWith("close 9");
  }

  @Test
  void anOperatorAsksSomebodyOutsideWhoTakesPartAsArranged() {
    var contact = aTalk();

    var asked = channel.ask(contact, maria, "+74951234567");
    assertThat(plane.commands).endsWith("music 2");
    dialler.latest().listener.answered(new LegId(9));
    assertThat(end(asked)).isEqualTo(Called.ANSWERED);

    var together = new Arrangement(maria, null, true, Hearing.ALL, null);
    assertThat(channel.arrange(contact, together)).isEqualTo(Arranged.DONE);
    assertThat(plane.commands.getLast()).startsWith("bridge").contains("9");
    channel.stopAsking(contact);
    assertThat(dialler.latest().hungUp).isTrue();
    assertThat(dispatch.askedGone).isEmpty();
  }

  @Test
  void dispatchIsToldThatWhoIsAskedOutsideHasHungUp() {
    var contact = aTalk();
    var asked = channel.ask(contact, maria, "+74951234567");
    dialler.latest().listener.answered(new LegId(9));
    assertThat(end(asked)).isEqualTo(Called.ANSWERED);

    dialler.latest().listener.ended(false);
    Await.until("it has ended", SOON, () -> facts.stream().anyMatch(CallEnded.class::isInstance));
    facts.stream()
        .filter(CallEnded.class::isInstance)
        .map(CallEnded.class::cast)
        .forEach(outside::on);

    assertThat(dispatch.askedGone).containsExactly(contact);
  }

  @Test
  void whoIsAskedIsHungUpWhenTheCitizenIsGone() {
    var contact = aTalk();
    var asked = channel.ask(contact, maria, "+74951234567");
    dialler.latest().listener.answered(new LegId(9));
    assertThat(end(asked)).isEqualTo(Called.ANSWERED);

    outside.on(new CallEnded(new CallId(contact.value()), CallEnded.Cause.CITIZEN));

    assertThat(dialler.latest().hungUp).isTrue();
    assertThat(end(channel.leaveToAsked(contact, maria))).isEqualTo(Called.NO_ANSWER);
  }

  @Test
  void aCitizenIsLeftToWhomTheOperatorAsks() {
    var contact = aTalk();
    var asked = channel.ask(contact, maria, "+74951234567");
    dialler.latest().listener.answered(new LegId(9));
    assertThat(end(asked)).isEqualTo(Called.ANSWERED);

    assertThat(end(channel.leaveToAsked(contact, maria))).isEqualTo(Called.ANSWERED);

    assertThat(plane.commands).contains("connect 1 9");
    assertThat(outside.handedOver()).hasSize(1);
    assertThat(dialler.latest().hungUp).isFalse();
  }

  @Test
  void aNumberThatIsNotAllowedIsNotAsked() {
    var contact = aTalk();

    assertThat(end(channel.ask(contact, maria, "+74959990000"))).isEqualTo(Called.NOT_ALLOWED);
    assertThat(dialler.calls).isEmpty();
  }

  private ContactId aTalk() {
    var contact = new ContactId(aTelephoneCalls().value());
    anOpenLine();
    assertThat(connected(contact)).isEqualTo(Connection.MADE);
    return contact;
  }

  @Test
  void aCitizenIsHandedOnToANumberAndTheTwoEndTogether() {
    var citizen = aTelephoneCalls();
    anOpenLine();
    var contact = new ContactId(citizen.value());
    assertThat(connected(contact)).isEqualTo(Connection.MADE);

    assertThat(end(channel.handOn(contact, maria, "+74959990000"))).isEqualTo(Called.NOT_ALLOWED);
    var handedOn = channel.handOn(contact, maria, "+74951234567");
    assertThat(plane.commands).endsWith("disconnect 1");
    dialler.latest().listener.answered(new LegId(9));

    assertThat(end(handedOn)).isEqualTo(Called.ANSWERED);
    assertThat(plane.commands).endsWith("connect 1 9");
    channel.release(contact);
    assertThat(dialler.latest().hungUp).isFalse();
    outside.on(new CallEnded(citizen, CallEnded.Cause.CITIZEN));
    assertThat(dialler.latest().hungUp).isTrue();
  }

  @Test
  void aTalkOutsideIsShownUntilItEnds() {
    var citizen = aTelephoneCalls();
    anOpenLine();
    var contact = new ContactId(citizen.value());
    assertThat(connected(contact)).isEqualTo(Connection.MADE);
    var handedOn = channel.handOn(contact, maria, "+74951234567");
    assertThat(outside.handedOver()).isEmpty();
    dialler.latest().listener.answered(new LegId(9));
    assertThat(end(handedOn)).isEqualTo(Called.ANSWERED);

    assertThat(outside.handedOver()).containsExactly(clock.instant());
    live.gone(citizen, CallEnded.Cause.CITIZEN);
    outside.on(new CallEnded(citizen, CallEnded.Cause.CITIZEN));

    assertThat(outside.handedOver()).isEmpty();
    Await.until("the board is told", SOON, () -> facts.contains(new BoardChanged()));
  }

  @Test
  void aTalkOutsideEndsForBothAtItsLongest() {
    var brief =
        new DefaultOutsideCalls(
            dialler, live, lines, phones, talks, plane, settings(Duration.ofMillis(1)), clock);
    var citizen = aTelephoneCalls();
    anOpenLine();
    assertThat(connected(new ContactId(citizen.value()))).isEqualTo(Connection.MADE);
    var handedOn = brief.transfer(live.find(citizen).orElseThrow(), "+74951234567");

    dialler.latest().listener.answered(new LegId(9));

    assertThat(end(handedOn)).isEqualTo(Called.ANSWERED);
    Await.until(
        "both are hung up",
        SOON,
        () -> side.hangUps.size() == 1 && dialler.latest().hungUp && brief.handedOver().isEmpty());
  }

  @Test
  void aTalkWithWhomTheOperatorAskedEndsForBothAtItsLongest() {
    var brief =
        new DefaultOutsideCalls(
            dialler, live, lines, phones, talks, plane, settings(Duration.ofMillis(1)), clock);
    var citizen = aTelephoneCalls();
    anOpenLine();
    assertThat(connected(new ContactId(citizen.value()))).isEqualTo(Connection.MADE);
    var call = live.find(citizen).orElseThrow();
    var asked = brief.ask(call, lines.leg(maria).orElseThrow(), "+74951234567", () -> {});
    dialler.latest().listener.answered(new LegId(9));
    assertThat(end(asked)).isEqualTo(Called.ANSWERED);
    assertThat(dialler.latest().hungUp).isFalse();

    assertThat(brief.leaveToAsked(call)).isTrue();

    Await.until(
        "both are hung up",
        SOON,
        () -> side.hangUps.size() == 1 && dialler.latest().hungUp && brief.handedOver().isEmpty());
  }

  @Test
  void aSupervisorWhoComesWhileANumberRingsMakesNoTalkOfIt() {
    var citizen = aTelephoneCalls();
    var contact = new ContactId(citizen.value());
    anOpenLine();
    anOpenLine(supervisor);
    assertThat(connected(contact)).isEqualTo(Connection.MADE);
    var handedOn = channel.handOn(contact, maria, "+74951234567");
    Await.until("the talk is told", SOON, () -> facts.contains(new CallConnected(citizen)));
    plane.commands.clear();
    facts.clear();

    arrange(
        contact,
        null,
        Hearing.CITIZEN_WAITS,
        new Arrangement.Supervisor(supervisor, Listening.LISTEN));
    assertThat(plane.commands).noneMatch(command -> command.startsWith("record"));
    dialler.latest().listener.failed(DialledCall.Failure.BUSY, 486);
    assertThat(end(handedOn)).isEqualTo(Called.BUSY);
    arrange(contact, null, Hearing.ALL, null);

    assertThat(plane.commands).endsWith("record 1");
    Await.until("told once", SOON, () -> facts.contains(new CallConnected(citizen)));
    assertThat(facts.stream().filter(CallConnected.class::isInstance)).hasSize(1);
  }

  @Test
  void whoHasBeenHandedOnWaitsNoMoreInReceptionsEyes() {
    var citizen = aTelephoneCalls();
    anOpenLine();
    var contact = new ContactId(citizen.value());
    assertThat(connected(contact)).isEqualTo(Connection.MADE);
    var handedOn = channel.handOn(contact, maria, "+74951234567");

    dialler.latest().listener.answered(new LegId(9));

    assertThat(end(handedOn)).isEqualTo(Called.ANSWERED);
    Await.until(
        "with the operator, then outside",
        SOON,
        () -> facts.stream().filter(new CallConnected(citizen)::equals).count() == 2);
  }

  @Test
  void aNumberThatSendsEarlySoundAndFallsSilentDidNotAnswer() {
    var contact = new ContactId(aTelephoneCalls().value());
    anOpenLine();
    assertThat(connected(contact)).isEqualTo(Connection.MADE);
    var handedOn = channel.handOn(contact, maria, "+74951234567");

    dialler.latest().listener.ended(true);

    assertThat(end(handedOn)).isEqualTo(Called.NO_ANSWER);
  }

  @Test
  void whatRingsIsGivenUpWhenTheProductStops() {
    anOpenLine();
    var called = channel.call(new ContactId(new UUID(7, 7)), maria, "+74951234567", true);

    outside.stop();

    assertThat(end(called)).isEqualTo(Called.CANCELLED);
    assertThat(dialler.latest().hungUp).isTrue();
  }

  @Test
  void aCitizenWhoseNumberDoesNotAnswerIsWithTheOperatorAgain() {
    var contact = new ContactId(aTelephoneCalls().value());
    anOpenLine();
    assertThat(connected(contact)).isEqualTo(Connection.MADE);
    var handedOn = channel.handOn(contact, maria, "+74951234567");

    dialler.latest().listener.failed(DialledCall.Failure.BUSY, 486);
    assertThat(end(handedOn)).isEqualTo(Called.BUSY);
    arrange(contact, null, Hearing.ALL, null);

    assertThat(plane.commands).endsWith("bridge {1=[2], 2=[1]}", "record 1");
  }

  @Test
  void nobodyIsCalledForACitizenWhoIsGone() {
    var citizen = aTelephoneCalls();
    anOpenLine();
    var contact = new ContactId(citizen.value());
    assertThat(connected(contact)).isEqualTo(Connection.MADE);
    var handedOn = channel.handOn(contact, maria, "+74951234567");

    live.gone(citizen, CallEnded.Cause.CITIZEN);
    outside.on(new CallEnded(citizen, CallEnded.Cause.CITIZEN));

    assertThat(end(handedOn)).isEqualTo(Called.CANCELLED);
    assertThat(dialler.latest().hungUp).isTrue();
  }

  private CallId aTelephoneCalls() {
    return aTelephoneCalls(new UUID(2, 2));
  }

  private CallId aTelephoneCalls(UUID id) {
    return arrived(
        new CallId(id),
        "115",
        ears ->
            plane.openPlain(
                GROUP, "offer", Telephone.plain(InetAddress.getLoopbackAddress()), ears));
  }

  private CallId aPageCalls() {
    return arrived(
        new CallId(new UUID(2, 2)),
        WebCalls.LINE,
        ears -> plane.openBrowser(GROUP, "offer", Party.CITIZEN, ears));
  }

  private CallId arrived(CallId call, String line, LiveCalls.Opening opening) {
    var arrival = new LiveCalls.Arrival(call, line, null, null, null, null);
    assertThat(live.arrive(arrival, side, opening)).isInstanceOf(Negotiated.Agreed.class);
    return call;
  }

  private void anOpenLine() {
    anOpenLine(maria);
  }

  private void anOpenLine(OperatorId operator) {
    lines.open(operator, "offer");
    var leg = lines.leg(operator).orElseThrow();
    ears(leg.value()).connected(leg);
  }

  private Connection connected(ContactId contact) {
    return end(channel.connect(contact, maria, true));
  }

  private LegListener ears(long leg) {
    return Objects.requireNonNull(plane.legs.get(new LegId(leg)));
  }

  private static <T> T end(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
  }

  private void hear(Object fact) {
    try {
      hearing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    facts.add(fact);
  }

  private static CallEnded lost(CallId call) {
    return new CallEnded(call, CallEnded.Cause.LINE_LOST);
  }

  /// Writes down what it is told to signal.
  private static final class Side implements CallerSide {
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final List<String> hangUps = new CopyOnWriteArrayList<>();

    @Override
    public void ring() {}

    @Override
    public boolean queue(String sdp) {
      answers.add("queued");
      return true;
    }

    @Override
    public void answer(String sdp) {
      answers.add(sdp);
    }

    @Override
    public void refuse(Calls.Refusal why, Duration retryAfter) {}

    @Override
    public void hangUp() {
      hangUps.add("hang up");
    }
  }

  /// Every sound is silent.
  private static final class Silence implements Sounds {
    @Override
    public boolean has(String name) {
      return true;
    }

    @Override
    public ShortBuffer samples(String name) {
      return ShortBuffer.allocate(160);
    }
  }
}
