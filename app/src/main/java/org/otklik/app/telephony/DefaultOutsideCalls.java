package org.otklik.app.telephony;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.otklik.app.telephony.media.LegId;
import org.otklik.app.telephony.media.MediaPlane;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
final class DefaultOutsideCalls implements OutsideCalls {
  private final Map<CallId, Dialling> dialling = new ConcurrentHashMap<>();

  /// Calls that were handed over, each with the one that it is connected with.
  private final Map<CallId, CallId> pairs = new ConcurrentHashMap<>();

  private final Dialler dialler;
  private final LiveCalls calls;
  private final DefaultOperatorLines lines;
  private final OperatorPhones phones;
  private final PhoneChannel channel;
  private final MediaPlane plane;

  DefaultOutsideCalls(
      Dialler dialler,
      LiveCalls calls,
      DefaultOperatorLines lines,
      OperatorPhones phones,
      PhoneChannel channel,
      MediaPlane plane) {
    this.dialler = dialler;
    this.calls = calls;
    this.lines = lines;
    this.phones = phones;
    this.channel = channel;
    this.plane = plane;
  }

  @Override
  public CompletionStage<Dialled> dial(
      CallId call, OperatorId operator, String number, boolean record) {
    var allowed = dialler.findAllowed(number);
    if (allowed.isEmpty()) {
      return CompletableFuture.completedFuture(new Dialled.NotAllowed());
    }
    var begun = new Dialling(call, operator, record);
    if (dialling.putIfAbsent(call, begun) != null) {
      throw new IllegalArgumentException("A call of this id is being made already.");
    }
    var _ =
        lines
            .line(operator, call, _ -> hangUp(call))
            .thenAccept(
                leg ->
                    leg.ifPresentOrElse(
                        own -> begun.dial(own, allowed.get()),
                        () -> begun.decide(new Dialled.NoLine())));
    return begun.decided;
  }

  @Override
  public void hangUp(CallId call) {
    var begun = dialling.get(call);
    if (begun != null) {
      begun.cancel();
    }
    calls
        .find(call)
        .filter(found -> found.line().equals(LiveCalls.OUTSIDE))
        .ifPresent(found -> calls.end(found, CallEnded.Cause.CENTRE));
  }

  @Override
  public boolean handOver(ContactId citizen, CallId outside) {
    var one = calls.find(citizen);
    var other = calls.find(outside).filter(call -> call.line().equals(LiveCalls.OUTSIDE));
    if (one.isEmpty() || other.isEmpty()) {
      return false;
    }
    var operator = other.get().operator();
    pairs.put(one.get().id(), outside);
    pairs.put(outside, one.get().id());
    var done =
        other.get().handOver(() -> {})
            && one.get().handOver(() -> plane.connect(one.get().leg(), other.get().leg()));
    if (!done) {
      pairs.remove(one.get().id());
      pairs.remove(outside);
    } else if (operator != null) {
      phones.leave(operator, outside);
      phones.leave(operator, one.get().id());
    }
    return done;
  }

  /// One of two that were connected with each other is gone: so the other must go.
  @EventListener
  void on(CallEnded ended) {
    var other = pairs.remove(ended.call());
    if (other != null) {
      pairs.remove(other);
      calls.find(other).ifPresent(call -> calls.end(call, CallEnded.Cause.CENTRE));
    }
  }

  /// A call that is being made. Guarded by itself.
  private final class Dialling implements DialledCall.Listener {
    private final CompletableFuture<Dialled> decided = new CompletableFuture<>();
    private final CallId id;
    private final OperatorId operator;
    private final boolean record;
    private @Nullable LegId own;
    private @Nullable DialledCall placed;

    Dialling(CallId id, OperatorId operator, boolean record) {
      this.id = id;
      this.operator = operator;
      this.record = record;
    }

    synchronized void dial(LegId operatorsLeg, String number) {
      if (decided.isDone()) {
        return;
      }
      own = operatorsLeg;
      placed = dialler.outside(number, this);
    }

    void cancel() {
      var was = placed();
      decide(new Dialled.Cancelled());
      if (was != null) {
        was.hangUp();
      }
    }

    void decide(Dialled how) {
      dialling.remove(id);
      if (decided.complete(how) && !(how instanceof Dialled.Answered)) {
        phones.leave(operator, id);
      }
    }

    private synchronized @Nullable DialledCall placed() {
      return placed;
    }

    private synchronized @Nullable LegId own() {
      return own;
    }

    @Override
    public void early(LegId leg) {
      var operatorsLeg = own();
      if (operatorsLeg != null) {
        plane.connect(leg, operatorsLeg);
      }
    }

    @Override
    public void answered(LegId leg) {
      var operatorsLeg = own();
      var call = calls.dialled(id, new Side(), leg);
      if (operatorsLeg == null
          || decided.isDone()
          || !channel.join(call, operator, operatorsLeg, record)) {
        calls.end(call, CallEnded.Cause.CENTRE);
        decide(new Dialled.Cancelled());
      } else {
        decide(new Dialled.Answered());
      }
    }

    @Override
    public void failed(DialledCall.Failure why, int code) {
      decide(
          switch (why) {
            case BUSY, DECLINED -> new Dialled.Busy();
            case UNAVAILABLE, NO_ANSWER -> new Dialled.NoAnswer();
            case UNREACHABLE -> new Dialled.NoTrunk();
            case REDIRECTED, REFUSED -> new Dialled.Refused(code);
          });
    }

    @Override
    public void ended(boolean lost) {
      calls.gone(id, lost ? CallEnded.Cause.LINE_LOST : CallEnded.Cause.CITIZEN);
    }

    private final class Side implements CallerSide {
      @Override
      public void ring() {}

      @Override
      public boolean queue(String sdp) {
        return true;
      }

      @Override
      public void answer(String sdp) {}

      @Override
      public void refuse(Calls.Refusal why, Duration retryAfter) {}

      @Override
      public void hangUp() {
        var was = placed();
        if (was != null) {
          was.hangUp();
        }
      }
    }
  }
}
