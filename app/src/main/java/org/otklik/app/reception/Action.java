package org.otklik.app.reception;

import java.time.Duration;
import java.util.List;
import org.otklik.app.callback.PromiseId;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.QueueSpot;
import org.otklik.app.telephony.Calls;
import org.otklik.engine.routing.TopicId;

/// What a conversation wants done.
sealed interface Action {

  /// Tell the caller that they are queued, without answering; what is said and played is heard.
  record Queue() implements Action {}

  /// Answer; `Answered` follows.
  record Answer() implements Action {}

  /// Do not answer.
  record Refuse(Calls.Refusal why) implements Action {}

  /// Say this instead of what sounds now; `SpokenToTheEnd` follows unless something else sounds
  /// before.
  record Say(List<Prompt> prompts) implements Action {}

  /// Play the hold music instead of what sounds now.
  record PlayMusic() implements Action {}

  /// Silence.
  record Hush() implements Action {}

  /// `TimeUp` is to follow after this time, instead of after the time set before.
  record SetTimer(Duration after) implements Action {}

  /// Ask dispatch for an operator; `Decided` or `Failed` follows.
  record AskForOperator(TopicId topic, VoiceLanguage language, boolean recordingAllowed)
      implements Action {}

  /// Find out where the caller stands; `Looked` follows.
  record LookAtSpot() implements Action {}

  /// The caller hears how long they will wait: from now on that is a promise.
  record Promise(QueueSpot spot) implements Action {}

  /// Tell dispatch that the caller does not wait any more.
  record Leave(Gone how) implements Action {}

  /// Ask for a callback to this number in place of waiting on the line; `CallbackDecided` follows.
  record AskForCallback(
      String number, TopicId topic, VoiceLanguage language, boolean recordingAllowed)
      implements Action {}

  /// Take a promise back that is not needed any more.
  record CancelCallback(PromiseId promise) implements Action {}

  /// Open a voice message; `MessageOpened` or `MessageRefused` follows.
  record OpenMessage(TopicId topic, VoiceLanguage language) implements Action {}

  /// Take down what the caller says; `MessageFinished` and `MessageEnded` follow.
  record HearMessage() implements Action {}

  /// Take down no more; `MessageEnded` follows.
  record EndMessage() implements Action {}

  /// Send the message, if there is one.
  record SendMessage() implements Action {}

  /// Throw the message away, if there is one.
  record DropMessage() implements Action {}

  /// End the call.
  record HangUp() implements Action {}
}
