package org.otklik.app.telephony;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.telephony.media.LegId;
import org.otklik.app.telephony.media.LegListener;
import org.otklik.app.telephony.media.MediaPlane;
import org.otklik.app.telephony.media.Negotiated;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// The calls of citizens that are not over. Signalling brings them in and says when the citizen is
/// gone; every end, whoever causes it, goes through here once: the sound is closed, dispatch and
/// everybody else are told.
@Component
public final class LiveCalls {
  private static final Logger LOG = LoggerFactory.getLogger(LiveCalls.class);

  /// What stands in place of a dialled line in calls that the centre makes.
  static final String OUTSIDE = "outside";

  private final Map<CallId, CitizenCall> calls = new ConcurrentHashMap<>();
  private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
  private final MediaPlane plane;
  private final Dispatch dispatch;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private volatile boolean stopping;

  LiveCalls(MediaPlane plane, Dispatch dispatch, ApplicationEventPublisher events, Clock clock) {
    this.plane = plane;
    this.dispatch = dispatch;
    this.events = events;
    this.clock = clock;
  }

  /// What signalling knows of a call that arrives; see `CallArrived`.
  public record Arrival(
      CallId call,
      String line,
      @Nullable String callerNumber,
      @Nullable UUID citizenId,
      @Nullable String visitor,
      @Nullable String language) {}

  /// Opens the sound of a call.
  @FunctionalInterface
  public interface Opening {

    /// Opens a leg that tells the listener what happens.
    Negotiated open(LegListener listener);
  }

  /// A call arrives; it is told to everybody when its sound could be agreed on.
  ///
  /// @return our description of the sound, or why there is none: then the call does not exist
  public Negotiated arrive(Arrival arrival, CallerSide side, Opening opening) {
    var facts = facts(arrival.call());
    var negotiated = opening.open(new Ears(arrival.call()));
    if (negotiated instanceof Negotiated.Agreed(var leg, var sdp, _)) {
      var call = new CitizenCall(arrival.call(), arrival.line(), side, facts, leg, sdp);
      calls.put(arrival.call(), call);
      facts.execute(
          () -> {
            // Not what was dialled: that may be any text of a stranger.
            LOG.info("call arrived");
            events.publishEvent(arrived(arrival));
          });
    }
    return negotiated;
  }

  /// A call of ours to the outside was answered: from now on it is one of these.
  CitizenCall dialled(CallId id, CallerSide side, LegId leg) {
    var call = new CitizenCall(id, OUTSIDE, side, facts(id), leg, "");
    call.beginAnswer();
    call.soundFlows();
    calls.put(id, call);
    return call;
  }

  private SerialExecutor facts(CallId id) {
    return new SerialExecutor(task -> threads.execute(() -> withContact(id, task)));
  }

  /// Is the product being stopped? Then nobody new is let in.
  public boolean stopping() {
    return stopping;
  }

  /// The citizen's telephone acknowledged that it rings: it hears us, so early sound can flow.
  public void heardEarly(CallId id) {
    find(id).ifPresent(call -> plane.beginEarly(call.leg(), true));
  }

  /// The citizen's telephone acknowledged our answer, so sound can flow.
  public void acknowledged(CallId id) {
    find(id)
        .ifPresent(
            call -> {
              plane.begin(call.leg());
              call.soundFlows();
            });
  }

  /// The citizen pressed a key. Keys beyond those that can wait are dropped: a citizen can send
  /// them faster than anybody hears them.
  public void pressed(CallId id, char digit) {
    find(id)
        .filter(call -> call.operator() == null)
        .ifPresent(
            call ->
                call.facts().executeIfRoom(() -> events.publishEvent(new DigitPressed(id, digit))));
  }

  /// A new offer in a call: hold, resume, another address, a reloaded page.
  public Optional<String> renegotiate(CallId id, String offer) {
    return find(id)
        .map(call -> plane.renegotiate(call.leg(), offer))
        .flatMap(
            negotiated ->
                negotiated instanceof Negotiated.Agreed(_, var sdp, _)
                    ? Optional.of(sdp)
                    : Optional.empty());
  }

  /// The answer to an offer of ours came.
  public void remoteAnswer(CallId id, String answer) {
    find(id)
        .filter(call -> plane.accept(call.leg(), answer).isPresent())
        .ifPresent(call -> end(call, CallEnded.Cause.LINE_LOST));
  }

  /// The citizen's side has ended by itself.
  public void gone(CallId id, CallEnded.Cause cause) {
    find(id).ifPresent(call -> end(call, cause));
  }

  Optional<CitizenCall> find(CallId id) {
    return Optional.ofNullable(calls.get(id));
  }

  Optional<CitizenCall> find(ContactId contact) {
    return find(new CallId(contact.value()));
  }

  Collection<CitizenCall> all() {
    return List.copyOf(calls.values());
  }

  long count(String line) {
    return calls.values().stream().filter(call -> call.line().equals(line)).count();
  }

  /// Is the operator with somebody?
  boolean talks(OperatorId operator) {
    return calls.values().stream().anyMatch(call -> operator.equals(call.operator()));
  }

  void stopLettingIn() {
    stopping = true;
  }

  /// Ends the call, once.
  void end(CitizenCall call, CallEnded.Cause cause) {
    if (!call.end()) {
      return;
    }
    calls.remove(call.id());
    plane.close(call.leg());
    if (cause != CallEnded.Cause.CITIZEN) {
      call.side().hangUp();
    }
    dispatch.gone(new ContactId(call.id().value()), gone(cause));
    call.facts()
        .execute(
            () -> {
              LOG.info("call ended cause={}", cause);
              events.publishEvent(new CallEnded(call.id(), cause));
            });
  }

  /// Publishes a fact of the call in its order.
  void tell(CitizenCall call, Object fact) {
    call.facts().execute(() -> events.publishEvent(fact));
  }

  private static Gone gone(CallEnded.Cause cause) {
    return switch (cause) {
      case CITIZEN, CENTRE -> Gone.HUNG_UP;
      case LINE_LOST -> Gone.LINE_LOST;
      case STOPPED -> Gone.STOPPED;
    };
  }

  private CallArrived arrived(Arrival arrival) {
    return new CallArrived(
        arrival.call(),
        arrival.line(),
        arrival.callerNumber(),
        arrival.citizenId(),
        arrival.visitor(),
        arrival.language(),
        clock.instant());
  }

  private static void withContact(CallId id, Runnable task) {
    try (var _ = MDC.putCloseable("contact", id.value().toString())) {
      task.run();
    }
  }

  /// What the call's leg tells, on a media thread: handed over at once.
  private final class Ears implements LegListener {
    private final CallId id;

    Ears(CallId id) {
      this.id = id;
    }

    /// Of a page alone: a telephone has its ACK.
    @Override
    public void connected(LegId leg) {
      threads.execute(() -> find(id).ifPresent(CitizenCall::soundFlows));
    }

    @Override
    public void digit(LegId leg, char key) {
      pressed(id, key);
    }

    @Override
    public void lost(LegId leg, LossReason reason) {
      threads.execute(() -> gone(id, CallEnded.Cause.LINE_LOST));
    }
  }
}
