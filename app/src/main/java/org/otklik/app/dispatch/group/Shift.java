package org.otklik.app.dispatch.group;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.PauseReason;
import org.otklik.app.dispatch.Presence;
import org.otklik.app.dispatch.Presence.State;
import org.otklik.engine.routing.Capability;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;

/// An operator who is present. The group's thread owns it; only `renew` and `shown` are for others.
final class Shift {
  final OperatorId operator;
  Capability capability;

  /// The contact that rings or is talked to.
  @Nullable Assignment assignment;

  /// What follows the talk or the wrap-up, when a pause was asked for meanwhile.
  @Nullable PauseReason pauseAsked;

  /// The shift ends with the talk.
  boolean leaving;

  /// When wrap-up ends by itself, in steady time.
  @Nullable Instant wrapUpEnds;

  private State state = State.PAUSED;
  private Instant since;
  private @Nullable Instant until;
  private @Nullable ContactId contact;
  private @Nullable PauseReason pauseReason = PauseReason.STARTING;
  private @Nullable TopicId handlingTopic;
  private @Nullable Instant handlingSince;
  private volatile Instant renewedAt;
  private volatile @Nullable Presence shown;

  /// Begins paused.
  ///
  /// @param since in wall time
  /// @param renewedAt in steady time
  Shift(OperatorId operator, Capability capability, Instant since, Instant renewedAt) {
    this.operator = operator;
    this.capability = capability;
    this.since = since;
    this.renewedAt = renewedAt;
  }

  /// The operator is still here. For any thread.
  void renew(Instant steady) {
    renewedAt = steady;
  }

  /// The presence as it was last made known. For any thread.
  @Nullable Presence shown() {
    return shown;
  }

  boolean isLapsed(Instant steady, Duration lease) {
    return Duration.between(renewedAt, steady).compareTo(lease) > 0;
  }

  /// Whether the operator may take this contact when it is put aside.
  boolean mayTake(LiveContact contact) {
    var parked = contact.parked;
    var request = contact.request;
    return parked != null
        && (parked.by().equals(operator)
            || (capability.levels().containsKey(request.topic())
                && capability.languages().contains(request.language())));
  }

  State state() {
    return state;
  }

  void ready(Instant at) {
    become(State.READY, at, null, null);
    pauseAsked = null;
    pauseReason = null;
  }

  void pause(PauseReason why, Instant at) {
    become(State.PAUSED, at, null, null);
    pauseAsked = null;
    pauseReason = why;
  }

  /// One who is paused and takes something nevertheless is paused again afterwards.
  void pauseAfterwards() {
    if (state == State.PAUSED && pauseAsked == null) {
      pauseAsked = pauseReason;
    }
  }

  void ring(Assignment offered, Instant at) {
    become(State.RINGING, at, null, offered.contact.shownAs());
    assignment = offered;
  }

  void talk(Assignment taken, Instant at) {
    become(State.IN_CALL, at, null, taken.contact.shownAs());
  }

  /// @param until in wall time
  /// @param ends the same in steady time
  void wrapUp(ContactId after, Instant at, Instant until, Instant ends) {
    become(State.WRAP_UP, at, until, after);
    wrapUpEnds = ends;
  }

  /// A contact of this topic takes the operator's time from now on.
  void handling(TopicId topic, Instant steady) {
    handlingTopic = topic;
    handlingSince = steady;
  }

  /// Tells how long it took, if one was handled.
  void handled(Instant steady, BiConsumer<TopicId, Duration> told) {
    if (handlingTopic != null && handlingSince != null) {
      told.accept(handlingTopic, Duration.between(handlingSince, steady));
      handlingTopic = null;
      handlingSince = null;
    }
  }

  /// Makes the present state known; false when that changes nothing.
  boolean show() {
    var present = presence();
    if (present.equals(shown)) {
      return false;
    }
    shown = present;
    return true;
  }

  Presence presence() {
    var offered = state == State.RINGING ? assignment : null;
    return new Presence(
        operator,
        state,
        since,
        offered == null ? until : offered.until,
        contact,
        pauseAsked == null ? pauseReason : pauseAsked);
  }

  private void become(
      State next, Instant at, @Nullable Instant nextUntil, @Nullable ContactId nextContact) {
    state = next;
    since = at;
    until = nextUntil;
    contact = nextContact;
    wrapUpEnds = null;
    pauseReason = null;
  }
}
