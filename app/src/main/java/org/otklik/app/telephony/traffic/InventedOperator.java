package org.otklik.app.telephony.traffic;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.PauseReason;
import org.otklik.app.dispatch.Presence;
import org.otklik.app.dispatch.Presences;
import org.otklik.engine.routing.OperatorId;
import org.otklik.wire.sip.CallFailure;
import org.otklik.wire.sip.CallHandler;
import org.otklik.wire.sip.IncomingCall;
import org.otklik.wire.sip.SipEvents;

/// An invented operator with a telephone of their own: takes it up when it rings, talks, hangs up,
/// writes notes, and pauses now and then.
///
/// One thread, that of the timer, owns its state.
final class InventedOperator implements SipEvents {
  private final OperatorId id;
  private final Presences presences;
  private final Script script;
  private final ScheduledExecutorService timer;
  private final Supplier<Earpiece> earpieces;
  private @Nullable Talk talk;
  private long restsUntilNanos = System.nanoTime();

  InventedOperator(
      OperatorId id,
      Presences presences,
      Script script,
      ScheduledExecutorService timer,
      Supplier<Earpiece> earpieces) {
    this.id = id;
    this.presences = presences;
    this.script = script;
    this.timer = timer;
    this.earpieces = earpieces;
  }

  /// A talk on the telephone.
  private record Talk(IncomingCall call, Earpiece earpiece) {}

  /// Keeps the shift going; called every few seconds, more often than presence ends by itself.
  void tick() {
    var now = presences.find(id).map(Presence::state).orElse(null);
    boolean rested = System.nanoTime() - restsUntilNanos >= 0;
    switch (now) {
      case null -> presences.begin(id);
      case PAUSED -> {
        if (rested) {
          presences.ready(id);
        }
      }
      case WRAP_UP -> {
        if (rested) {
          presences.finishWrapUp(id);
        }
      }
      case READY, RINGING, IN_CALL -> {
        // goes on by itself
      }
    }
    presences.renew(id);
  }

  /// Goes home.
  void leave() {
    hangUp();
    presences.end(id);
  }

  @Override
  public void onInvite(IncomingCall call) {
    call.handle(new Ears(call));
    call.ringing();
    var _ = timer.schedule(() -> takeUp(call), script.ringing().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void takeUp(IncomingCall call) {
    var earpiece = earpieces.get();
    var answer = call.offer().flatMap(earpiece::answer);
    if (talk != null || answer.isEmpty()) {
      earpiece.close();
      call.reject(486, "Busy Here", Map.of());
      return;
    }
    var begun = new Talk(call, earpiece);
    talk = begun;
    call.answer(answer.get());
    var _ = timer.schedule(() -> end(begun), script.talk().toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Hangs up this talk, if it still goes on.
  private void end(Talk which) {
    if (which.equals(talk)) {
      hangUp();
    }
  }

  private void hangUp() {
    var over = talk;
    if (over != null) {
      over.call().hangUp();
      over();
    }
  }

  private void over() {
    var over = talk;
    talk = null;
    if (over != null) {
      over.earpiece().close();
      rest(script.notes());
      var pause = script.pause();
      if (!pause.isZero()) {
        presences.pause(id, PauseReason.BREAK);
        rest(pause);
      }
    }
  }

  private void rest(Duration time) {
    restsUntilNanos = System.nanoTime() + time.toNanos();
  }

  /// What is heard of one call.
  private final class Ears implements CallHandler {
    private final IncomingCall call;

    Ears(IncomingCall call) {
      this.call = call;
    }

    @Override
    public void onAnswered() {
      timer.execute(() -> mine().ifPresent(talks -> talks.earpiece().speak()));
    }

    @Override
    public Optional<String> onReoffer(String offer) {
      return mine().flatMap(talks -> talks.earpiece().change(offer));
    }

    @Override
    public void onRemoteHangUp() {
      timer.execute(() -> mine().ifPresent(_ -> over()));
    }

    @Override
    public void onFailed(CallFailure reason) {
      onRemoteHangUp();
    }

    private Optional<Talk> mine() {
      return Optional.ofNullable(talk).filter(talks -> talks.call().equals(call));
    }
  }
}
