package org.otklik.app.reception;

import org.jspecify.annotations.Nullable;
import org.otklik.app.callback.Callbacks;
import org.otklik.app.dispatch.Acceptance;
import org.otklik.app.dispatch.QueueSpot;
import org.otklik.app.messages.Messages;
import org.otklik.app.telephony.CallAside;
import org.otklik.app.telephony.CallEnded;

/// What happens to a conversation.
sealed interface Event {

  /// The call is answered: the caller hears us.
  record Answered() implements Event {}

  /// The caller pressed a key.
  record Pressed(char key) implements Event {}

  /// What was said last has been said to the end.
  record SpokenToTheEnd() implements Event {}

  /// The timer that was set last has run out.
  record TimeUp() implements Event {}

  /// Dispatch has answered the request for an operator.
  record Decided(Acceptance acceptance) implements Event {}

  /// Dispatch could not answer at all.
  record Failed() implements Event {}

  /// Where the caller stands in the queue now.
  ///
  /// @param spot null when they do not wait: not accepted yet, or an operator is being rung
  /// @param available false while the database is away
  record Looked(@Nullable QueueSpot spot, boolean available) implements Event {}

  /// The caller talks with an operator.
  record Connected() implements Event {}

  /// The operator's line died: the caller waits again, in front.
  record WaitsAgain() implements Event {}

  /// The operator has handed the caller on or put them aside.
  record PutAside(CallAside.Why why) implements Event {}

  /// The wish for a callback is answered.
  record CallbackDecided(Callbacks.Answer answer) implements Event {}

  /// A voice message can be taken down.
  record MessageOpened() implements Event {}

  /// No voice message can be taken.
  record MessageRefused(Messages.Refusal why) implements Event {}

  /// The caller who leaves a message is silent, or has spoken for as long as they may.
  record MessageFinished() implements Event {}

  /// No more of the message is heard.
  record MessageEnded(boolean hasSpeech) implements Event {}

  /// The product is being stopped.
  record Stopping() implements Event {}

  /// The call is over.
  record Ended(CallEnded.Cause cause) implements Event {}
}
