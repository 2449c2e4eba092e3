package org.otklik.app.reception;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.app.reception.CallbackDialogue.Next;

/// Which number is to be called.
final class CallbackDialogueTest {
  private static final String NUMBER = "+74822123456";
  private static final String CONFIRM =
      "Перезвоним на номер семь. четыре восемь два. два один два. три четыре. пять шесть."
          + " Если верно, нажмите один. Если нет, нажмите два.";
  private static final String ENTER =
      "Наберите номер, на который перезвонить. В конце нажмите решётку.";

  private CallbackDialogue dialogue = from(NUMBER);

  @Test
  void readsTheCallersNumberOutAndTakesItWhenConfirmed() {
    assertThat(heard(dialogue.begin())).isEqualTo(CONFIRM);

    assertThat(dialogue.pressed('1')).isEqualTo(new Next.Wish(NUMBER));
  }

  @ParameterizedTest
  @ValueSource(chars = {'2', '*'})
  void leadsBackToTheQueue(char key) {
    dialogue.begin();

    assertThat(dialogue.pressed(key)).isEqualTo(new Next.Stay());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"1234", "anonymous", "+15551234567"})
  void whoCallsFromNoNumberThatWeMayCallKeysOneIn(@Nullable String number) {
    dialogue = from(number);

    assertThat(heard(dialogue.begin())).isEqualTo(ENTER);
    assertThat(keyed("84822123456")).isEqualTo(new Next.Listen());
    assertThat(heard(dialogue.pressed('#'))).isEqualTo(CONFIRM);
    assertThat(dialogue.pressed('1')).isEqualTo(new Next.Wish(NUMBER));
  }

  @Test
  void takesTheEndOfKeyingForTheEndOfTheNumber() {
    dialogue = from(null);
    dialogue.begin();
    keyed("84822123456");

    assertThat(heard(dialogue.timeUp())).isEqualTo(CONFIRM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"#", "112#", "0#", "1#", "81015551234567#", "00000000000000000"})
  void saysThatANumberCannotBeCalledAndAsksAgain(String keys) {
    dialogue = from(null);
    dialogue.begin();

    assertThat(heard(keyed(keys))).isEqualTo("На этот номер мы позвонить не можем. " + ENTER);
    keyed("84822123456");
    assertThat(heard(dialogue.pressed('#'))).isEqualTo(CONFIRM);
  }

  @Test
  void leadsBackToTheQueueAfterThreeTries() {
    dialogue.begin();

    assertThat(heard(dialogue.pressed('7'))).isEqualTo("Такой кнопки здесь нет. " + CONFIRM);
    assertThat(heard(dialogue.timeUp())).isEqualTo("Вы ничего не нажали. " + CONFIRM);
    assertThat(dialogue.timeUp()).isEqualTo(new Next.Stay());
  }

  private Next keyed(String keys) {
    Next next = new Next.Listen();
    for (int i = 0; i < keys.length(); i++) {
      next = dialogue.pressed(keys.charAt(i));
    }
    return next;
  }

  private static CallbackDialogue from(@Nullable String number) {
    var callable = new FakeCallbacks();
    return new CallbackDialogue(
        new SpokenPhrases(VoiceLanguage.RU),
        new CallbackTerms(true, number, callable::findCallable));
  }

  private static String heard(Next next) {
    return next instanceof Next.Ask(var prompts) ? Texts.heard(prompts) : next.toString();
  }
}
