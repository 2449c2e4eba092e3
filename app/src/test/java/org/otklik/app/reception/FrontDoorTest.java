package org.otklik.app.reception;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.app.reception.Examples.NOON;
import static org.otklik.app.reception.Examples.line115;
import static org.otklik.app.reception.Examples.line1150;
import static org.otklik.app.reception.Examples.longer;
import static org.otklik.app.reception.Examples.spot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.otklik.app.callback.Callbacks;
import org.otklik.app.callback.CentreWord;
import org.otklik.app.callback.PromiseId;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.messages.Messages;
import org.otklik.app.reception.settings.ReceptionSettings.LineSettings;
import org.otklik.app.telephony.CallArrived;
import org.otklik.app.telephony.CallConnected;
import org.otklik.app.telephony.CallEnded;
import org.otklik.app.telephony.CallId;
import org.otklik.app.telephony.CallWaitsAgain;
import org.otklik.app.telephony.Calls;
import org.otklik.app.telephony.DigitPressed;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.Priority;

/// The shell between telephony, dispatch and the conversations.
final class FrontDoorTest {

  private static final CallId CALL =
      new CallId(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"));

  private final FakeCalls phone = new FakeCalls();
  private final FakeDispatch desk = new FakeDispatch();
  private final FakeCallbacks promises = new FakeCallbacks();
  private final FakeMessages messages = new FakeMessages();
  private final TurnedTimers timers = new TurnedTimers();
  private final FrontDoor door = door(2);

  @Test
  void promisesACallbackBeforeTheCallerLeavesTheQueue() {
    promises.offered = true;
    door.on(arrival(CALL, "115"));
    door.on(new DigitPressed(CALL, '2'));
    door.on(new DigitPressed(CALL, '9'));
    door.on(new DigitPressed(CALL, '1'));
    desk.accept(spot(3, 4, 7));
    assertThat(phone.lastSaid()).contains("en/callback-offer");

    door.on(new DigitPressed(CALL, '1'));
    door.on(new DigitPressed(CALL, '1'));

    assertThat(promises.wishes)
        .containsExactly(
            new Callbacks.Wish(
                "+74822123456",
                null,
                "+74822123456",
                Examples.PASSPORT,
                new Language("en"),
                false,
                NOON));
    assertThat(desk.gone).isEmpty();
    promises.answer.complete(
        new Callbacks.Answer.Promised(new PromiseId(CALL.value()), new CentreWord("linden", 47)));
    assertThat(desk.gone).containsExactly(Gone.LEFT_BY_KEY);
    assertThat(phone.lastSaid())
        .containsSubsequence("en/callback-promised", "en/word-linden", "en/tens-40", "en/key-7");
    phone.finish();
    assertThat(phone.log).last().isEqualTo("hang up");
  }

  @Test
  void takesAMessageFromOneWhoWaits() throws IOException {
    messages.offered = true;
    enterQueue();
    door.on(new DigitPressed(CALL, '2'));
    assertThat(messages.wishes)
        .containsExactly(
            new Messages.Wish(
                CALL.value(), "+74822123456", null, Examples.PASSPORT, new Language("ru"), NOON));
    assertThat(phone.lastSaid()).containsExactly("ru/message-begin");

    phone.finish();
    var ears = requireNonNull(phone.ears);
    ears.heard(new byte[] {1, 2});
    messages.speech = true;
    door.on(new DigitPressed(CALL, '#'));
    assertThat(phone.log).last().isEqualTo("stop listening");
    ears.ended();
    assertThat(phone.lastSaid()).containsExactly("ru/message-check");
    door.on(new DigitPressed(CALL, '2'));

    assertThat(messages.log).containsExactly("take 2", "ended", "keep");
    assertThat(phone.lastSaid()).containsExactly("ru/message-sent", "ru/goodbye");
    assertThat(desk.gone).containsExactly(Gone.LEFT_BY_KEY);
  }

  @Test
  void keepsTheMessageOfOneWhoHangsUp() throws IOException {
    messages.offered = true;
    enterQueue();
    door.on(new DigitPressed(CALL, '2'));
    phone.finish();
    requireNonNull(phone.ears).heard(new byte[] {1, 2});

    door.on(new CallEnded(CALL, CallEnded.Cause.CITIZEN));
    requireNonNull(phone.ears).ended();

    assertThat(messages.log).containsExactly("take 2", "keep", "ended");
  }

  @Test
  void dropsTheMessageOfOneWhoTalksWithAnOperator() {
    messages.offered = true;
    enterQueue();
    door.on(new DigitPressed(CALL, '2'));

    door.on(new CallConnected(CALL));

    assertThat(messages.log).containsExactly("drop", "ended");
  }

  @Test
  void keepsTheCallerInTheQueueWhenMessagesFail() {
    messages.offered = true;
    messages.fails = true;
    enterQueue();

    door.on(new DigitPressed(CALL, '2'));

    assertThat(phone.lastSaid()).containsExactly("ru/message-unavailable", "ru/callback-stay");
    assertThat(desk.gone).isEmpty();
  }

  @Test
  void keepsTheCallerInTheQueueWhenCallbacksFail() {
    promises.offered = true;
    promises.fails = true;
    enterQueue();
    door.on(new DigitPressed(CALL, '1'));
    door.on(new DigitPressed(CALL, '1'));

    assertThat(phone.lastSaid()).containsExactly("ru/callback-unavailable", "ru/callback-stay");
    assertThat(desk.gone).isEmpty();
  }

  @Test
  void bringsACallerToTheQueue() {
    door.on(arrival(CALL, "115"));
    door.on(new DigitPressed(CALL, '2'));
    door.on(new DigitPressed(CALL, '9'));
    door.on(new DigitPressed(CALL, '1'));

    assertThat(desk.requests)
        .containsExactly(
            new ContactRequest(
                new ContactId(CALL.value()),
                Channel.CALL,
                "115",
                "+74822123456",
                null,
                null,
                Examples.PASSPORT,
                new Language("en"),
                Priority.NORMAL,
                false,
                NOON));
    desk.accept(spot(3, 4, 7));
    assertThat(phone.lastSaid())
        .startsWith("en/place-is", "en/place-3", "en/wait-about", "en/from", "en/minutes-4")
        .endsWith("en/how-to-leave", "en/place-will-be-kept");
  }

  @Test
  void playsMusicAfterTheAnnouncementAndSaysThePlaceAgain() {
    enterQueue();
    phone.finish();

    assertThat(phone.log).last().isEqualTo("music");
    desk.spot = spot(2, 2, 4);
    timers.pass(Conversation.NEWS_EVERY);

    assertThat(phone.lastSaid()).startsWith("ru/place-is", "ru/place-2");
  }

  @Test
  void reportsWhatTheCallerHears() {
    enterQueue();
    phone.finish();
    desk.spot = longer(3, 4, 7);
    timers.pass(Conversation.NEWS_EVERY);

    assertThat(phone.lastSaid()).contains("ru/wait-longer-than-promised");
    assertThat(desk.told).endsWith(longer(3, 4, 7));
  }

  @Test
  void ignoresTheEndOfWhatAKeyHasInterrupted() {
    door.on(arrival(CALL, "115"));
    var greeting = phone.playing;
    door.on(new DigitPressed(CALL, '1'));
    var said = phone.log.size();

    FakeCalls.complete(greeting, Calls.Ending.DONE);

    assertThat(phone.log).hasSize(said);
    assertThat(timers.pending()).containsExactly(Conversation.SPEECH_MAX);
  }

  @Test
  void ignoresATimerThatRanOutWhileAKeyCame() {
    door.on(arrival(CALL, "115"));
    phone.finish();
    var late = timers.last();
    door.on(new DigitPressed(CALL, '1'));
    var said = phone.log.size();

    late.run();

    assertThat(phone.log).hasSize(said);
  }

  @Test
  void survivesSoundsThatEndWhileTheyAreBegun() {
    phone.endsAtOnce = true;

    door.on(arrival(CALL, "115"));
    door.on(new DigitPressed(CALL, '1'));
    door.on(new DigitPressed(CALL, '1'));
    desk.accept(spot(1, 0, 1));

    assertThat(phone.log).last().isEqualTo("music");
    assertThat(timers.pending()).containsExactly(Conversation.NEWS_EVERY);
  }

  @Test
  void tellsTheTruthWhileTheDatabaseIsAwayAndGoesOnAfterwards() {
    desk.available = false;
    door.on(arrival(CALL, "115"));
    chooseTheFirstTopic();

    timers.pass(Conversation.DECISION_WAIT);
    assertThat(phone.lastSaid()).containsExactly("ru/trouble");

    desk.available = true;
    desk.accept(spot(1, 0, 2));
    assertThat(phone.lastSaid()).startsWith("ru/trouble-over", "ru/place-is", "ru/place-1");
  }

  @Test
  void saysSoWhenDispatchFails() {
    door.on(arrival(CALL, "115"));
    chooseTheFirstTopic();

    desk.fail();

    assertThat(phone.lastSaid()).containsExactly("ru/fault-call-again");
    phone.finish();
    assertThat(phone.log).last().isEqualTo("hang up");
  }

  @Test
  void tellsDispatchThatTheCallerHasGone() {
    enterQueue();

    door.on(new CallEnded(CALL, CallEnded.Cause.LINE_LOST));

    assertThat(desk.gone).containsExactly(Gone.LINE_LOST);
    assertThat(door.conversations()).isZero();
    assertThat(timers.pending()).isEmpty();
  }

  @Test
  void keepsACallerWhoseOperatorWasLost() {
    enterQueue();
    door.on(new CallConnected(CALL));

    door.on(new CallWaitsAgain(CALL));

    assertThat(phone.lastSaid()).containsExactly("ru/operator-lost");
  }

  @Test
  void refusesANumberThatIsNotInService() {
    door.on(arrival(CALL, "911"));

    assertThat(phone.log).containsExactly("refuse UNKNOWN_LINE");
  }

  @Test
  void refusesMoreCallsThanItsLimitAndReceivesAgainAfterwards() {
    var calls = IntStream.range(0, 4).mapToObj(i -> new CallId(new UUID(0, i))).toList();
    door.on(arrival(calls.get(0), "115"));
    door.on(arrival(calls.get(1), "115"));

    door.on(arrival(calls.get(2), "115"));
    assertThat(phone.log).last().isEqualTo("refuse BUSY");

    door.on(new CallEnded(calls.get(0), CallEnded.Cause.CITIZEN));
    door.on(arrival(calls.get(3), "115"));
    assertThat(phone.lastSaid()).startsWith("ru/greeting");
  }

  @Test
  void ringsALineThatAnOperatorAnswers() {
    door.on(arrival(CALL, "1150"));

    assertThat(phone.log).containsExactly("queue", "music");
    assertThat(desk.requests).hasSize(1);
  }

  @Test
  void saysGoodbyeBeforeItStops() throws Exception {
    enterQueue();
    var stopped = new CountDownLatch(1);

    door.stop(stopped::countDown);

    assertThat(phone.lastSaid()).containsExactly("ru/restarting");
    assertThat(desk.gone).containsExactly(Gone.STOPPED);
    assertThat(stopped.getCount()).isEqualTo(1);
    phone.finish();
    assertThat(phone.log).last().isEqualTo("hang up");
    door.on(new CallEnded(CALL, CallEnded.Cause.CENTRE));
    assertThat(stopped.await(5, SECONDS)).isTrue();
    assertThat(door.isRunning()).isFalse();
  }

  @Test
  void doesNotWaitForTalksWhenItStops() throws Exception {
    enterQueue();
    door.on(new CallConnected(CALL));
    var stopped = new CountDownLatch(1);

    door.stop(stopped::countDown);

    assertThat(stopped.await(5, SECONDS)).isTrue();
  }

  @Test
  void refusesCallersWhileItStops() {
    door.stop(() -> {});

    door.on(arrival(CALL, "115"));

    assertThat(phone.log).containsExactly("refuse STOPPING");
  }

  @Test
  void goesOnByItsTimerWhenASoundFails() {
    phone.failures = 1;
    door.on(arrival(CALL, "115"));

    timers.pass(Conversation.SPEECH_MAX);

    assertThat(phone.lastSaid()).startsWith("ru/no-key");
  }

  @Test
  void saysSoWhenDispatchRefusesToBeAsked() {
    desk.failures = 1;
    door.on(arrival(CALL, "115"));
    chooseTheFirstTopic();

    assertThat(phone.lastSaid()).containsExactly("ru/fault-call-again");
  }

  @Test
  void handsEventsToAConversationOneByOne() throws Exception {
    door.on(arrival(CALL, "115"));
    phone.slow = true;

    var presses = new ArrayList<Thread>();
    for (int i = 0; i < 8; i++) {
      presses.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int n = 0; n < 200; n++) {
                      door.on(new DigitPressed(CALL, '9'));
                    }
                  }));
    }
    for (var thread : presses) {
      thread.join();
    }

    assertThat(phone.atOnceMost.get()).isEqualTo(1);
    assertThat(desk.requests).hasSize(1);
  }

  private void chooseTheFirstTopic() {
    door.on(new DigitPressed(CALL, '1'));
    door.on(new DigitPressed(CALL, '1'));
    phone.finish();
  }

  private void enterQueue() {
    door.start();
    door.on(arrival(CALL, "115"));
    chooseTheFirstTopic();
    desk.accept(spot(3, 4, 7));
  }

  private FrontDoor door(int conversationsMax) {
    var lines =
        Lines.check(
            Map.of("115", written(line115()), "1150", written(line1150())), _ -> true, _ -> true);
    return new FrontDoor(lines, conversationsMax, phone, desk, promises, messages, timers);
  }

  private static LineSettings written(Line line) {
    return new LineSettings(
        line.answer() == AnswerTime.AT_ONCE ? "at-once" : "by-operator",
        line.languages().stream().map(VoiceLanguage::tag).toList(),
        line.topics().stream().map(topic -> topic.value()).toList(),
        line.openTopic().value());
  }

  private static CallArrived arrival(CallId call, String line) {
    return new CallArrived(call, line, "+74822123456", null, null, null, NOON);
  }
}
