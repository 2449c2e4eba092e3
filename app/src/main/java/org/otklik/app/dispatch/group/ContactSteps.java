package org.otklik.app.dispatch.group;

import java.time.Duration;
import java.time.Instant;
import org.otklik.app.dispatch.Acceptance;
import org.otklik.app.dispatch.Acceptance.Accepted;
import org.otklik.app.dispatch.Acceptance.Full;
import org.otklik.app.dispatch.Acceptance.Withdrawn;
import org.otklik.app.dispatch.ContactAccepted;
import org.otklik.app.dispatch.ContactClosed;
import org.otklik.app.dispatch.ContactLog.Outcome;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.TalkEnded;
import org.otklik.app.dispatch.TalkStarted;
import org.otklik.app.dispatch.channel.Connection;
import org.otklik.app.dispatch.group.Command.AcceptContact;
import org.otklik.app.dispatch.jdbc.AssignmentRow.Ending;
import org.otklik.app.dispatch.jdbc.CallBackRow;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.RoutingEvent.ConnectFailed;
import org.otklik.engine.routing.RoutingEvent.ContactArrived;
import org.otklik.engine.routing.RoutingEvent.ContactEnded;
import org.otklik.engine.routing.RoutingEvent.ContactLeft;
import org.otklik.engine.routing.RoutingEvent.ContactPulled;
import org.otklik.engine.routing.RoutingEvent.PlaceRestored;

/// What happens with contacts: they are accepted, connected, lost and closed. The group's thread
/// owns it.
final class ContactSteps {
  private final GroupState state;
  private final Routes routes;
  private final PresenceSteps presences;
  private final ConsultSteps consults;
  private final SupervisionSteps supervisions;
  private final Spots spots;
  private final Promises promises;

  ContactSteps(
      GroupState state,
      Routes routes,
      PresenceSteps presences,
      ConsultSteps consults,
      SupervisionSteps supervisions,
      Spots spots,
      Promises promises) {
    this.supervisions = supervisions;
    this.consults = consults;
    this.state = state;
    this.routes = routes;
    this.presences = presences;
    this.spots = spots;
    this.promises = promises;
  }

  void accept(AcceptContact command) {
    var request = command.request();
    var known = state.contact(request.id());
    if (known != null) {
      var _ = known.answer.thenAccept(command.answer()::complete);
      return;
    }
    if (state.journal.contacts() >= state.settings.undecidedMax()) {
      command.answer().complete(new Full(state.settings.undecidedMax()));
      return;
    }
    var contact = new LiveContact(request, PersonKeys.of(request), command.answer());
    state.add(contact);
    state.journal.changed(contact);
    var askedAt = state.now.steady();
    state.afterwards.promise(() -> confirm(contact, askedAt));
    if (request.promised()) {
      standSince(contact);
    }
    routes.route(
        new ContactArrived(
            contact.id(), contact.person, state.requirement(request), request.priority()));
    stand(contact);
  }

  /// A callback stands where its person first asked.
  private void standSince(LiveContact contact) {
    var since = state.timeline.routingOf(contact.request.arrivedAt());
    var keptUntil = state.now.routing().plus(state.settings.placeKept());
    routes.route(new PlaceRestored(contact.person, since, keptUntil));
  }

  /// Where the contact stands at first; it may ring already. One that overflowed does not.
  private void stand(LiveContact contact) {
    var spot = routes.router().spot(contact.id(), state.now.routing());
    if (spot.isEmpty()) {
      state.journal.forget(contact);
      return;
    }
    contact.placeSince = state.timeline.wallOf(spot.get().since());
    contact.placeKept = spot.get().since().isBefore(state.now.routing());
    promises.stands(contact, spot.get());
  }

  private void confirm(LiveContact contact, Instant askedAt) {
    if (!contact.stored) {
      return;
    }
    spots
        .find(contact.id())
        .ifPresent(
            spot -> {
              Acceptance accepted = new Accepted(spot, contact.placeKept, keptFor(contact));
              contact.answer.completeAsync(() -> accepted, state.ports.executor());
            });
    state.meters.accepted(askedAt, state.timeline.now());
    var request = contact.request;
    state.facts.accept(new ContactAccepted(contact.id(), request.topic(), request.arrivedAt()));
  }

  private Duration keptFor(LiveContact contact) {
    return PersonKeys.isLasting(contact.person) ? state.settings.placeKept() : Duration.ZERO;
  }

  /// A supervisor wants it further in front.
  void pull(ContactId id, String reason) {
    var contact = state.contact(id);
    if (contact != null && contact.isInTheQueue()) {
      contact.pulledBecause = reason;
      routes.route(new ContactPulled(id));
    }
  }

  /// The citizen's side has ended.
  void gone(ContactId id, Gone how) {
    var contact = state.contact(id);
    if (contact == null || contact.about != null) {
      return;
    }
    switch (contact.stage()) {
      case WAITING, RINGING, PARKED -> {
        routes.unpark(contact);
        routes.route(new ContactLeft(id));
        closeUnserved(contact, how);
      }
      case CONNECTING -> {
        var assignment = contact.taken();
        routes.end(assignment, Ending.CONTACT_GONE, "contact-left");
        presences.freeFrom(assignment.shift);
        routes.route(new ConnectFailed(id, assignment.shift.operator, false));
        closeUnserved(contact, how);
      }
      case TALKING -> endTalk(contact);
      case ENDED -> {}
    }
  }

  /// The channel has connected the two, or could not. What has changed meanwhile wins. That the
  /// citizen is gone is no news: how they went is told by itself, and settles it.
  void connectEnded(LiveContact contact, Shift shift, Connection how) {
    var assignment = contact.assignment;
    if (assignment == null
        || assignment.shift != shift
        || contact.stage() != LiveContact.Stage.CONNECTING) {
      return;
    }
    switch (how) {
      case MADE -> made(contact, assignment, shift);
      case OPERATOR_FAILED -> notConnected(contact, assignment);
      case CITIZEN_GONE -> {}
    }
  }

  private void made(LiveContact contact, Assignment assignment, Shift shift) {
    var now = state.now.wall();
    promises.taken(contact);
    boolean made = contact.isBeingCalled() && !contact.request.promised();
    assignment.connect(now);
    contact.talk(shift.operator, now);
    if (!made) {
      shift.handling(contact.request.topic(), state.now.steady());
    }
    state.journal.changed(assignment);
    state.journal.changed(contact);
    spots.left(contact.id());
    state.afterwards.effect(
        () -> state.ports.desk(desk -> desk.connected(shift.operator, contact.id())));
    state.afterwards.promise(
        () -> state.facts.accept(new TalkStarted(contact.id(), shift.operator, now)));
    if (assignment.hangUpAsked) {
      hangUp(contact);
    }
  }

  private void notConnected(LiveContact contact, Assignment assignment) {
    routes.end(assignment, Ending.NOT_CONNECTED, "not-connected");
    presences.unfit(assignment.shift);
    routes.route(new ConnectFailed(contact.id(), assignment.shift.operator, true));
  }

  /// The operator ends the talk; if the two are just being connected, as soon as they are. Who lays
  /// down the handset while a number outside rings does not mean to throw the citizen out: the
  /// citizen waits in front.
  void hangUp(LiveContact contact) {
    var assignment = contact.assignment;
    if (assignment == null) {
      return;
    }
    if (contact.stage() == LiveContact.Stage.CONNECTING) {
      assignment.hangUpAsked = true;
      if (contact.isBeingCalled()) {
        release(contact); // it may ring for long
      }
    } else if (contact.stage() == LiveContact.Stage.TALKING && contact.handedOn) {
      operatorLineLost(contact);
    } else if (contact.stage() == LiveContact.Stage.TALKING) {
      endTalk(contact);
      release(contact);
    }
  }

  private void release(LiveContact contact) {
    state.afterwards.effect(
        () -> state.ports.tell(contact, channel -> channel.release(contact.id())));
  }

  /// The operator's line died: the contact waits again, in front, because its place is the same.
  void operatorLineLost(LiveContact contact) {
    stopHandingOn(contact);
    supervisions.end(contact, false);
    consults.breakOff(contact);
    var assignment = contact.taken();
    var operator = assignment.shift.operator;
    routes.end(assignment, Ending.LINE_LOST, "line-lost");
    contact.waitAgain();
    state.journal.changed(contact);
    tellTalkEnded(contact, assignment);
    state.afterwards.effect(
        () -> state.ports.tell(contact, channel -> channel.requeued(contact.id())));
    presences.unfit(assignment.shift);
    routes.route(new ConnectFailed(contact.id(), operator, true));
    routes
        .router()
        .spot(contact.id(), state.now.routing())
        .ifPresent(spot -> promises.stands(contact, spot));
  }

  private void stopHandingOn(LiveContact contact) {
    if (contact.handedOn) {
      contact.handedOn = false;
      state.afterwards.effect(
          () -> state.ports.tell(contact, channel -> channel.stopHandingOn(contact.id())));
    }
  }

  /// The talk is over for both.
  void endTalk(LiveContact contact) {
    stopHandingOn(contact);
    supervisions.end(contact, false);
    consults.breakOff(contact);
    var assignment = contact.taken();
    assignment.end(Ending.TALKED, state.now.wall());
    state.journal.changed(assignment);
    state.journal.served(contact.person);
    tellTalkEnded(contact, assignment);
    close(contact, Outcome.TALKED);
    presences.afterTalk(assignment.shift, contact.id());
    routes.route(new ContactEnded(contact.id(), assignment.shift.operator));
    presences.leaveIfAsked(assignment.shift);
  }

  private void tellTalkEnded(LiveContact contact, Assignment assignment) {
    var now = state.now.wall();
    state.afterwards.promise(
        () -> state.facts.accept(new TalkEnded(contact.id(), assignment.shift.operator, now)));
  }

  private void closeUnserved(LiveContact contact, Gone how) {
    var now = state.now.wall();
    contact.answer.completeAsync(Withdrawn::new, state.ports.executor());
    switch (how) {
      case HUNG_UP, LEFT_BY_KEY, CANCELLED -> close(contact, Outcome.LEFT);
      case LINE_LOST, STOPPED -> {
        close(contact, Outcome.TO_CALL_BACK);
        if (!contact.request.promised()) {
          state.journal.toCallBack(
              new CallBackRow(contact.request, contact.person, contact.placeSince, now));
        }
      }
    }
  }

  /// It has its outcome.
  void close(LiveContact contact, Outcome outcome) {
    var now = state.now.wall();
    promises.closed(contact, outcome);
    contact.end(outcome, now);
    state.journal.changed(contact);
    state.remove(contact);
    spots.left(contact.id());
    state.afterwards.promise(
        () -> state.facts.accept(new ContactClosed(contact.id(), outcome, now)));
  }
}
