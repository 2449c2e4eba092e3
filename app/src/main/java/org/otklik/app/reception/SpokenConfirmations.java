package org.otklik.app.reception;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.otklik.app.callback.CallbackWindow;
import org.otklik.app.callback.ConfirmationCalls;
import org.otklik.app.pages.Centre;
import org.otklik.app.telephony.AutomaticCalls;
import org.otklik.engine.routing.Language;
import org.springframework.stereotype.Component;

/// Asks by telephone whether a callback was booked: says who calls and what was booked, key 1
/// confirms, key 2 declines. It does not say the centre's word: whoever answers may be somebody
/// else.
@Component
final class SpokenConfirmations implements ConfirmationCalls {
  private static final char YES = '1';
  private static final char NO = '2';

  private final AutomaticCalls calls;
  private final Centre centre;
  private final Clock clock;

  SpokenConfirmations(AutomaticCalls calls, Centre centre, Clock clock) {
    this.calls = calls;
    this.centre = centre;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Heard> ask(
      String number, Language language, @Nullable CallbackWindow window) {
    var phrases = new SpokenPhrases(VoiceLanguage.find(language.tag()).orElse(VoiceLanguage.RU));
    var answers =
        Map.of(
            YES, sounds(phrases.say(Phrase.BOOKING_CONFIRMED)),
            NO, sounds(phrases.say(Phrase.BOOKING_DECLINED)));
    return calls.ask(number, sounds(question(phrases, window)), answers).thenApply(this::heard);
  }

  private Heard heard(Optional<Character> key) {
    return key.map(pressed -> pressed == YES ? Heard.YES : Heard.NO).orElse(Heard.NOTHING);
  }

  private List<Prompt> question(SpokenPhrases phrases, @Nullable CallbackWindow window) {
    return SpokenPhrases.join(
        phrases.say(Phrase.BOOKING_GREETING, Phrase.BOOKING_ASKED),
        window == null ? phrases.say(Phrase.BOOKING_SOON) : when(phrases, window),
        phrases.say(Phrase.BOOKING_CONFIRM));
  }

  private List<Prompt> when(SpokenPhrases phrases, CallbackWindow window) {
    return SpokenPhrases.join(
        phrases.say(Phrase.BOOKING_WINDOW),
        phrases.time(
            LocalDateTime.ofInstant(window.from(), centre.zone()),
            LocalDate.ofInstant(clock.instant(), centre.zone())));
  }

  private static List<String> sounds(List<Prompt> prompts) {
    return prompts.stream().map(Prompt::sound).toList();
  }
}
