package org.otklik.engine.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the router knows of one operator, from signing in until they have left and their last talk
/// is over.
final class Operator {

  final OperatorId id;

  /// Those they talk with.
  final List<Contact> talks = new ArrayList<>(1);

  /// Those with the same abilities, while signed in.
  @Nullable Crew crew;

  /// Takes contacts up to the capacity.
  boolean ready;

  /// The contact that rings at them; while it does they are reserved.
  @Nullable Contact ringing;

  /// Grows whenever they become ready or take a contact: the least has been ready longest.
  long turn;

  /// Since when the state on the board has been so.
  Instant stateSince;

  private OperatorState state = OperatorState.PAUSED;
  private final List<Channel> wrapUps = new ArrayList<>(1);

  Operator(OperatorId id, Instant now) {
    this.id = id;
    this.stateSince = now;
  }

  /// Rule 1: ready, not reserved, with capacity left, and not in a voice contact on another
  /// channel, because nobody can talk and do something else.
  boolean canTake(Channel channel) {
    if (crew == null || !ready || ringing != null) {
      return false;
    }
    if (taken(channel) >= crew.capability.capacity().getOrDefault(channel, 0)) {
      return false;
    }
    for (var other : Channel.values()) {
      if (other != channel && other.isVoice() && taken(other) > 0) {
        return false;
      }
    }
    return true;
  }

  void startWrapUp(Channel channel) {
    wrapUps.add(channel);
  }

  boolean isWrappingUp() {
    return !wrapUps.isEmpty();
  }

  void endWrapUps() {
    wrapUps.clear();
  }

  OperatorState state() {
    return state;
  }

  /// Looks at what is so now; the clock of the state starts anew when it differs.
  void updateState(Instant now) {
    var present = presentState();
    if (present != state) {
      state = present;
      stateSince = now;
    }
  }

  private OperatorState presentState() {
    if (!talks.isEmpty()) {
      return OperatorState.TALKING;
    }
    if (ringing != null) {
      return OperatorState.RINGING;
    }
    if (!ready) {
      return OperatorState.PAUSED;
    }
    return isWrappingUp() ? OperatorState.WRAPPING_UP : OperatorState.READY;
  }

  private int taken(Channel channel) {
    int taken = 0;
    for (var wrapUp : wrapUps) {
      if (wrapUp == channel) {
        taken++;
      }
    }
    for (var talk : talks) {
      if (talk.channel() == channel) {
        taken++;
      }
    }
    return taken;
  }
}
