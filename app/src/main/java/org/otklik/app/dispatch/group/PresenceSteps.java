package org.otklik.app.dispatch.group;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.DeclineReason;
import org.otklik.app.dispatch.PauseReason;
import org.otklik.app.dispatch.Presence;
import org.otklik.app.dispatch.Presence.State;
import org.otklik.app.dispatch.WrapUpEnded;
import org.otklik.engine.routing.Capability;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.RoutingEvent.OfferAccepted;
import org.otklik.engine.routing.RoutingEvent.OfferDeclined;
import org.otklik.engine.routing.RoutingEvent.OperatorArrived;
import org.otklik.engine.routing.RoutingEvent.OperatorLeft;
import org.otklik.engine.routing.RoutingEvent.OperatorPaused;
import org.otklik.engine.routing.RoutingEvent.OperatorReady;

/// What operators do: they come, are ready, pause, take or decline, wrap up and go. The group's
/// thread owns it.
final class PresenceSteps {
  private final GroupState state;
  private final Routes routes;

  PresenceSteps(GroupState state, Routes routes) {
    this.state = state;
    this.routes = routes;
  }

  /// Begins the shift, or shows it to another page of the same operator.
  void begin(OperatorId operator) {
    var known = state.shift(operator);
    if (known != null) {
      known.renew(state.now.steady());
      known.leaving = false;
      state.afterwards.effect(() -> showAgain(known));
      return;
    }
    arrive(operator);
  }

  /// A new page knows nothing yet, nor that somebody rings.
  private void showAgain(Shift shift) {
    state.ports.desk(desk -> desk.presence(shift.operator, shift.shown()));
    state.showParked(shift);
    var assignment = shift.assignment;
    if (assignment != null && assignment.rung && !assignment.isTaken()) {
      routes.ring(assignment);
    }
  }

  private Shift arrive(OperatorId operator) {
    var capability = state.lineup.capabilityOf(operator);
    var shift = new Shift(operator, capability, state.now.wall(), state.now.steady());
    state.add(shift);
    routes.route(new OperatorArrived(operator, capability));
    state.afterwards.effect(() -> state.showParked(shift));
    return shift;
  }

  /// After a restart: wrap-up goes on, anything else is paused until the operator's page is back
  /// and the sound tested.
  void restore(Presence before) {
    var shift = arrive(before.operator());
    var contact = before.contact();
    boolean talked = before.state() == State.IN_CALL || before.state() == State.WRAP_UP;
    if (talked && contact != null) {
      beginWrapUp(shift, contact);
    }
  }

  /// Ready for offers; ends wrap-up, and takes back a pause that was asked for.
  void ready(Shift shift) {
    shift.pauseAsked = null;
    switch (shift.state()) {
      case PAUSED, WRAP_UP -> takeUpWork(shift);
      case IN_CALL -> state.changed(shift);
      case READY, RINGING -> {}
    }
  }

  /// Notes are finished, or their time is over.
  void finishWrapUp(Shift shift) {
    if (shift.state() == State.WRAP_UP) {
      takeUpWork(shift);
    }
  }

  /// Without a sound path nobody is offered anything.
  private void takeUpWork(Shift shift) {
    tellOfWrapUp(shift);
    shift.handled(state.now.steady(), state.estimates::handled);
    var asked = shift.pauseAsked;
    if (asked == null && !state.ports.reachable(shift.operator)) {
      asked = PauseReason.TECHNICAL;
    }
    if (asked != null) {
      pauseNow(shift, asked);
      return;
    }
    shift.ready(state.now.wall());
    state.changed(shift);
    routes.route(new OperatorReady(shift.operator));
  }

  /// Takes nothing new; in a talk or wrap-up it takes effect after it.
  void pause(Shift shift, PauseReason reason) {
    switch (shift.state()) {
      case READY, PAUSED, RINGING -> pauseNow(shift, reason);
      case IN_CALL, WRAP_UP -> {
        shift.pauseAsked = reason;
        state.changed(shift);
      }
    }
  }

  private void pauseNow(Shift shift, PauseReason reason) {
    routes.route(new OperatorPaused(shift.operator));
    shift.pause(reason, state.now.wall());
    state.changed(shift);
  }

  /// Ends the shift; a talk goes on to its end.
  void end(Shift shift) {
    if (shift.state() == State.IN_CALL) {
      shift.leaving = true;
      return;
    }
    tellOfWrapUp(shift);
    routes.route(new OperatorLeft(shift.operator));
    state.remove(shift);
  }

  /// An operator in wrap-up takes something new: it is over.
  void tellOfWrapUp(Shift shift) {
    var presence = shift.presence();
    var contact = presence.contact();
    if (presence.state() == State.WRAP_UP && contact != null) {
      var ended = new WrapUpEnded(contact, shift.operator, presence.since(), state.now.wall());
      state.afterwards.promise(() -> state.facts.accept(ended));
    }
  }

  /// Takes what rings.
  void take(Shift shift, ContactId contact) {
    routes.route(new OfferAccepted(contact, shift.operator));
  }

  /// Does not take what rings.
  void decline(Shift shift, ContactId contact, DeclineReason reason) {
    var assignment = offered(shift, contact);
    if (assignment == null) {
      return;
    }
    assignment.decline(reason, state.now.wall());
    state.journal.changed(assignment);
    routes.stopRinging(assignment);
    if (!reason.chosenByOperator()) {
      state.afterwards.effect(
          () ->
              state.ports.desk(
                  desk -> desk.withdraw(shift.operator, contact, "declined-by-phone")));
    }
    shift.ready(state.now.wall());
    state.changed(shift);
    routes.route(new OfferDeclined(contact, shift.operator, reason.name()));
  }

  private static @Nullable Assignment offered(Shift shift, ContactId contact) {
    var assignment = shift.assignment;
    if (assignment == null || shift.state() != State.RINGING) {
      return null;
    }
    return assignment.contact.id().equals(contact) ? assignment : null;
  }

  /// The operator's line died while nobody talked on it.
  void lineLost(Shift shift) {
    switch (shift.state()) {
      case READY, RINGING -> pauseNow(shift, PauseReason.TECHNICAL);
      case PAUSED, IN_CALL, WRAP_UP -> {}
    }
  }

  /// The contact was gone before the talk: the operator is free, if they still want to be. To be
  /// called before the router hears of it.
  void freeFrom(Shift shift) {
    var asked = shift.pauseAsked;
    if (isLeaving(shift)) {
      end(free(shift));
    } else if (asked != null) {
      pauseNow(shift, asked);
    } else {
      state.changed(free(shift));
    }
  }

  /// Operator and contact could not talk: until the sound is tested the operator is offered
  /// nothing. To be called before the router hears of it.
  void unfit(Shift shift) {
    shift.handled(state.now.steady(), state.estimates::handled); // the pause is nobody's handling
    if (isLeaving(shift)) {
      end(free(shift));
    } else {
      pauseNow(shift, PauseReason.TECHNICAL);
    }
  }

  /// Whether the operator will not take the next contact.
  boolean goesAway(Shift shift) {
    return shift.pauseAsked != null || isLeaving(shift);
  }

  private Shift free(Shift shift) {
    shift.ready(state.now.wall());
    return shift;
  }

  /// Wrap-up begins.
  void afterTalk(Shift shift, ContactId contact) {
    beginWrapUp(shift, contact);
  }

  /// An operator who has asked to, or whose page has not been heard of for too long, leaves after
  /// the talk.
  void leaveIfAsked(Shift shift) {
    if (isLeaving(shift)) {
      end(shift);
    }
  }

  private void beginWrapUp(Shift shift, ContactId contact) {
    var asked = shift.pauseAsked;
    var limit = state.settings.wrapUpMax();
    shift.wrapUp(
        contact, state.now.wall(), state.now.wall().plus(limit), state.now.steady().plus(limit));
    shift.pauseAsked = asked;
    state.changed(shift);
  }

  private boolean isLeaving(Shift shift) {
    return shift.leaving || shift.isLapsed(state.now.steady(), state.settings.presenceLease());
  }

  /// Rule 9: presence and wrap-up end by themselves. A talk goes on as long as its line does.
  void endLeases() {
    for (var shift : List.copyOf(state.shifts())) {
      var wrapUpEnds = shift.wrapUpEnds;
      if (shift.state() != State.IN_CALL
          && shift.isLapsed(state.now.steady(), state.settings.presenceLease())) {
        end(shift);
      } else if (wrapUpEnds != null && !state.now.steady().isBefore(wrapUpEnds)) {
        finishWrapUp(shift);
      }
    }
  }

  /// The thread was not awake and could not hear anybody: nobody's lease ends for that.
  void renewAll(Instant steady) {
    state.shifts().forEach(shift -> shift.renew(steady));
  }

  /// What operators can take may have changed.
  void lineupChanged() {
    for (var shift : List.copyOf(state.shifts())) {
      Capability present = state.lineup.capabilityOf(shift.operator);
      if (!present.equals(shift.capability)) {
        shift.capability = present;
        routes.route(new OperatorArrived(shift.operator, present));
      }
    }
  }
}
