package org.otklik.app.telephony;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.otklik.app.telephony.media.LegId;
import org.otklik.engine.routing.OperatorId;

/// One call of a citizen from its arrival to its end. Guarded by itself.
///
/// Life: arrived → answered → (with an operator ⇄ waiting) → over; or handed over → over. What
/// happens is told on `facts`, one after the other.
final class CitizenCall {
  private final CallId id;
  private final String line;
  private final CallerSide side;
  private final SerialExecutor facts;
  private final String sdp;
  private final CompletableFuture<Calls.Ending> answered = new CompletableFuture<>();
  private final LegId leg;
  private @Nullable OperatorId operator;
  private @Nullable OperatorId heard;
  private boolean answering;
  private boolean handedOver;
  private boolean over;
  private boolean held;
  private int recordings;

  CitizenCall(
      CallId id, String line, CallerSide side, SerialExecutor facts, LegId leg, String sdp) {
    this.id = id;
    this.line = line;
    this.side = side;
    this.facts = facts;
    this.leg = leg;
    this.sdp = sdp;
  }

  CallId id() {
    return id;
  }

  /// What was dialled.
  String line() {
    return line;
  }

  /// Whether an operator has called the citizen: reception does not know the call.
  boolean isMade() {
    return line.equals(LiveCalls.OUTSIDE);
  }

  CallerSide side() {
    return side;
  }

  SerialExecutor facts() {
    return facts;
  }

  LegId leg() {
    return leg;
  }

  /// Our description of the sound, to be sent with the answer.
  String sdp() {
    return sdp;
  }

  /// Completes when sound can flow, or with `GONE`.
  CompletableFuture<Calls.Ending> answered() {
    return answered;
  }

  /// True the first time only.
  synchronized boolean beginAnswer() {
    var first = !answering && !over;
    answering = true;
    return first;
  }

  synchronized boolean taken() {
    return answering;
  }

  /// Sound can flow.
  void soundFlows() {
    answered.completeAsync(() -> Calls.Ending.DONE, facts);
  }

  synchronized @Nullable OperatorId operator() {
    return operator;
  }

  /// With this operator from now on, in one step with the connecting of their sound.
  ///
  /// @return false when the call is over
  synchronized boolean join(OperatorId with, Runnable connecting) {
    if (over || handedOver) {
      return false;
    }
    held &= with.equals(operator);
    operator = with;
    connecting.run();
    return true;
  }

  /// The operator lets the citizen hear music, or talks again. Nobody but the talk's operator does.
  synchronized void hold(OperatorId by, boolean on, Runnable sound) {
    if (by.equals(operator)) {
      held = on;
      sound.run();
    }
  }

  /// Whether the operator lets the citizen hear music.
  synchronized boolean held() {
    return held;
  }

  /// A colleague takes part: that decides what the citizen hears.
  synchronized void endHold() {
    held = false;
  }

  /// Does what is for one who waits, in one step with the check that they do: music must not come
  /// over a talk that begins at this moment.
  ///
  /// @return false when the citizen is with an operator
  synchronized boolean whileWaiting(Runnable action) {
    if (operator != null || handedOver) {
      return false;
    }
    action.run();
    return true;
  }

  synchronized void part() {
    operator = null;
    heard = null;
  }

  /// The citizen and this operator hear each other from now on. While a number outside rings for
  /// the citizen, [#operator] may stand again already though they hear music.
  ///
  /// @return whom the citizen heard before, null when nobody
  synchronized @Nullable OperatorId hear(OperatorId with) {
    var before = heard;
    heard = with;
    return before;
  }

  /// With somebody outside from now on; no operator has anything to do with it any more.
  ///
  /// @return false when the call is over
  synchronized boolean handOver(Runnable connecting) {
    if (over) {
      return false;
    }
    handedOver = true;
    operator = null;
    connecting.run();
    return true;
  }

  synchronized boolean handedOver() {
    return handedOver;
  }

  synchronized boolean over() {
    return over;
  }

  /// True the first time only.
  synchronized boolean end() {
    var first = !over;
    over = true;
    answered.completeAsync(() -> Calls.Ending.GONE, facts);
    return first;
  }

  /// Whether the citizen's talks are recorded: the first one was.
  synchronized boolean isRecorded() {
    return recordings > 0;
  }

  /// 1 for the first recording of the call.
  synchronized int nextRecording() {
    return ++recordings;
  }
}
