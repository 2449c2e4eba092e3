package org.otklik.app.reception;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.otklik.app.callback.Callbacks;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.dispatch.ToldBy;
import org.otklik.app.messages.Messages;
import org.otklik.app.telephony.CallArrived;
import org.otklik.app.telephony.Calls;
import org.otklik.app.telephony.Calls.Ending;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.Priority;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A call and its conversation: gives the conversation its events one after the other, from
/// whatever thread they come, and does what it asks.
final class LiveCall {

  /// Keys that wait to be looked at; more are dropped. Nobody types that fast.
  static final int KEYS_MAX = 32;

  private static final Callbacks.Answer NOT_NOW =
      new Callbacks.Answer.Refused(Callbacks.Refusal.UNAVAILABLE);

  private static final Logger LOG = LoggerFactory.getLogger(LiveCall.class);

  private final CallArrived arrival;
  private final Conversation conversation;
  private final Calls calls;
  private final Dispatch dispatch;
  private final Callbacks callbacks;
  private final CallMessage message;
  private final Timers timers;
  private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();

  private final Queue<Runnable> inbox = new ArrayDeque<>();
  private boolean working;

  // What follows is touched by the one thread that works on the inbox.
  private int soundsBegun;
  private int timersSet;
  private Timers.@Nullable Timer timer;

  LiveCall(
      CallArrived arrival,
      Conversation conversation,
      Calls calls,
      Dispatch dispatch,
      Callbacks callbacks,
      Messages messages,
      Timers timers) {
    this.arrival = arrival;
    this.conversation = conversation;
    this.calls = calls;
    this.dispatch = dispatch;
    this.callbacks = callbacks;
    this.message = new CallMessage(arrival.call(), calls, messages, this::post, this::handle);
    this.timers = timers;
  }

  void begin() {
    post(() -> conversation.begin().forEach(this::tryTo));
  }

  void on(Event event) {
    post(() -> handle(event));
  }

  /// Says goodbye to a caller who waits.
  ///
  /// @return completes when the call is over; at once for one that is with an operator
  CompletionStage<@Nullable Void> farewell() {
    var said = new CompletableFuture<@Nullable Void>();
    post(
        () -> {
          handle(new Event.Stopping());
          if (conversation.stage() == Stage.TALKING) {
            said.complete(null);
          }
        });
    return CompletableFuture.anyOf(said, over).thenApply(_ -> null);
  }

  /// Completes when the call is over.
  CompletionStage<@Nullable Void> over() {
    return over;
  }

  private void post(Runnable task) {
    synchronized (inbox) {
      inbox.add(task);
      if (working) {
        return;
      }
      working = true;
    }
    work();
  }

  /// A key, unless too many wait.
  void press(char key) {
    synchronized (inbox) {
      if (inbox.size() >= KEYS_MAX) {
        return;
      }
    }
    on(new Event.Pressed(key));
  }

  private void work() {
    while (true) {
      Runnable task;
      synchronized (inbox) {
        var next = inbox.poll();
        if (next == null) {
          working = false;
          return;
        }
        task = next;
      }
      task.run();
    }
  }

  private void handle(Event event) {
    conversation.on(event).forEach(this::tryTo);
    if (conversation.stage() == Stage.OVER) {
      stopTimer();
      over.complete(null);
    }
  }

  /// One action that fails keeps nobody from the next, least of all from the timer that goes on.
  private void tryTo(Action action) {
    try {
      act(action);
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("contact", id())
          .setCause(e)
          .log("call could not {}", action.getClass().getSimpleName());
      switch (action) {
        case Action.AskForOperator _ -> on(new Event.Failed());
        case Action.AskForCallback _ -> on(new Event.CallbackDecided(NOT_NOW));
        case Action.OpenMessage _, Action.HearMessage _ ->
            on(new Event.MessageRefused(Messages.Refusal.UNAVAILABLE));
        case Action.Queue _,
            Action.Answer _,
            Action.Refuse _,
            Action.Say _,
            Action.PlayMusic _,
            Action.Hush _,
            Action.SetTimer _,
            Action.LookAtSpot _,
            Action.Promise _,
            Action.Leave _,
            Action.CancelCallback _,
            Action.EndMessage _,
            Action.SendMessage _,
            Action.DropMessage _,
            Action.HangUp _ -> {
          // nobody waits for its answer
        }
      }
    }
  }

  private void act(Action action) {
    switch (action) {
      case Action.Queue() -> calls.queue(arrival.call());
      case Action.Answer() -> answer();
      case Action.Refuse(var why) -> calls.refuse(arrival.call(), why);
      case Action.Say say -> say(say);
      case Action.PlayMusic() -> {
        soundsBegun++;
        calls.music(arrival.call());
      }
      case Action.Hush() -> {
        soundsBegun++;
        calls.stop(arrival.call());
      }
      case Action.SetTimer set -> setTimer(set);
      case Action.AskForOperator ask -> askForOperator(ask);
      case Action.LookAtSpot() ->
          on(new Event.Looked(dispatch.spot(contact()).orElse(null), dispatch.available()));
      case Action.Promise(var spot) -> dispatch.told(spot, ToldBy.VOICE);
      case Action.Leave(var how) -> dispatch.gone(contact(), how);
      case Action.AskForCallback ask -> askForCallback(ask);
      case Action.CancelCallback(var promise) -> callbacks.cancel(promise);
      case Action.OpenMessage ask -> message.open(wish(ask));
      case Action.HearMessage() -> message.hear();
      case Action.EndMessage() -> message.endHearing();
      case Action.SendMessage() -> message.send();
      case Action.DropMessage() -> message.drop();
      case Action.HangUp() -> calls.hangUp(arrival.call());
    }
  }

  private void answer() {
    calls
        .answer(arrival.call())
        .thenAccept(
            ending -> {
              if (ending == Ending.DONE) {
                on(new Event.Answered());
              }
            });
  }

  /// The end counts only while nothing else has begun to sound.
  private void say(Action.Say say) {
    int sound = ++soundsBegun;
    var names = say.prompts().stream().map(Prompt::sound).toList();
    calls
        .play(arrival.call(), names)
        .thenAccept(
            ending -> {
              if (ending == Ending.DONE) {
                post(
                    () -> {
                      if (sound == soundsBegun) {
                        handle(new Event.SpokenToTheEnd());
                      }
                    });
              }
            });
  }

  private void setTimer(Action.SetTimer set) {
    stopTimer();
    int number = ++timersSet;
    timer =
        timers.after(
            set.after(),
            () ->
                post(
                    () -> {
                      if (number == timersSet) {
                        handle(new Event.TimeUp());
                      }
                    }));
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void askForOperator(Action.AskForOperator ask) {
    var request =
        new ContactRequest(
            contact(),
            Channel.CALL,
            arrival.line(),
            arrival.callerNumber(),
            arrival.citizenId(),
            arrival.visitor(),
            ask.topic(),
            ask.language().language(),
            Priority.NORMAL,
            ask.recordingAllowed(),
            arrival.at());
    dispatch
        .accept(request)
        .whenComplete(
            (acceptance, failure) -> {
              if (failure == null) {
                on(new Event.Decided(acceptance));
              } else {
                LOG.atError()
                    .addKeyValue("contact", id())
                    .setCause(failure)
                    .log("dispatch failed to accept");
                on(new Event.Failed());
              }
            });
  }

  private void askForCallback(Action.AskForCallback ask) {
    var wish =
        new Callbacks.Wish(
            ask.number(),
            arrival.citizenId(),
            source(),
            ask.topic(),
            ask.language().language(),
            ask.recordingAllowed(),
            arrival.at());
    callbacks
        .promise(wish)
        .whenComplete(
            (answer, failure) -> {
              if (failure != null) {
                LOG.atError()
                    .addKeyValue("contact", id())
                    .setCause(failure)
                    .log("callback failed to be promised");
              }
              on(new Event.CallbackDecided(failure == null ? answer : NOT_NOW));
            });
  }

  private Messages.Wish wish(Action.OpenMessage ask) {
    var number = arrival.callerNumber();
    return new Messages.Wish(
        arrival.call().value(),
        ContactRequest.belongsToSomebody(number) ? number : null,
        arrival.citizenId(),
        ask.topic(),
        ask.language().language(),
        arrival.at());
  }

  /// Who asks, for the limits.
  private @Nullable String source() {
    var number = arrival.callerNumber();
    return ContactRequest.belongsToSomebody(number) ? number : arrival.visitor();
  }

  private ContactId contact() {
    return new ContactId(arrival.call().value());
  }

  private String id() {
    return arrival.call().value().toString();
  }
}
