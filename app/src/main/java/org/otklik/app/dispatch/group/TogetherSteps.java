package org.otklik.app.dispatch.group;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Journeys.Kind;
import org.otklik.app.dispatch.TalkEnded;
import org.otklik.app.dispatch.Teamwork.ParkReason;
import org.otklik.app.dispatch.Teamwork.Target;
import org.otklik.app.dispatch.channel.Aside;
import org.otklik.app.dispatch.jdbc.AssignmentRow.Ending;
import org.otklik.app.dispatch.jdbc.StepRow;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.Reservation;
import org.otklik.engine.routing.RoutingEvent.ContactParked;
import org.otklik.engine.routing.RoutingEvent.ContactTransferred;
import org.otklik.engine.routing.RoutingEvent.ParkedTaken;
import org.otklik.engine.routing.TopicId;

/// What operators do with a contact together: transfers and parking. Each is written as a step of
/// the contact's journey. The group's thread owns it.
final class TogetherSteps {
  private final GroupState state;
  private final Routes routes;
  private final PresenceSteps presences;
  private final ConsultSteps consults;
  private final SupervisionSteps supervisions;
  private final OutsideSteps outsides;
  private final Promises promises;
  private final NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();

  TogetherSteps(
      GroupState state,
      Routes routes,
      PresenceSteps presences,
      ConsultSteps consults,
      SupervisionSteps supervisions,
      OutsideSteps outsides,
      Promises promises) {
    this.supervisions = supervisions;
    this.outsides = outsides;
    this.consults = consults;
    this.state = state;
    this.routes = routes;
    this.presences = presences;
    this.promises = promises;
  }

  /// The operator hands the contact on; their part of the talk is over. A topic or an operator that
  /// is not there changes nothing.
  void transfer(LiveContact contact, Target target) {
    var shift = contact.taken().shift;
    switch (target) {
      case Target.Queue(var topic) -> {
        if (state.lineup.find(topic).isPresent()) {
          contact.request = contact.request.about(topic);
          step(contact, Kind.TRANSFERRED_TO_TOPIC, shift.operator, null, topic, null);
          handOn(contact, shift, null);
        }
      }
      case Target.Colleague(var colleague) -> {
        if (state.shift(colleague) != null && !colleague.equals(shift.operator)) {
          step(contact, Kind.TRANSFERRED_TO_OPERATOR, shift.operator, colleague, null, null);
          var until = state.now.routing().plus(state.settings.keptForOperator());
          handOn(contact, shift, new Reservation(colleague, until));
        }
      }
      case Target.Outside(var number) -> outsides.handOn(contact, number);
    }
  }

  private void handOn(LiveContact contact, Shift shift, @Nullable Reservation reservation) {
    leave(contact, Ending.TRANSFERRED, Aside.TRANSFERRED);
    routes.route(
        new ContactTransferred(
            contact.id(), shift.operator, state.requirement(contact.request), reservation));
    presences.leaveIfAsked(shift);
    routes
        .router()
        .spot(contact.id(), state.now.routing())
        .ifPresent(spot -> promises.stands(contact, spot));
  }

  /// The operator puts the contact aside; their part of the talk is over.
  void park(LiveContact contact, ParkReason reason) {
    var shift = contact.taken().shift;
    var limit = state.settings.parkedMax();
    leave(contact, Ending.PARKED, Aside.PARKED);
    contact.parked =
        new LiveContact.Parked(
            shift.operator, reason, state.now.wall(), state.now.wall().plus(limit));
    step(contact, Kind.PARKED, shift.operator, null, null, reason.name());
    routes.route(new ContactParked(contact.id(), shift.operator, state.now.routing().plus(limit)));
    presences.leaveIfAsked(shift);
    state.parkedChanged();
  }

  /// The talk is over for the operator and not for the citizen.
  private void leave(LiveContact contact, Ending how, Aside aside) {
    supervisions.end(contact, false);
    consults.breakOff(contact);
    var assignment = contact.taken();
    var shift = assignment.shift;
    var now = state.now.wall();
    assignment.end(how, now);
    state.journal.changed(assignment);
    contact.waitAgain();
    state.journal.changed(contact);
    state.afterwards.promise(
        () -> state.facts.accept(new TalkEnded(contact.id(), shift.operator, now)));
    state.afterwards.effect(
        () -> state.ports.tell(contact, channel -> channel.aside(contact.id(), aside)));
    presences.afterTalk(shift, contact.id());
  }

  /// An operator takes a parked contact, if they may.
  void takeBack(Shift shift, LiveContact contact) {
    var parked = contact.parked;
    if (parked == null || shift.assignment != null || !shift.mayTake(contact)) {
      return;
    }
    presences.tellOfWrapUp(shift);
    step(contact, Kind.TAKEN_BACK, shift.operator, parked.by(), null, null);
    routes.route(new ParkedTaken(contact.id(), shift.operator));
  }

  private void step(
      LiveContact contact,
      Kind kind,
      OperatorId by,
      @Nullable OperatorId other,
      @Nullable TopicId topic,
      @Nullable String detail) {
    state.journal.step(
        new StepRow(
            ids.generate(), contact.id(), state.now.wall(), kind, by, other, topic, detail));
  }
}
