package org.otklik.app.telephony;

import static org.otklik.app.telephony.Calls.Ending.DONE;
import static org.otklik.app.telephony.Calls.Ending.GONE;
import static org.otklik.app.telephony.Calls.Ending.REPLACED;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.otklik.app.telephony.media.MediaPlane;
import org.otklik.app.telephony.media.PlayEnd;
import org.otklik.app.telephony.media.SoundTaker;
import org.springframework.stereotype.Component;

@Component
final class DefaultCalls implements Calls {

  /// When a refused caller may try again.
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  private final LiveCalls calls;
  private final MediaPlane plane;
  private final PlayableSounds sounds;

  DefaultCalls(LiveCalls calls, MediaPlane plane, PlayableSounds sounds) {
    this.calls = calls;
    this.plane = plane;
    this.sounds = sounds;
  }

  @Override
  public void ring(CallId id) {
    calls.find(id).filter(call -> !call.taken()).ifPresent(call -> call.side().ring());
  }

  @Override
  public void queue(CallId id) {
    calls
        .find(id)
        .filter(call -> !call.taken())
        .ifPresent(call -> plane.beginEarly(call.leg(), call.side().queue(call.sdp())));
  }

  @Override
  public CompletionStage<Ending> answer(CallId id) {
    var call = calls.find(id);
    if (call.isEmpty()) {
      return CompletableFuture.completedFuture(GONE);
    }
    if (call.get().beginAnswer()) {
      call.get().side().answer(call.get().sdp());
    }
    return call.get().answered();
  }

  @Override
  public void refuse(CallId id, Refusal why) {
    calls
        .find(id)
        .filter(call -> !call.taken())
        .ifPresent(
            call -> {
              call.side().refuse(why, why == Refusal.UNKNOWN_LINE ? Duration.ZERO : RETRY_AFTER);
              calls.end(call, CallEnded.Cause.CENTRE);
            });
  }

  @Override
  public CompletionStage<Ending> play(CallId id, List<String> names) {
    var call = calls.find(id);
    if (call.isEmpty()) {
      return CompletableFuture.completedFuture(GONE);
    }
    var list = names.stream().map(sounds::find).toList();
    var ended = new CompletableFuture<Ending>();
    var played =
        call.get()
            .whileWaiting(
                () ->
                    plane.play(
                        call.get().leg(),
                        list,
                        end -> ended.completeAsync(() -> ending(end), call.get().facts())));
    return played ? ended : CompletableFuture.completedFuture(REPLACED);
  }

  @Override
  public void music(CallId id) {
    var music = sounds.music();
    whileWaiting(id, call -> plane.music(call.leg(), music));
  }

  @Override
  public void stop(CallId id) {
    whileWaiting(id, call -> plane.stop(call.leg()));
  }

  @Override
  public Runnable listen(CallId id, CallEars ears) {
    var taker =
        new SoundTaker() {
          @Override
          public void take(byte[] samples) throws IOException {
            ears.heard(samples);
          }

          // Who hears may wait for a disk, which a media thread must not.
          @Override
          public void ended(boolean complete) {
            Thread.ofVirtual().name("ears-ended").start(ears::ended);
          }
        };
    var end = new AtomicReference<@Nullable Runnable>();
    whileWaiting(id, call -> end.set(plane.take(call.leg(), taker)));
    var ending = end.get();
    if (ending == null) {
      ears.ended();
      return () -> {};
    }
    return ending;
  }

  @Override
  public void hangUp(CallId id) {
    calls.find(id).ifPresent(call -> calls.end(call, CallEnded.Cause.CENTRE));
  }

  /// Nothing happens while the call is with an operator: what comes too late is not for them.
  private void whileWaiting(CallId id, Consumer<CitizenCall> action) {
    calls.find(id).ifPresent(call -> call.whileWaiting(() -> action.accept(call)));
  }

  private static Ending ending(PlayEnd end) {
    return switch (end) {
      case FINISHED -> DONE;
      case STOPPED -> REPLACED;
      case LEG_GONE -> GONE;
    };
  }
}
