package org.otklik.app.reception;

import java.time.Duration;
import java.util.List;
import org.otklik.app.messages.Messages;

/// Takes down what a caller wants to say to an operator.
///
/// 1. After the tone they speak, until `#`, until they are silent, or for as long as they may.
/// 2. Then 2 sends the message and 1 records it again. Who presses nothing has sent it: what
///    somebody has said is not thrown away for want of a key.
/// 3. If nothing was heard that is said, and they can try again, `TRIES_MAX` times in all.
/// 4. Star leads back as long as nothing was said.
///
/// One thread at a time owns a dialogue.
final class MessageDialogue {

  /// How often a message is begun, and how often it is asked whether to send it.
  static final int TRIES_MAX = 3;

  /// How long we wait for the rest of the sound when the caller has finished.
  static final Duration END_WAIT = Duration.ofSeconds(3);

  private static final char AGAIN = '1';
  private static final char SEND = '2';
  private static final char END = '#';
  private static final char BACK = '*';

  /// What comes next.
  sealed interface Next {

    /// Open a message.
    record Open() implements Next {}

    /// Throw the message away and open another one.
    record OpenAnother() implements Next {}

    /// Say this.
    record Ask(List<Prompt> prompts) implements Next {}

    /// Hear what the caller says.
    record Hear() implements Next {}

    /// Hear no more.
    record EndHearing() implements Next {}

    /// The message is sent.
    record Send() implements Next {}

    /// There is no message.
    ///
    /// @param why said first
    record Stay(List<Prompt> why) implements Next {}

    /// Go on as it is.
    record GoOn() implements Next {}
  }

  private enum State {
    OPENING,
    TOLD,
    HEARING,
    ENDING,
    CHECKING
  }

  private final SpokenPhrases phrases;
  private List<Prompt> preface;
  private State state = State.OPENING;
  private int begun = 1;
  private int checks;

  /// @param preface said before the first message
  MessageDialogue(SpokenPhrases phrases, List<Prompt> preface) {
    this.phrases = phrases;
    this.preface = preface;
  }

  Next begin() {
    return new Next.Open();
  }

  Next opened() {
    if (state != State.OPENING) {
      return new Next.GoOn();
    }
    state = State.TOLD;
    return new Next.Ask(SpokenPhrases.join(preface, phrases.say(Phrase.MESSAGE_BEGIN)));
  }

  Next refused(Messages.Refusal why) {
    return stay(
        switch (why) {
          case TOO_MANY -> Phrase.MESSAGE_TOO_MANY;
          case UNAVAILABLE -> Phrase.MESSAGE_UNAVAILABLE;
        });
  }

  Next spokenToTheEnd() {
    return switch (state) {
      case TOLD -> hear();
      case OPENING, HEARING, ENDING, CHECKING -> new Next.GoOn();
    };
  }

  Next pressed(char key) {
    return switch (state) {
      case OPENING, TOLD -> key == BACK ? new Next.Stay(List.of()) : new Next.GoOn();
      case HEARING -> key == END ? endHearing() : new Next.GoOn();
      case ENDING -> new Next.GoOn();
      case CHECKING ->
          switch (key) {
            case SEND -> new Next.Send();
            case AGAIN -> again(List.of());
            default -> checkAgain(Phrase.UNKNOWN_KEY);
          };
    };
  }

  /// The caller is silent, or has spoken for as long as they may.
  Next finished() {
    return state == State.HEARING ? endHearing() : new Next.GoOn();
  }

  /// The sound has ended.
  Next ended(boolean hasSpeech) {
    return switch (state) {
      case HEARING, ENDING ->
          hasSpeech ? check() : again(phrases.say(Phrase.MESSAGE_NOTHING_HEARD));
      case OPENING, TOLD, CHECKING -> new Next.GoOn();
    };
  }

  Next timeUp() {
    return switch (state) {
      case OPENING -> stay(Phrase.MESSAGE_UNAVAILABLE);
      case TOLD -> hear();
      case HEARING -> endHearing();
      case ENDING -> new Next.Send();
      case CHECKING -> checkAgain(Phrase.NO_KEY);
    };
  }

  private Next hear() {
    state = State.HEARING;
    return new Next.Hear();
  }

  private Next endHearing() {
    state = State.ENDING;
    return new Next.EndHearing();
  }

  private Next check() {
    state = State.CHECKING;
    return new Next.Ask(phrases.say(Phrase.MESSAGE_CHECK));
  }

  private Next checkAgain(Phrase why) {
    checks++;
    return checks < TRIES_MAX
        ? new Next.Ask(phrases.say(why, Phrase.MESSAGE_CHECK))
        : new Next.Send();
  }

  private Next again(List<Prompt> why) {
    if (begun == TRIES_MAX) {
      return state == State.CHECKING ? checkAgain(Phrase.UNKNOWN_KEY) : new Next.Stay(why);
    }
    begun++;
    preface = why;
    state = State.OPENING;
    return new Next.OpenAnother();
  }

  private Next stay(Phrase why) {
    return new Next.Stay(phrases.say(why));
  }
}
