package org.otklik.app.reception;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds out to which number a caller wants to be called back.
///
/// 1. The number that they call from is read out, to be confirmed by 1; 2 leads back to the queue.
/// 2. Who calls from no number that we may call keys one in, up to `#` or until they stop; it is
///    read out too.
/// 3. Star leads back to the queue at any time, and so does pressing nothing or wrong keys,
///    `TRIES_MAX` times in all. The place in the queue is never in danger.
///
/// One thread at a time owns a dialogue.
final class CallbackDialogue {

  /// How often a question is asked in all.
  static final int TRIES_MAX = 3;

  /// No number is longer (E.164), with a prefix for long distance.
  static final int DIGITS_MAX = 17;

  private static final char YES = '1';
  private static final char NO = '2';
  private static final char END = '#';
  private static final char BACK = '*';

  /// What comes next.
  sealed interface Next {

    /// Say this and wait for a key.
    record Ask(List<Prompt> prompts) implements Next {}

    /// Wait for more digits.
    record Listen() implements Next {}

    /// The number is confirmed.
    record Wish(String number) implements Next {}

    /// Back to the queue.
    record Stay() implements Next {}
  }

  private final SpokenPhrases phrases;
  private final CallbackTerms terms;
  private final StringBuilder keyed = new StringBuilder();
  private @Nullable String number;
  private int tries;

  CallbackDialogue(SpokenPhrases phrases, CallbackTerms terms) {
    this.phrases = phrases;
    this.terms = terms;
    this.number = terms.known().orElse(null);
  }

  /// The first question.
  Next begin() {
    return new Next.Ask(question());
  }

  Next pressed(char key) {
    if (key == BACK) {
      return new Next.Stay();
    }
    return number == null ? digit(key) : confirmation(key, number);
  }

  /// The caller has pressed nothing for a while.
  Next timeUp() {
    return keyed.isEmpty() ? askAgain(Phrase.NO_KEY) : check();
  }

  private Next confirmation(char key, String asked) {
    return switch (key) {
      case YES -> new Next.Wish(asked);
      case NO -> new Next.Stay();
      default -> askAgain(Phrase.UNKNOWN_KEY);
    };
  }

  private Next digit(char key) {
    if (key == END) {
      return check();
    }
    keyed.append(key);
    return keyed.length() < DIGITS_MAX ? new Next.Listen() : check();
  }

  private Next check() {
    var found =
        keyed.isEmpty() ? Optional.<String>empty() : terms.callable().apply(keyed.toString());
    keyed.setLength(0);
    if (found.isEmpty()) {
      return askAgain(Phrase.CALLBACK_NOT_CALLABLE);
    }
    number = found.get();
    return new Next.Ask(question());
  }

  private Next askAgain(Phrase why) {
    tries++;
    return tries < TRIES_MAX
        ? new Next.Ask(SpokenPhrases.join(phrases.say(why), question()))
        : new Next.Stay();
  }

  private List<Prompt> question() {
    var asked = number;
    return asked == null
        ? phrases.say(Phrase.CALLBACK_ENTER)
        : SpokenPhrases.join(
            phrases.say(Phrase.CALLBACK_NUMBER),
            phrases.digits(asked),
            phrases.say(Phrase.CALLBACK_CONFIRM));
  }
}
