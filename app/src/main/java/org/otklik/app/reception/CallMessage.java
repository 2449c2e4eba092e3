package org.otklik.app.reception;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.otklik.app.messages.MessageRecording;
import org.otklik.app.messages.Messages;
import org.otklik.app.telephony.CallEars;
import org.otklik.app.telephony.CallId;
import org.otklik.app.telephony.Calls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The message that a caller leaves: joins what is said on the line with what is kept of it. The
/// thread that works on the call's inbox owns it.
final class CallMessage {
  private static final Logger LOG = LoggerFactory.getLogger(CallMessage.class);

  private final CallId call;
  private final Calls calls;
  private final Messages messages;
  private final Executor inbox;
  private final Consumer<Event> events;
  private @Nullable MessageRecording recording;
  private @Nullable Runnable hearing;

  /// @param inbox runs on the thread that owns this
  /// @param events told on that thread
  CallMessage(CallId call, Calls calls, Messages messages, Executor inbox, Consumer<Event> events) {
    this.call = call;
    this.calls = calls;
    this.messages = messages;
    this.inbox = inbox;
    this.events = events;
  }

  void open(Messages.Wish wish) {
    messages
        .open(wish)
        .whenComplete(
            (opening, failure) -> {
              if (failure != null) {
                LOG.atError()
                    .addKeyValue("contact", call.value())
                    .setCause(failure)
                    .log("message failed to be opened");
              }
              inbox.execute(() -> events.accept(opened(failure == null ? opening : null)));
            });
  }

  private Event opened(Messages.@Nullable Opening opening) {
    return switch (opening) {
      case Messages.Opening.Opened(var opened) -> {
        drop();
        recording = opened;
        yield new Event.MessageOpened();
      }
      case Messages.Opening.Refused(var why) -> new Event.MessageRefused(why);
      case null -> new Event.MessageRefused(Messages.Refusal.UNAVAILABLE);
    };
  }

  void hear() {
    var open = recording;
    if (open != null) {
      hearing = calls.listen(call, new Ears(open));
    }
  }

  void endHearing() {
    if (hearing != null) {
      hearing.run();
    }
  }

  void send() {
    finish(MessageRecording::keep);
  }

  void drop() {
    finish(MessageRecording::drop);
  }

  /// The sound that is on its way is waited for; if there never was any, nothing is.
  private void finish(Consumer<MessageRecording> how) {
    var open = recording;
    if (open == null) {
      return;
    }
    recording = null;
    how.accept(open);
    if (hearing == null) {
      open.ended();
    } else {
      hearing.run();
      hearing = null;
    }
  }

  /// Hears the caller, on threads of telephony.
  private final class Ears implements CallEars {
    private final MessageRecording open;
    private boolean finished;

    Ears(MessageRecording open) {
      this.open = open;
    }

    @Override
    public void heard(byte[] samples) throws IOException {
      if (!open.take(samples) && !finished) {
        finished = true;
        tell(new Event.MessageFinished());
      }
    }

    @Override
    public void ended() {
      open.ended();
      tell(new Event.MessageEnded(open.hasSpeech()));
    }

    private void tell(Event event) {
      inbox.execute(
          () -> {
            if (open.equals(recording)) {
              events.accept(event);
            }
          });
    }
  }
}
