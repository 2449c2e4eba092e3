package org.otklik.app.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.app.reception.Examples.aRussianLine;
import static org.otklik.app.reception.Examples.accepted;
import static org.otklik.app.reception.Examples.full;
import static org.otklik.app.reception.Examples.heard;
import static org.otklik.app.reception.Examples.spot;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.messages.Messages;
import org.otklik.app.telephony.CallEnded;

/// What one who leaves a message meets, rule by rule.
final class MessageDialogueTest {
  private static final Event ENDED_WITH_SPEECH = new Event.MessageEnded(true);
  private static final Event ENDED_IN_SILENCE = new Event.MessageEnded(false);

  private final Conversation call =
      new Conversation(aRussianLine(), null, CallbackTerms.none(), true);

  @Test
  void offersItWhereTheWaitIsLong() {
    entering();

    var actions = call.on(accepted(spot(3, 4, 7)));

    assertThat(heard(actions)).contains("Чтобы оставить голосовое сообщение, нажмите два.");
  }

  @Test
  void hearsTheCallerAfterTheTone() {
    waiting();
    press('2');
    var told = call.on(new Event.MessageOpened());
    assertThat(heard(told)).startsWith("Говорите после сигнала");

    var actions = call.on(new Event.SpokenToTheEnd());

    assertThat(actions).contains(new Action.HearMessage());
  }

  @Test
  void endsWithHashWithSilenceAndAfterThreeMinutes() {
    for (var end :
        List.of(new Event.Pressed('#'), new Event.MessageFinished(), new Event.TimeUp())) {
      var one = new MessageDialogueTest();
      one.speaking();

      assertThat(one.call.on(end)).contains(new Action.EndMessage());
    }
  }

  @Test
  void sendsWithTwoAndLeavesTheQueue() {
    speaking();
    press('#');
    assertThat(heard(call.on(ENDED_WITH_SPEECH))).startsWith("Чтобы отправить сообщение");

    var actions = press('2');

    assertThat(actions).startsWith(new Action.SendMessage(), new Action.Leave(Gone.LEFT_BY_KEY));
    assertThat(heard(actions)).startsWith("Сообщение принято.");
  }

  @Test
  void recordsAgainWithOne() {
    speaking();
    press('#');
    call.on(ENDED_WITH_SPEECH);

    var actions = press('1');

    assertThat(actions)
        .startsWith(new Action.DropMessage())
        .anyMatch(action -> action instanceof Action.OpenMessage);
  }

  @Test
  void sendsWhatWasSaidByOneWhoPressesNothing() {
    speaking();
    press('#');
    call.on(ENDED_WITH_SPEECH);
    call.on(new Event.TimeUp());
    call.on(new Event.TimeUp());

    assertThat(call.on(new Event.TimeUp())).startsWith(new Action.SendMessage());
  }

  @Test
  void sendsWhatWasSaidByOneWhoHangsUp() {
    speaking();

    assertThat(call.on(new Event.Ended(CallEnded.Cause.CITIZEN)))
        .contains(new Action.SendMessage());
  }

  @Test
  void keepsNothingOfSilenceAndLetsTryAgainThreeTimesInAll() {
    waiting();
    press('2');
    for (int i = 1; i < MessageDialogue.TRIES_MAX; i++) {
      speak();
      assertThat(call.on(ENDED_IN_SILENCE)).startsWith(new Action.DropMessage());
      assertThat(call.stage()).isEqualTo(Stage.MESSAGE);
    }
    speak();

    var actions = call.on(ENDED_IN_SILENCE);

    assertThat(heard(actions)).isEqualTo("Мы ничего не услышали. Вы остаётесь в очереди.");
    assertThat(call.stage()).isEqualTo(Stage.WAITING);
  }

  @Test
  void leavesTheCallerInTheQueueWhenNoMessageCanBeTaken() {
    waiting();
    press('2');

    var actions = call.on(new Event.MessageRefused(Messages.Refusal.TOO_MANY));

    assertThat(heard(actions))
        .isEqualTo("Сегодня больше сообщений оставить нельзя. Вы остаётесь в очереди.");
    assertThat(call.stage()).isEqualTo(Stage.WAITING);
  }

  @Test
  void throwsAwayWhatOneHasSaidWhoTalksWithAnOperator() {
    speaking();

    assertThat(call.on(new Event.Connected())).containsExactly(new Action.DropMessage());
    assertThat(call.stage()).isEqualTo(Stage.TALKING);
  }

  @Test
  void isOfferedInPlaceOfABareRefusalWhenTheQueueIsFull() {
    entering();
    assertThat(call.on(full())).anyMatch(action -> action instanceof Action.OpenMessage);

    var told = call.on(new Event.MessageOpened());

    assertThat(heard(told))
        .startsWith("Очередь переполнена. Вы можете оставить голосовое сообщение.");
    assertThat(heard(press('*'))).isEqualTo("Линия переполнена. Пожалуйста, перезвоните позже.");
    assertThat(call.stage()).isEqualTo(Stage.CLOSING);
  }

  private void entering() {
    call.begin();
    call.on(new Event.Answered());
    call.on(new Event.SpokenToTheEnd());
    call.on(new Event.TimeUp());
    press('1');
  }

  private void waiting() {
    entering();
    call.on(accepted(spot(3, 4, 7)));
  }

  private void speaking() {
    waiting();
    press('2');
    speak();
  }

  private void speak() {
    call.on(new Event.MessageOpened());
    call.on(new Event.SpokenToTheEnd());
  }

  private List<Action> press(char key) {
    return call.on(new Event.Pressed(key));
  }
}
