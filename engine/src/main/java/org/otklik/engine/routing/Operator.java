package org.otklik.engine.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the router knows of one operator, from signing in until they have left and their last talk
/// is over.
final class Operator {

  final OperatorId id;

  /// Those they talk with.
  final List<Contact> talks = new ArrayList<>(1);

  /// Those who wait for this operator alone (rule 5).
  final WaitingOrder kept = new WaitingOrder();

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

  private final Set<Channel> open = EnumSet.noneOf(Channel.class);
  private OperatorState state = OperatorState.PAUSED;
  private final List<Channel> wrapUps = new ArrayList<>(1);

  Operator(OperatorId id, Instant now) {
    this.id = id;
    this.stateSince = now;
  }

  /// Whether something can be taken on this channel now.
  boolean canTake(Channel channel) {
    return open.contains(channel);
  }

  /// Whether there is a channel on which something can be taken now.
  boolean isFree() {
    return !open.isEmpty();
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

  /// To be called after every change: looks at what can be taken now and at the state, whose clock
  /// starts anew when it differs.
  void update(RoutingSettings settings, Instant now) {
    open.clear();
    if (crew != null && ready && ringing == null) {
      var channels = crew.channels;
      for (int i = 0; i < channels.size(); i++) {
        if (hasRoom(crew.capability, channels.get(i), settings)) {
          open.add(channels.get(i));
        }
      }
    }
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

  /// Rule 1: capacity is left, and it may be taken beside everything else that goes on.
  private boolean hasRoom(Capability capability, Channel channel, RoutingSettings settings) {
    if (talks.isEmpty() && wrapUps.isEmpty()) {
      return capability.capacity().getOrDefault(channel, 0) > 0;
    }
    for (var talk : talks) {
      if (!settings.mayComeBeside(channel, talk.channel())) {
        return false;
      }
    }
    for (var wrapUp : wrapUps) {
      if (!settings.mayComeBeside(channel, wrapUp)) {
        return false;
      }
    }
    return taken(channel) < capability.capacity().getOrDefault(channel, 0);
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
