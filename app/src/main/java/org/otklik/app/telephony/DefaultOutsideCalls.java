package org.otklik.app.telephony;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.BoardChanged;
import org.otklik.app.dispatch.Called;
import org.otklik.app.telephony.media.LegId;
import org.otklik.app.telephony.media.MediaPlane;
import org.otklik.app.telephony.media.Sound;
import org.otklik.app.telephony.settings.TelephonySettings;
import org.otklik.engine.routing.OperatorId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Calls numbers outside, through the trunks: for operators who want to talk, and for citizens who
/// are handed on.
///
/// An operator's call is one like a citizen's once it is answered, named by the same id:
/// [OperatorLines] holds it and presses its keys, `CallEnded` tells its end whoever caused it.
@Component
final class DefaultOutsideCalls implements OutsideCalls {
  private static final Logger LOG = LoggerFactory.getLogger(DefaultOutsideCalls.class);

  /// What is being called, by the call that it is for: an operator's own, or that of a citizen who
  /// is handed on.
  private final Map<CallId, Dialling> dialling = new ConcurrentHashMap<>();

  /// Citizens who talk outside, and whom they talk with; each pair by the call of either.
  private final Map<CallId, Pair> pairs = new ConcurrentHashMap<>();

  /// Who answered to be asked, by the call of the citizen whom it is about.
  private final Map<CallId, Asked> asked = new ConcurrentHashMap<>();

  private final Dialler dialler;
  private final LiveCalls calls;
  private final DefaultOperatorLines lines;
  private final OperatorPhones phones;
  private final Talks talks;
  private final MediaPlane plane;
  private final Clock clock;
  private final List<String> transfers;
  private final Duration talkMax;
  private final Sound ringing = ringing();
  private final NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();

  DefaultOutsideCalls(
      Dialler dialler,
      LiveCalls calls,
      DefaultOperatorLines lines,
      OperatorPhones phones,
      Talks talks,
      MediaPlane plane,
      TelephonySettings settings,
      Clock clock) {
    this.dialler = dialler;
    this.calls = calls;
    this.lines = lines;
    this.phones = phones;
    this.talks = talks;
    this.plane = plane;
    this.clock = clock;
    this.transfers = settings.outside().transfers();
    this.talkMax = settings.outside().talkMax();
  }

  /// What a caller hears in the Russian network while it rings elsewhere: 425 Hz, one second of
  /// five.
  private static Sound ringing() {
    var samples = new short[5 * Sounds.RATE_HZ];
    for (int i = 0; i < Sounds.RATE_HZ; i++) {
      samples[i] = (short) (6_000 * Math.sin(2 * Math.PI * 425 * i / Sounds.RATE_HZ));
    }
    return Sound.of("ringing", samples);
  }

  @Override
  public boolean hasWayOut() {
    return dialler.hasWayOut();
  }

  @Override
  public Optional<String> findAllowed(String number) {
    return dialler.findAllowed(number);
  }

  @Override
  public Optional<String> findTransfer(String number) {
    return findAllowed(number).filter(valid -> transfers.stream().anyMatch(valid::startsWith));
  }

  @Override
  public boolean transfers() {
    return !transfers.isEmpty();
  }

  @Override
  public List<Instant> handedOver() {
    return pairs.values().stream().distinct().map(Pair::since).sorted().toList();
  }

  @Override
  public void suspect(OperatorId operator, String number) {
    dialler.suspect(operator, number);
  }

  /// Calls a number for an operator whose line is open. Trunks are tried in the order of settings,
  /// those that work first; it rings for the time of the settings at most, and the operator hears
  /// that. Answered, the two are connected, and recorded if wanted.
  ///
  /// @param call a new id
  /// @param phone told what the operator does at their telephone, if they have one
  /// @return completes when it is decided
  CompletionStage<Called> dial(
      CallId call, OperatorId operator, String number, boolean record, PhoneTalk.Use phone) {
    var allowed = findAllowed(number);
    if (allowed.isEmpty()) {
      return CompletableFuture.completedFuture(Called.NOT_ALLOWED);
    }
    var begun = begin(call, call);
    var _ = begun.decided.thenAccept(how -> leaveUnless(how, operator, call));
    var _ =
        lines
            .line(operator, call, phone)
            .thenAccept(
                leg ->
                    leg.ifPresentOrElse(
                        own -> begun.place(allowed.get(), new ForOperator(operator, own, record)),
                        () -> begun.decide(Called.NO_LINE)));
    return begun.decided;
  }

  private void leaveUnless(Called how, OperatorId operator, CallId call) {
    if (how != Called.ANSWERED) {
      lines.leg(operator).ifPresent(plane::stop);
      phones.leave(operator, call);
    }
  }

  /// Gives up what is called for this call while it rings ([Called#CANCELLED]), and ends an
  /// operator's call that was answered. Safe for a call that is over, and for any other.
  void hangUp(CallId call) {
    stopTransfer(call);
    calls
        .find(call)
        .filter(found -> found.isMade() && !found.handedOver())
        .ifPresent(found -> calls.end(found, CallEnded.Cause.CENTRE));
  }

  /// Calls a number, and connects the citizen with it when it is answered. When one of the two ends
  /// then, the other is ended. What they say is not recorded.
  ///
  /// @return completes when it is decided
  CompletionStage<Called> transfer(CitizenCall citizen, String number) {
    var allowed = findTransfer(number);
    if (allowed.isEmpty()) {
      return CompletableFuture.completedFuture(Called.NOT_ALLOWED);
    }
    var begun = begin(citizen.id(), new CallId(ids.generate()));
    begun.place(allowed.get(), new ForCitizen(citizen));
    return begun.decided;
  }

  /// Calls a number for an operator who wants to ask something; they hear it ring. Answered, it can
  /// be [found][#asked] until it is stopped or hangs up.
  ///
  /// @param gone told when it hangs up
  /// @return completes when it is decided
  CompletionStage<Called> ask(CitizenCall citizen, LegId operator, String number, Runnable gone) {
    var allowed = findTransfer(number);
    if (allowed.isEmpty()) {
      return CompletableFuture.completedFuture(Called.NOT_ALLOWED);
    }
    var begun = begin(citizen.id(), new CallId(ids.generate()));
    begun.place(allowed.get(), new ForAdvice(citizen, operator, gone));
    return begun.decided.whenComplete((_, _) -> plane.stop(operator));
  }

  /// The sound of whom an operator asks about this citizen.
  Optional<LegId> asked(CallId citizen) {
    return Optional.ofNullable(asked.get(citizen)).map(Asked::called).map(CitizenCall::leg);
  }

  /// Nobody is asked about this citizen any more: it is given up while it rings, and hung up after.
  void stopAsking(CallId citizen) {
    stopTransfer(citizen);
    var was = asked.remove(citizen);
    if (was != null) {
      calls.end(was.called(), CallEnded.Cause.CENTRE);
    }
  }

  /// Leaves the citizen to whom the operator asks, as if handed on.
  ///
  /// @return false when nobody is there any more
  boolean leaveToAsked(CitizenCall citizen) {
    var was = asked.remove(citizen.id());
    if (was == null || was.called().over()) {
      return false;
    }
    plane.stopRecording(citizen.leg());
    plane.disconnect(citizen.leg());
    plane.disconnect(was.called().leg());
    var done = handOver(citizen, was.called());
    if (!done) {
      calls.end(was.called(), CallEnded.Cause.CENTRE);
    }
    return done;
  }

  /// Gives up what is called for a citizen; nothing once it is answered.
  void stopTransfer(CallId citizen) {
    var begun = dialling.get(citizen);
    if (begun != null) {
      begun.cancel();
    }
  }

  private Dialling begin(CallId key, CallId id) {
    var begun = new Dialling(key, id);
    if (dialling.putIfAbsent(key, begun) != null) {
      throw new IllegalArgumentException("For this call one is being made already.");
    }
    return begun;
  }

  /// The product is being stopped: what rings is given up, while this can still be told.
  void stop() {
    dialling.values().forEach(Dialling::cancel);
  }

  /// Nobody is handed on who is gone; and of two that were connected with each other the second
  /// must go after the first.
  @EventListener
  void on(CallEnded ended) {
    stopAsking(ended.call());
    askedGone(ended.call());
    var pair = pairs.get(ended.call());
    if (pair != null) {
      end(pair);
    }
  }

  private void askedGone(CallId called) {
    asked.forEach(
        (citizen, who) -> {
          if (who.called().id().equals(called) && asked.remove(citizen, who)) {
            who.gone().run();
          }
        });
  }

  /// Whoever of the two is still there is hung up, and the board shows the talk no more.
  private void end(Pair pair) {
    pairs.remove(pair.citizen().id(), pair);
    pairs.remove(pair.called().id(), pair);
    calls.end(pair.citizen(), CallEnded.Cause.CENTRE);
    calls.end(pair.called(), CallEnded.Cause.CENTRE);
    calls.tell(pair.citizen(), new BoardChanged());
  }

  /// An announcement without end would keep two lines of trunks: nobody here hears that talk.
  private void endIfTooLong(Pair pair) {
    if (pair.equals(pairs.get(pair.citizen().id()))) {
      LOG.atInfo()
          .addKeyValue("contact", pair.citizen().id().value())
          .log("talk outside ended at its longest minutes={}", talkMax.toMinutes());
      end(pair);
    }
  }

  /// A citizen and the one outside with whom they talk.
  private record Pair(CitizenCall citizen, CitizenCall called, Instant since) {}

  /// Somebody who is asked.
  ///
  /// @param gone told when they hang up
  private record Asked(CitizenCall called, Runnable gone) {}

  /// For whom a number is called.
  private sealed interface Purpose {}

  private record ForOperator(OperatorId operator, LegId leg, boolean record) implements Purpose {}

  private record ForCitizen(CitizenCall citizen) implements Purpose {}

  private record ForAdvice(CitizenCall citizen, LegId operator, Runnable gone) implements Purpose {}

  private void rings(Purpose purpose) {
    switch (purpose) {
      case ForOperator(_, var leg, _) -> plane.music(leg, ringing);
      case ForCitizen _ -> {} // hears music already
      case ForAdvice(_, var leg, _) -> plane.music(leg, ringing);
    }
  }

  private void early(Purpose purpose, LegId called) {
    switch (purpose) {
      case ForOperator(_, var leg, _) -> plane.connect(called, leg);
      case ForAdvice(_, var leg, _) -> plane.connect(called, leg);
      case ForCitizen _ -> {}
    }
  }

  private boolean connect(Purpose purpose, CitizenCall called) {
    return switch (purpose) {
      case ForOperator(var operator, var leg, var record) ->
          talks.join(called, operator, leg, record);
      case ForCitizen(var citizen) -> handOver(citizen, called);
      case ForAdvice(var citizen, _, var gone) -> beAsked(citizen, called, gone);
    };
  }

  /// A citizen who is gone by now needs no advice.
  private boolean beAsked(CitizenCall citizen, CitizenCall called, Runnable gone) {
    asked.put(citizen.id(), new Asked(called, gone));
    boolean there = !citizen.over() && !called.over();
    if (!there) {
      asked.remove(citizen.id());
    }
    return there;
  }

  /// Both sides are looked at before the citizen is touched: a citizen whose other side is gone
  /// already goes back.
  private boolean handOver(CitizenCall citizen, CitizenCall called) {
    var pair = new Pair(citizen, called, clock.instant());
    pairs.put(citizen.id(), pair);
    pairs.put(called.id(), pair);
    boolean done =
        called.handOver(() -> {})
            && citizen.handOver(() -> plane.connect(citizen.leg(), called.leg()));
    if (done) {
      calls.tell(citizen, new CallConnected(citizen.id()));
      CompletableFuture.delayedExecutor(talkMax.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> endIfTooLong(pair));
    } else {
      pairs.remove(citizen.id());
      pairs.remove(called.id());
    }
    return done;
  }

  /// A call that is being made. It is decided once; who gives it up decides first, and looks then
  /// for what was placed, so that nothing is placed unseen. Once it is answered and being connected
  /// it cannot be given up any more. Guarded by itself.
  private final class Dialling implements DialledCall.Listener {
    private final CompletableFuture<Called> decided = new CompletableFuture<>();
    private final CallId key;
    private final CallId id;
    private @Nullable DialledCall placed;
    private @Nullable Purpose purpose;
    private boolean answered;
    private boolean givenUp;

    /// @param key under which it is found while it rings
    /// @param id that of the call when it is answered
    Dialling(CallId key, CallId id) {
      this.key = key;
      this.id = id;
    }

    synchronized void place(String number, Purpose why) {
      if (!decided.isDone()) {
        purpose = why;
        rings(why);
        placed = dialler.outside(number, this);
      }
    }

    void cancel() {
      if (giveUp() && decide(Called.CANCELLED)) {
        hangUpPlaced();
      }
    }

    private synchronized boolean giveUp() {
      givenUp |= !answered;
      return givenUp;
    }

    private synchronized boolean take() {
      answered = !givenUp && !decided.isDone();
      return answered;
    }

    /// True the first time only.
    private boolean decide(Called how) {
      dialling.remove(key, this);
      return decided.complete(how);
    }

    private void hangUpPlaced() {
      var was = placed();
      if (was != null) {
        was.hangUp();
      }
    }

    private synchronized @Nullable DialledCall placed() {
      return placed;
    }

    private synchronized @Nullable Purpose purpose() {
      return purpose;
    }

    @Override
    public void early(LegId leg) {
      var why = purpose();
      if (why != null && !decided.isDone()) {
        DefaultOutsideCalls.this.early(why, leg);
      }
    }

    @Override
    public void answered(LegId leg) {
      var call = calls.dialled(id, new Side(), leg);
      var why = purpose();
      if (why != null && take() && connect(why, call)) {
        decide(Called.ANSWERED);
      } else {
        calls.end(call, CallEnded.Cause.CENTRE);
        decide(Called.CANCELLED);
      }
    }

    @Override
    public void failed(DialledCall.Failure why, int code) {
      decide(
          switch (why) {
            case BUSY, DECLINED -> Called.BUSY;
            case UNAVAILABLE, NO_ANSWER -> Called.NO_ANSWER;
            case UNREACHABLE -> Called.NO_TRUNK;
            case REDIRECTED, REFUSED -> Called.REFUSED;
          });
    }

    /// Also of one that never was answered, but sent a sound before.
    @Override
    public void ended(boolean lost) {
      decide(Called.NO_ANSWER);
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
        hangUpPlaced();
      }
    }
  }
}
