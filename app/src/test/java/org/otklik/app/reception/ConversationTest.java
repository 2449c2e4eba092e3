package org.otklik.app.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.app.reception.Examples.CARS;
import static org.otklik.app.reception.Examples.OTHER;
import static org.otklik.app.reception.Examples.PASSPORT;
import static org.otklik.app.reception.Examples.aRussianLine;
import static org.otklik.app.reception.Examples.accepted;
import static org.otklik.app.reception.Examples.acceptedAgain;
import static org.otklik.app.reception.Examples.full;
import static org.otklik.app.reception.Examples.heard;
import static org.otklik.app.reception.Examples.line115;
import static org.otklik.app.reception.Examples.line1150;
import static org.otklik.app.reception.Examples.longer;
import static org.otklik.app.reception.Examples.looked;
import static org.otklik.app.reception.Examples.lookedWithoutDatabase;
import static org.otklik.app.reception.Examples.spot;
import static org.otklik.app.reception.Examples.spotWithoutEstimate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.otklik.app.callback.Callbacks;
import org.otklik.app.callback.CentreWord;
import org.otklik.app.callback.PromiseId;
import org.otklik.app.dispatch.Acceptance;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.QueueSpot;
import org.otklik.app.telephony.CallEnded;
import org.otklik.app.telephony.Calls;

/// What a caller meets, rule by rule.
final class ConversationTest {

  private static final String MENU =
      "О чём ваш вопрос? Загранпаспорт, нажмите один. Автомобиль и права, нажмите два."
          + " Другой вопрос, нажмите три. Соединить с оператором, нажмите ноль.";

  private static final PromiseId PROMISE = new PromiseId(new UUID(1, 1));

  private Conversation call = new Conversation(line115(), null, CallbackTerms.none());

  @Test
  void greetsAndOffersTheLanguages() {
    assertThat(call.begin()).containsExactly(new Action.Answer());

    var actions = call.on(new Event.Answered());

    assertThat(heard(actions))
        .isEqualTo(
            "Здравствуйте. Это линия сто пятнадцать: помощь по государственным услугам."
                + " Для русского языка, нажмите один. For English, press two.");
  }

  @Test
  void asksNoLanguageWhereThereIsOne() {
    call = new Conversation(aRussianLine(), null, CallbackTerms.none());

    var actions = call.on(new Event.Answered());

    assertThat(heard(actions)).startsWith("Здравствуйте.").contains("Разговор записывается.");
  }

  @Test
  void goesOnInTheLanguageOfThePage() {
    call = new Conversation(line115(), "en", CallbackTerms.none());

    var actions = call.on(new Event.Answered());

    assertThat(heard(actions)).startsWith("Hello.").contains("This call is recorded.");
  }

  @Test
  void asksWhenItDoesNotSpeakTheLanguageOfThePage() {
    call = new Conversation(line115(), "tt", CallbackTerms.none());

    assertThat(heard(call.on(new Event.Answered()))).contains("For English, press two");
  }

  @Test
  void warnsOfFraudAndOfTheRecordingInTheLanguageChosen() {
    answer();

    assertThat(heard(press('1')))
        .isEqualTo("Разговор записывается. Если вы против, нажмите девять.");
    spoken();
    assertThat(heard(timeUp()))
        .isEqualTo("Мы не спрашиваем коды из СМС. Никому их не называйте. " + MENU);
  }

  @Test
  void greetsInEnglishToo() {
    answer();

    assertThat(heard(press('2')))
        .isEqualTo(
            "Hello. This is line one one five: help with public services."
                + " This call is recorded. If you object, press nine.");
  }

  @Test
  void goesOnInTheFirstLanguageAfterThreeTries() {
    answer();

    assertThat(heard(press('7'))).startsWith("Такой кнопки здесь нет. Для русского языка");
    assertThat(heard(timeUp())).startsWith("Вы ничего не нажали. Для русского языка");
    assertThat(heard(press('#'))).startsWith("Разговор записывается.");
    assertThat(call.stage()).isEqualTo(Stage.NOTICE);
  }

  @Test
  void waitsForAKeyAfterTheQuestion() {
    answer();

    assertThat(spoken()).containsExactly(new Action.SetTimer(Conversation.KEY_WAIT));
    press('1');
    assertThat(spoken()).containsExactly(new Action.SetTimer(Conversation.DECLINE_WAIT));
    assertThat(heard(timeUp())).endsWith(MENU);
    assertThat(spoken()).containsExactly(new Action.SetTimer(Conversation.KEY_WAIT));
  }

  @Test
  void recordsWhoDoesNotDecline() {
    answer();
    press('1');
    timeUp();

    assertThat(press('2'))
        .contains(new Action.AskForOperator(CARS, VoiceLanguage.RU, true))
        .startsWith(new Action.Hush());
  }

  @Test
  void doesNotRecordWhoDeclines() {
    answer();
    press('2');

    assertThat(heard(press('9')))
        .startsWith("All right. This call will not be recorded. What is your question about?");
    assertThat(press('1')).contains(new Action.AskForOperator(PASSPORT, VoiceLanguage.EN, false));
  }

  @Test
  void letsDeclineInTheMenuToo() {
    answer();
    press('1');
    timeUp();

    assertThat(heard(press('9'))).isEqualTo("Хорошо. Разговор не записываем. " + MENU);
    assertThat(heard(press('9'))).isEqualTo("Такой кнопки здесь нет. " + MENU);
    assertThat(press('0')).contains(new Action.AskForOperator(OTHER, VoiceLanguage.RU, false));
  }

  @Test
  void recordsNobodyWhoHasNotHeardTheNoticeToItsEnd() {
    answer();
    press('1');

    assertThat(press('1')).isEmpty();
    assertThat(spoken()).contains(new Action.AskForOperator(PASSPORT, VoiceLanguage.RU, true));
  }

  @Test
  void goesOnWhenTheEndOfTheNoticeIsNeverReported() {
    answer();
    press('1');
    press('1');

    assertThat(timeUp()).contains(new Action.AskForOperator(PASSPORT, VoiceLanguage.RU, true));
  }

  @Test
  void letsDeclineAfterAKeyThatWasPressedTooEarly() {
    answer();
    press('1');
    press('1');

    assertThat(heard(press('9'))).isEqualTo("Хорошо. Разговор не записываем. " + MENU);
    assertThat(press('2')).contains(new Action.AskForOperator(CARS, VoiceLanguage.RU, false));
  }

  @Test
  void takesAKeyPressedBeforeTheQuestionAboutTheTopic() {
    answer();
    press('1');
    spoken();

    assertThat(press('1')).contains(new Action.AskForOperator(PASSPORT, VoiceLanguage.RU, true));
  }

  @Test
  void leadsToAnOperatorAfterThreeTriesInTheMenu() {
    answer();
    press('1');
    timeUp();

    assertThat(heard(press('8'))).isEqualTo("Такой кнопки здесь нет. " + MENU);
    assertThat(heard(timeUp())).isEqualTo("Вы ничего не нажали. " + MENU);
    assertThat(timeUp()).contains(new Action.AskForOperator(OTHER, VoiceLanguage.RU, true));
    assertThat(heard(on(accepted(spot(3, 4, 7)))))
        .startsWith("Ваш вопрос уточнит оператор. Ваше место в очереди третье.");
  }

  @Test
  void saysPlaceAndWaitOnEntry() {
    enter();

    var actions = on(accepted(spot(3, 4, 7)));

    assertThat(heard(actions))
        .isEqualTo(
            "Ваше место в очереди третье. Ждать примерно от четырёх до семи минут."
                + " Чтобы уйти из очереди, нажмите звёздочку."
                + " Ваше место сохранится тридцать минут.");
    assertThat(spoken())
        .containsExactly(new Action.PlayMusic(), new Action.SetTimer(Conversation.NEWS_EVERY));
  }

  @Test
  void welcomesBackWhoHasAPlace() {
    enter();

    assertThat(heard(on(acceptedAgain(spot(2, 1, 3)))))
        .startsWith("Вы звонили недавно. Ваше место сохранено. Ваше место в очереди второе.");
  }

  @Test
  void promisesNoPlaceToWhoWouldNotBeKnownAgain() {
    enter();
    var withheld = new Acceptance.Accepted(spot(3, 4, 7), false, Duration.ZERO);

    assertThat(heard(on(new Event.Decided(withheld))))
        .endsWith("Чтобы уйти из очереди, нажмите звёздочку.");
    assertThat(heard(press('5'))).doesNotContain("сохранится");
    assertThat(heard(press('*'))).isEqualTo("Вы вышли из очереди. Спасибо за звонок. До свидания.");
  }

  @Test
  void promisesNoPlaceAtARestartToWhoWouldNotBeKnownAgain() {
    enter();
    on(new Event.Decided(new Acceptance.Accepted(spot(3, 4, 7), false, Duration.ofMinutes(10))));

    assertThat(heard(on(new Event.Stopping()))).doesNotContain("сохранится");
  }

  @Test
  void promisesNoTimeWithoutGround() {
    enter();

    assertThat(heard(on(accepted(spotWithoutEstimate(1)))))
        .contains("Сколько ждать, пока сказать нельзя.");
  }

  @Test
  void saysTheNewPlaceFromTimeToTime() {
    waiting(spot(3, 4, 7));
    spoken();

    assertThat(timeUp()).containsExactly(new Action.LookAtSpot());
    assertThat(heard(on(looked(spot(2, 3, 6)))))
        .isEqualTo("Ваше место в очереди второе. Ждать примерно от трёх до шести минут.");
  }

  @Test
  void keepsTheMusicWhileAnOperatorIsRung() {
    waiting(spot(1, 0, 1));
    timeUp();

    assertThat(on(looked(null))).containsExactly(new Action.SetTimer(Conversation.NEWS_EVERY));
  }

  @Test
  void saysWhenTheWaitIsLongerThanPromised() {
    waiting(spot(3, 2, 4));

    assertThat(heard(on(looked(longer(3, 2, 4)))))
        .isEqualTo(
            "Ваше место в очереди третье. Ждать придётся дольше, чем мы обещали."
                + " Ждать примерно от двух до четырёх минут.");
  }

  @Test
  void promisesWhatItSays() {
    enter();

    assertThat(on(accepted(spot(3, 2, 4)))).contains(new Action.Promise(spot(3, 2, 4)));
    assertThat(on(looked(longer(3, 5, 8)))).contains(new Action.Promise(longer(3, 5, 8)));
  }

  @Test
  void letsLeaveByStarAndKeepsThePlace() {
    waiting(spot(3, 4, 7));

    var actions = press('*');

    assertThat(actions).startsWith(new Action.Leave(Gone.LEFT_BY_KEY));
    assertThat(heard(actions))
        .isEqualTo(
            "Вы вышли из очереди. Ваше место сохранится тридцать минут."
                + " Спасибо за звонок. До свидания.");
    assertThat(spoken()).containsExactly(new Action.HangUp());
    assertThat(ended(CallEnded.Cause.CENTRE)).isEmpty();
  }

  @Test
  void promisesNoPlaceToWhoWasNotAccepted() {
    enter();

    var actions = press('*');

    assertThat(actions).startsWith(new Action.Leave(Gone.LEFT_BY_KEY));
    assertThat(heard(actions)).isEqualTo("Спасибо за звонок. До свидания.");
  }

  @Test
  void explainsTheKeyInTheQueue() {
    waiting(spot(3, 4, 7));

    assertThat(heard(press('5'))).startsWith("Такой кнопки здесь нет. Чтобы уйти из очереди");
  }

  @Test
  void tellsTheTruthWhileTheDatabaseIsAway() {
    enter();

    assertThat(timeUp()).containsExactly(new Action.LookAtSpot());
    assertThat(heard(on(lookedWithoutDatabase(null))))
        .isEqualTo("У нас технический сбой. Не кладите трубку: вы остаётесь в очереди по порядку.");
    assertThat(spoken()).startsWith(new Action.PlayMusic());
    assertThat(heard(on(accepted(spot(2, 1, 3)))))
        .startsWith("Сбой устранён. Спасибо, что подождали. Ваше место в очереди второе.");
  }

  @Test
  void playsMusicWhenTheDecisionTakesAMoment() {
    enter();
    timeUp();

    assertThat(on(looked(null)))
        .containsExactly(new Action.PlayMusic(), new Action.SetTimer(Conversation.DECISION_WAIT));
  }

  @Test
  void saysThePlaceButPromisesNoTimeWhileTheDatabaseIsAway() {
    waiting(spot(3, 4, 7));

    assertThat(heard(on(lookedWithoutDatabase(spot(3, 4, 7)))))
        .isEqualTo(
            "У нас технический сбой. Не кладите трубку: вы остаётесь в очереди по порядку."
                + " Ваше место в очереди третье.");
    assertThat(heard(on(looked(spot(3, 4, 7))))).startsWith("Сбой устранён.");
    assertThat(heard(on(looked(spot(3, 4, 7))))).doesNotContain("Сбой");
  }

  @Test
  void saysThatTheLineIsFull() {
    enter();

    assertThat(heard(on(full()))).isEqualTo("Линия переполнена. Пожалуйста, перезвоните позже.");
    assertThat(spoken()).containsExactly(new Action.HangUp());
  }

  @Test
  void asksToCallAgainWhenDispatchFails() {
    enter();

    assertThat(heard(on(new Event.Failed())))
        .isEqualTo("У нас технический сбой. Пожалуйста, перезвоните через несколько минут.");
  }

  @Test
  void isSilentInATalk() {
    waiting(spot(1, 0, 1));

    assertThat(on(new Event.Connected())).isEmpty();
    assertThat(call.stage()).isEqualTo(Stage.TALKING);
    assertThat(timeUp()).isEmpty();
    assertThat(press('*')).isEmpty();
  }

  @Test
  void doesNotDisturbATalkThatBeganBeforeTheAnswerOfDispatch() {
    enter();
    on(new Event.Connected());

    assertThat(on(accepted(spot(1, 0, 1)))).isEmpty();
    assertThat(call.stage()).isEqualTo(Stage.TALKING);
  }

  @Test
  void keepsWhoLostTheOperatorInFront() {
    waiting(spot(1, 0, 1));
    on(new Event.Connected());

    assertThat(heard(on(new Event.WaitsAgain())))
        .isEqualTo(
            "Связь с оператором прервалась. Не кладите трубку: ваше место в очереди первое.");
    assertThat(spoken()).startsWith(new Action.PlayMusic());
  }

  @ParameterizedTest
  @EnumSource(CallEnded.Cause.class)
  void tellsDispatchHowAWaitingCallEnded(CallEnded.Cause cause) {
    waiting(spot(1, 0, 1));

    var expected =
        switch (cause) {
          case CITIZEN -> Gone.HUNG_UP;
          case CENTRE, LINE_LOST -> Gone.LINE_LOST;
          case STOPPED -> Gone.STOPPED;
        };
    assertThat(ended(cause)).containsExactly(new Action.Leave(expected));
    assertThat(call.stage()).isEqualTo(Stage.OVER);
  }

  @Test
  void countsOurHangUpAfterATalkAsItsEnd() {
    waiting(spot(1, 0, 1));
    on(new Event.Connected());

    assertThat(ended(CallEnded.Cause.CENTRE)).containsExactly(new Action.Leave(Gone.HUNG_UP));
  }

  @Test
  void tellsWhoWaitsThatWeRestart() {
    waiting(spot(3, 4, 7));

    var actions = on(new Event.Stopping());

    assertThat(actions).startsWith(new Action.Leave(Gone.STOPPED));
    assertThat(heard(actions))
        .isEqualTo(
            "Мы перезапускаем систему. Перезвоните через минуту: ваше место сохранится тридцать"
                + " минут.");
    assertThat(spoken()).containsExactly(new Action.HangUp());
  }

  @Test
  void promisesNoPlaceAtARestartToWhoHasNone() {
    answer();
    press('1');

    assertThat(heard(on(new Event.Stopping())))
        .isEqualTo("Мы перезапускаем систему. Пожалуйста, перезвоните через минуту.");
  }

  @Test
  void hangsUpWhatWasAnsweredWhileWeStop() {
    call.begin();
    on(new Event.Stopping());

    assertThat(on(new Event.Answered())).containsExactly(new Action.HangUp());
  }

  @Test
  void ringsUntilAnOperatorTakesALineThatIsAnsweredByOne() {
    call = new Conversation(line1150(), null, CallbackTerms.none());

    assertThat(call.begin())
        .containsExactly(
            new Action.Queue(),
            new Action.PlayMusic(),
            new Action.SetTimer(Conversation.RING_MAX),
            new Action.AskForOperator(OTHER, VoiceLanguage.RU, false));
    assertThat(heard(on(accepted(spot(3, 4, 7))))).contains("третье");
    assertThat(on(new Event.SpokenToTheEnd())).containsExactly(new Action.PlayMusic());
    assertThat(on(new Event.Connected())).containsExactly(new Action.Answer());
    assertThat(on(new Event.Answered())).isEmpty();
    assertThat(call.stage()).isEqualTo(Stage.TALKING);
  }

  @Test
  void ringsForALimitedTimeAndPutsTheCallerOnTheCallBackList() {
    call = new Conversation(line1150(), null, CallbackTerms.none());
    call.begin();
    on(accepted(spot(3, 4, 7)));

    assertThat(on(new Event.TimeUp()))
        .containsExactly(
            new Action.Leave(Gone.LINE_LOST), new Action.Refuse(Calls.Refusal.NOBODY_FREE));
  }

  @Test
  void refusesALineAnsweredByAnOperatorWhenThereIsNoRoom() {
    call = new Conversation(line1150(), null, CallbackTerms.none());
    call.begin();

    assertThat(on(new Event.Decided(new Acceptance.Full(1))))
        .endsWith(new Action.Refuse(Calls.Refusal.BUSY));
  }

  @Test
  void offersACallbackWhenTheWaitIsLongOrUnknown() {
    var offer =
        "Мы можем перезвонить, ваше место сохранится. Чтобы заказать перезвон, нажмите один.";

    assertThat(heard(waitsWithCallbacks(spot(3, 4, 7)))).contains(offer);
    assertThat(heard(waitsWithCallbacks(spotWithoutEstimate(3)))).contains(offer);
    assertThat(heard(waitsWithCallbacks(spot(1, 1, 3)))).doesNotContain(offer);
  }

  @Test
  void asksForACallbackOnWishAndLeavesWhenItIsPromised() {
    waitsWithCallbacks(spot(1, 1, 2));

    assertThat(heard(press('1'))).startsWith("Перезвоним на номер семь. четыре восемь два.");
    assertThat(press('1'))
        .contains(new Action.AskForCallback("+74822123456", OTHER, VoiceLanguage.RU, true));
    assertThat(call.stage()).isEqualTo(Stage.PROMISING);
    var actions = call.on(promised());

    assertThat(actions).startsWith(new Action.Leave(Gone.LEFT_BY_KEY));
    assertThat(heard(actions))
        .isEqualTo(
            "Перезвон заказан. Ваше место сохранено."
                + " Когда позвоним, оператор первым назовёт слово и число:"
                + " липа, сорок семь. Если их не назвали, положите трубку: это не мы."
                + " Мы не спрашиваем коды из СМС. Никому их не называйте."
                + " Повторяем слово и число: липа, сорок семь. Спасибо за звонок. До свидания.");
    assertThat(spoken()).containsExactly(new Action.HangUp());
  }

  @ParameterizedTest
  @EnumSource(Callbacks.Refusal.class)
  void whoIsPromisedNothingStaysInTheQueue(Callbacks.Refusal why) {
    waitsWithCallbacks(spot(3, 4, 7));
    press('1');
    press('1');

    var actions = call.on(new Event.CallbackDecided(new Callbacks.Answer.Refused(why)));

    assertThat(heard(actions))
        .endsWith("Вы остаётесь в очереди.")
        .doesNotStartWith("Вы остаётесь в очереди.");
    assertThat(actions).noneMatch(action -> action instanceof Action.Leave);
    assertThat(call.stage()).isEqualTo(Stage.WAITING);
  }

  @Test
  void takesThePromiseBackWhenAnOperatorWasFaster() {
    waitsWithCallbacks(spot(3, 4, 7));
    press('1');
    press('1');
    call.on(new Event.Connected());

    assertThat(call.on(promised())).containsExactly(new Action.CancelCallback(PROMISE));
    assertThat(call.stage()).isEqualTo(Stage.TALKING);
  }

  @Test
  void anOperatorComesInTheMiddleOfTheQuestion() {
    waitsWithCallbacks(spot(3, 4, 7));
    press('1');

    assertThat(call.on(new Event.Connected())).isEmpty();
    assertThat(call.stage()).isEqualTo(Stage.TALKING);
  }

  @Test
  void offersNoCallbackWhereNobodyCanBeCalled() {
    answer();
    press('1');
    press('0');
    spoken();
    call.on(accepted(spot(3, 30, 40)));

    assertThat(heard(press('1'))).startsWith("Такой кнопки здесь нет.").doesNotContain("перезвон");
    assertThat(call.stage()).isEqualTo(Stage.WAITING);
  }

  private List<Action> waitsWithCallbacks(QueueSpot at) {
    var terms = new CallbackTerms(true, "+74822123456", Optional::of);
    call = new Conversation(line115(), null, terms);
    answer();
    press('1');
    press('0');
    spoken();
    return call.on(accepted(at));
  }

  private static Event promised() {
    return new Event.CallbackDecided(
        new Callbacks.Answer.Promised(PROMISE, new CentreWord("linden", 47)));
  }

  private void answer() {
    call.begin();
    on(new Event.Answered());
  }

  private void enter() {
    answer();
    press('1');
    press('1');
    spoken();
    assertThat(call.stage()).isEqualTo(Stage.ENTERING);
  }

  private void waiting(QueueSpot spot) {
    enter();
    on(accepted(spot));
  }

  private List<Action> press(char key) {
    return on(new Event.Pressed(key));
  }

  private List<Action> spoken() {
    return on(new Event.SpokenToTheEnd());
  }

  private List<Action> timeUp() {
    return on(new Event.TimeUp());
  }

  private List<Action> ended(CallEnded.Cause cause) {
    return on(new Event.Ended(cause));
  }

  private List<Action> on(Event event) {
    return call.on(event);
  }
}
