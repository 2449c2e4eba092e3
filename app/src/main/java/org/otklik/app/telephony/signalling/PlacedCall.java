package org.otklik.app.telephony.signalling;

import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.otklik.app.telephony.DialledCall;
import org.otklik.app.telephony.media.LegId;
import org.otklik.app.telephony.media.LegListener;
import org.otklik.app.telephony.media.MediaGroup;
import org.otklik.app.telephony.media.MediaPlane;
import org.otklik.app.telephony.media.Negotiated;
import org.otklik.wire.sip.CallFailure;
import org.otklik.wire.sip.OutgoingCall;
import org.otklik.wire.sip.OutgoingCallHandler;
import org.otklik.wire.sip.TrunkHealth;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A call that we make: one way after the other is tried until somebody rings. Guarded by itself;
/// the listener is told outside of the guard.
///
/// 1. A way without a sign of life for [#HEARD_WITHIN] is given up, and the next is tried.
/// 2. So is one whose answer says nothing about the number called ([TrunkHealth#failed]), unless it
///    rang there.
/// 3. Any other refusal is the end; a redirection too (toll fraud).
final class PlacedCall implements DialledCall {
  private static final Logger LOG = LoggerFactory.getLogger(PlacedCall.class);

  /// Somebody who is there says so at once.
  static final Duration HEARD_WITHIN = Duration.ofSeconds(4);

  private static final int OK = 200;
  private static final int NO_WAY = 503;
  private static final int TIMEOUT = 408;

  private final Iterator<Route> routes;
  private final MediaPlane plane;
  private final MediaGroup group;
  private final Executor threads;
  private final Listener listener;
  private @Nullable Attempt current;
  private Duration heardWithin = HEARD_WITHIN;
  private int latest = NO_WAY;
  private boolean over;

  PlacedCall(
      List<Route> routes, MediaPlane plane, MediaGroup group, Executor threads, Listener listener) {
    this.routes = routes.iterator();
    this.plane = plane;
    this.group = group;
    this.threads = threads;
    this.listener = listener;
  }

  /// Begins to call, and gives up what has not answered in time.
  PlacedCall start(Duration ringMax) {
    return start(ringMax, HEARD_WITHIN);
  }

  PlacedCall start(Duration ringMax, Duration signWithin) {
    heardWithin = signWithin;
    threads.execute(this::next);
    later(ringMax, this::notTaken);
    return this;
  }

  @Override
  public void hangUp() {
    end();
  }

  /// Ends it once.
  ///
  /// @return false when it is over already
  private synchronized boolean end() {
    var first = !over;
    over = true;
    if (current != null) {
      current.close();
      current = null;
    }
    return first;
  }

  private void notTaken() {
    boolean ends;
    synchronized (this) {
      ends = (current == null || !current.answered) && end();
    }
    if (ends) {
      listener.failed(failure(TIMEOUT), TIMEOUT);
    }
  }

  private static Failure failure(int code) {
    return switch (code) {
      case 486, 600 -> Failure.BUSY;
      case 603 -> Failure.DECLINED;
      case 480 -> Failure.UNAVAILABLE;
      case 408, 487 -> Failure.NO_ANSWER;
      case NO_WAY, 500, 502, 504 -> Failure.UNREACHABLE;
      default -> code < 400 ? Failure.REDIRECTED : Failure.REFUSED;
    };
  }

  private void next() {
    Attempt attempt = null;
    synchronized (this) {
      current = null;
      while (!over && attempt == null && routes.hasNext()) {
        var route = routes.next();
        if (route.after(latest) && route.enter()) {
          attempt = new Attempt(route);
          current = attempt;
        }
      }
    }
    if (attempt != null) {
      attempt.call();
    } else if (end()) {
      listener.failed(failure(latest), latest);
    }
  }

  private void later(Duration time, Runnable task) {
    CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS, threads)
        .execute(task);
  }

  /// One way that is tried.
  private final class Attempt implements OutgoingCallHandler, LegListener {
    private final Route route;
    private @Nullable LegId leg;
    private @Nullable OutgoingCall call;
    private boolean heard;
    private boolean rang;
    private boolean answered;
    private boolean closed;

    Attempt(Route route) {
      this.route = route;
    }

    void call() {
      try {
        switch (plane.offerPlain(group, route.telephone(), this)) {
          case Negotiated.Agreed(var opened, var sdp, _) -> call(opened, sdp);
          case Negotiated.Refused(var reason) -> {
            LOG.warn("No sound for a call out: {}", reason);
            givenUp(NO_WAY);
          }
        }
      } catch (UnknownHostException | IllegalArgumentException e) {
        LOG.warn("A call out cannot be made: {}", e.getMessage());
        route.heard(NO_WAY);
        givenUp(NO_WAY);
      }
    }

    private void call(LegId opened, String offer) {
      synchronized (PlacedCall.this) {
        leg = opened;
        if (closed) {
          plane.close(opened);
          return;
        }
        call = route.call(offer, this);
      }
      later(heardWithin, this::missed);
    }

    private void missed() {
      boolean dead;
      synchronized (PlacedCall.this) {
        dead = !heard; // also where the call was not wanted any more by then
      }
      if (dead) {
        route.heard(TIMEOUT);
        givenUp(NO_WAY);
      }
    }

    /// This way leads nowhere: the next.
    private void givenUp(int code) {
      synchronized (PlacedCall.this) {
        if (closed) {
          return;
        }
        close();
        latest = code;
      }
      next();
    }

    /// Guarded by the call.
    void close() {
      if (closed) {
        return;
      }
      closed = true;
      if (call != null) {
        call.hangUp();
      }
      if (leg != null) {
        plane.close(leg);
      }
      route.leave();
    }

    /// Ends the call by what has happened on this way, unless it is over or another is tried by
    /// now.
    private boolean endHere() {
      synchronized (PlacedCall.this) {
        return !closed && end();
      }
    }

    private void failed(int code) {
      if (endHere()) {
        listener.failed(failure(code), code);
      }
    }

    private Optional<LegId> live() {
      synchronized (PlacedCall.this) {
        return closed ? Optional.empty() : Optional.ofNullable(leg);
      }
    }

    @Override
    public void onHeard() {
      synchronized (PlacedCall.this) {
        heard = true;
      }
    }

    @Override
    public void onProvisional(int code, Optional<String> sdp) {
      synchronized (PlacedCall.this) {
        heard = true;
        rang = true;
      }
      live()
          .filter(own -> sdp.filter(early -> plane.accept(own, early).isEmpty()).isPresent())
          .ifPresent(
              own -> {
                plane.beginEarly(own, true);
                listener.early(own);
              });
    }

    @Override
    public void onAnswered(String sdp) {
      route.heard(OK);
      live()
          .ifPresent(
              own -> {
                if (plane.accept(own, sdp).isPresent()) {
                  failed(488);
                  return;
                }
                synchronized (PlacedCall.this) {
                  if (closed) {
                    return;
                  }
                  heard = true;
                  answered = true;
                }
                plane.begin(own);
                listener.answered(own);
              });
    }

    @Override
    public void onRejected(int code, String reason) {
      boolean late;
      boolean led;
      synchronized (PlacedCall.this) {
        heard = true;
        late = closed;
        led = rang;
      }
      var broken = TrunkHealth.failed(code);
      if (led && broken) {
        route.heard(OK); // it led to somebody, who did not take the call
      } else if (!late || !broken) {
        route.heard(code); // a way that was given up has failed by then, and has not failed twice
      }
      if ((broken && !led) || Route.refusesSecrecy(code)) {
        givenUp(code);
      } else {
        failed(code);
      }
    }

    @Override
    public Optional<String> onReoffer(String offer) {
      return live()
          .map(own -> plane.renegotiate(own, offer))
          .flatMap(
              negotiated -> {
                if (negotiated instanceof Negotiated.Agreed(_, var sdp, var held)) {
                  listener.held(held);
                  return Optional.of(sdp);
                }
                return Optional.empty();
              });
    }

    @Override
    public void onRemoteAnswer(String sdp) {
      live().ifPresent(own -> plane.accept(own, sdp));
    }

    @Override
    public void onRemoteHangUp() {
      over(false);
    }

    @Override
    public void onFailed(CallFailure reason) {
      over(true);
    }

    @Override
    public void digit(LegId pressed, char key) {
      threads.execute(() -> listener.pressed(key));
    }

    @Override
    public void lost(LegId silent, LossReason reason) {
      threads.execute(() -> over(true));
    }

    private void over(boolean lost) {
      if (endHere()) {
        listener.ended(lost);
      }
    }
  }
}
