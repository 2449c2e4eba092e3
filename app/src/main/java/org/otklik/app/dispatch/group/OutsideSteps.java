package org.otklik.app.dispatch.group;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Called;
import org.otklik.app.dispatch.ContactLog.Outcome;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.Journeys.Kind;
import org.otklik.app.dispatch.Presence.State;
import org.otklik.app.dispatch.Teamwork.CallReason;
import org.otklik.app.dispatch.channel.Connection;
import org.otklik.app.dispatch.desk.Outside;
import org.otklik.app.dispatch.desk.Outside.What;
import org.otklik.app.dispatch.group.Command.CallOutEnded;
import org.otklik.app.dispatch.group.Command.HandOnEnded;
import org.otklik.app.dispatch.jdbc.AssignmentRow.Ending;
import org.otklik.app.dispatch.jdbc.StepRow;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.Reason;
import org.otklik.engine.routing.RoutingEvent;
import org.otklik.engine.routing.RoutingEvent.CallbackAnswered;
import org.otklik.engine.routing.RoutingEvent.CallbackUnanswered;
import org.otklik.engine.routing.RoutingEvent.ContactLeft;
import org.otklik.engine.routing.RoutingEvent.OperatorPaused;
import org.otklik.engine.routing.RoutingEvent.OperatorReady;
import org.otklik.engine.routing.RoutingEvent.TalkBegan;

/// Citizens are called, by operators and as promised, and handed on to numbers outside. The group's
/// thread owns it.
///
/// 1. A call to a citizen is a contact of its own that is with its operator from the beginning.
///    While it rings the router knows nothing of it: to the router the operator is paused.
/// 2. Answered, it is a talk like any other, to the router too: it can be handed on, put aside and
///    asked about, and ends in wrap-up. Otherwise the operator is again where they were: in the
///    wrap-up from which they called, ready or paused.
/// 3. A callback that is due waits like anybody else. When an operator is reserved for it, its
///    citizen is called; unanswered, the operator is free at once and the attempt is over: the one
///    who promised may ask again, and the place is kept.
/// 4. Who is handed on hears music while the number rings. Answered, the operator's part is over;
///    otherwise the citizen is with the operator again.
final class OutsideSteps {
  private final GroupState state;
  private final Routes routes;
  private final PresenceSteps presences;
  private final ContactSteps contacts;
  private final ConsultSteps consults;
  private final Consumer<Command> later;
  private final NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();

  /// @param later takes commands that come of what channels do
  OutsideSteps(
      GroupState state,
      Routes routes,
      PresenceSteps presences,
      ContactSteps contacts,
      ConsultSteps consults,
      Consumer<Command> later) {
    this.state = state;
    this.routes = routes;
    this.presences = presences;
    this.contacts = contacts;
    this.consults = consults;
    this.later = later;
    routes.whenToDial(new CallingBack());
  }

  /// The router has reserved an operator.
  private final class CallingBack implements Routes.Dialling {

    @Override
    public void begins(Assignment call) {
      step(call.contact, Kind.CALLED_BACK, call.shift.operator, null);
      ring(call);
    }

    /// The call has taken longer than any may: the operator is free, the callback waits again.
    @Override
    public void ends(Assignment call) {
      giveUp(call, Ending.WITHDRAWN);
      call.shift.ready(state.now.wall());
      state.changed(call.shift);
    }
  }

  /// An operator who talks with nobody calls a citizen.
  void call(Shift shift, ContactRequest request, CallReason why) {
    if (shift.assignment != null || state.contact(request.id()) != null) {
      return;
    }
    if (!state.ports.reachable(shift.operator)) {
      tell(shift, new Outside(request.id(), What.CALL, Called.NO_LINE));
      return;
    }
    var contact = new LiveContact(request, PersonKeys.of(request), new CompletableFuture<>());
    if (isWithSomebody(contact)) {
      tell(shift, new Outside(request.id(), What.CALL, Called.TAKEN));
      return;
    }
    contact.calledBy(shift);
    state.add(contact);
    state.journal.changed(contact);
    step(contact, Kind.CALLED_OUT, shift.operator, why.name());
    var assignment = begin(contact, shift);
    routes.route(new OperatorPaused(shift.operator));
    ring(assignment);
  }

  /// Two operators may want to call the same citizen: the first one does.
  private boolean isWithSomebody(LiveContact contact) {
    return state.contacts().stream()
        .anyMatch(
            other ->
                other.person.equals(contact.person)
                    && (other.isBeingCalled() || other.stage() == LiveContact.Stage.TALKING));
  }

  private void ring(Assignment call) {
    var contact = call.contact;
    tell(call.shift, new Outside(contact.id(), what(contact), null));
    state.afterwards.promise(
        () -> {
          if (!call.isLive()) {
            return;
          }
          if (call.hangUpAsked) { // while it was being written down
            later.accept(new CallOutEnded(call, Called.CANCELLED));
          } else {
            state.ports.call(
                contact, call.shift.operator, how -> later.accept(new CallOutEnded(call, how)));
          }
        });
  }

  private static What what(LiveContact contact) {
    return contact.request.promised() ? What.CALLBACK : What.CALL;
  }

  private Assignment begin(LiveContact contact, Shift shift) {
    presences.tellOfWrapUp(shift);
    shift.handled(state.now.steady(), state.estimates::handled);
    shift.pauseAfterwards();
    return routes.begin(contact, shift, new Reason("calls-out", Map.of()));
  }

  /// It is decided what became of the call.
  void callEnded(Assignment call, Called how) {
    var contact = call.contact;
    if (contact.assignment != call || !contact.isBeingCalled()) {
      return;
    }
    tell(call.shift, new Outside(contact.id(), what(contact), how));
    if (how == Called.ANSWERED) {
      routes.route(answered(call));
      contacts.connectEnded(contact, call.shift, Connection.MADE);
      return;
    }
    call.end(Ending.NOT_CONNECTED, state.now.wall());
    state.journal.changed(call);
    step(contact, Kind.NOT_REACHED, call.shift.operator, how.name());
    if (!contact.request.promised()) {
      contacts.close(contact, Outcome.NOT_REACHED);
      isWhereTheyWere(contact, call.shift);
    } else if (how == Called.NO_LINE) {
      presences.unfit(call.shift); // the router goes on to the next operator
    } else {
      contacts.close(contact, Outcome.NOT_REACHED);
      free(call.shift, new CallbackUnanswered(contact.id(), call.shift.operator, null));
    }
  }

  /// An operator who goes away would hand the callback on as long as the router takes it for being
  /// dialled; one who stays must be free before the router has the next for them.
  private void free(Shift shift, RoutingEvent over) {
    if (presences.goesAway(shift)) {
      routes.route(over);
      presences.freeFrom(shift);
    } else {
      presences.freeFrom(shift);
      routes.route(over);
    }
  }

  private RoutingEvent answered(Assignment call) {
    var contact = call.contact;
    var request = contact.request;
    return request.promised()
        ? new CallbackAnswered(contact.id(), call.shift.operator)
        : new TalkBegan(
            contact.id(),
            contact.person,
            state.requirement(request),
            request.priority(),
            call.shift.operator);
  }

  /// Nobody is to be called any more.
  void gone(Assignment call, Gone how) {
    var contact = call.contact;
    if (!contact.request.promised() || how == Gone.HUNG_UP || how == Gone.LINE_LOST) {
      callEnded(call, Called.CANCELLED); // answered and hung up at once
      return;
    }
    giveUp(call, Ending.CONTACT_GONE);
    free(call.shift, new ContactLeft(contact.id()));
    contacts.close(contact, how == Gone.STOPPED ? Outcome.TO_CALL_BACK : Outcome.LEFT);
  }

  private void giveUp(Assignment call, Ending why) {
    var contact = call.contact;
    call.end(why, state.now.wall());
    state.journal.changed(call);
    tell(call.shift, new Outside(contact.id(), What.CALLBACK, Called.CANCELLED));
    state.afterwards.effect(
        () -> state.ports.tell(contact, channel -> channel.release(contact.id())));
  }

  private void isWhereTheyWere(LiveContact contact, Shift shift) {
    var before = contact.calledInWrapUpOf;
    if (before == null) {
      presences.freeFrom(shift);
      offerAgain(shift);
    } else {
      presences.afterTalk(shift, before);
      presences.leaveIfAsked(shift);
    }
  }

  private void offerAgain(Shift shift) {
    if (shift.state() != State.READY || state.shift(shift.operator) != shift) {
      return;
    }
    if (state.ports.reachable(shift.operator)) {
      routes.route(new OperatorReady(shift.operator));
    } else {
      presences.lineLost(shift);
    }
  }

  /// The operator hands the citizen on to a number, which is called now.
  void handOn(LiveContact contact, String number) {
    if (contact.consult != null || contact.handedOn) {
      return;
    }
    var talk = contact.taken();
    contact.handedOn = true;
    step(contact, Kind.OUTSIDE_ASKED, talk.shift.operator, null);
    tell(talk.shift, new Outside(contact.id(), What.TRANSFER, null));
    state.afterwards.effect(
        () ->
            state.ports.handOn(
                contact,
                talk.shift.operator,
                number,
                how -> later.accept(new HandOnEnded(talk, how))));
  }

  /// It is decided what became of it.
  void handedOn(Assignment talk, Called how) {
    var contact = talk.contact;
    if (how == Called.ANSWERED && contact.assignment != talk) {
      // the operator's line died just then: the citizen waits here, and talks there
      contacts.gone(contact.id(), Gone.HUNG_UP);
      return;
    }
    if (contact.assignment != talk
        || contact.stage() != LiveContact.Stage.TALKING
        || !contact.handedOn) {
      return;
    }
    contact.handedOn = false;
    tell(talk.shift, new Outside(contact.id(), What.TRANSFER, how));
    if (how == Called.ANSWERED) {
      step(contact, Kind.TRANSFERRED_OUTSIDE, talk.shift.operator, null);
      contacts.endTalk(contact);
    } else {
      step(contact, Kind.OUTSIDE_UNANSWERED, talk.shift.operator, how.name());
      consults.arrangeAgain(contact);
    }
  }

  /// The citizen is left to whom the operator asks outside, which is to be handed on to them.
  ///
  /// @return false when nobody outside is asked
  boolean leaveToAsked(LiveContact contact) {
    if (!consults.leaveToOutside(contact)) {
      return false;
    }
    var talk = contact.taken();
    contact.handedOn = true;
    state.afterwards.effect(
        () ->
            state.ports.leaveToAsked(
                contact, talk.shift.operator, how -> later.accept(new HandOnEnded(talk, how))));
    return true;
  }

  /// The operator does not want to hand the citizen on any more; what becomes of it is told as
  /// usual.
  void stopHandingOn(LiveContact contact) {
    if (contact.handedOn) {
      state.afterwards.effect(
          () -> state.ports.tell(contact, channel -> channel.stopHandingOn(contact.id())));
    }
  }

  /// Shows a page that was loaded anew, or was away, what is being called.
  void showAgain(Shift shift) {
    var assignment = shift.assignment;
    var contact = assignment == null ? null : assignment.contact;
    if (contact == null || contact.about != null) {
      return;
    }
    if (contact.handedOn) {
      tell(shift, new Outside(contact.id(), What.TRANSFER, null));
    } else if (contact.request.outgoing()) {
      var how = contact.isBeingCalled() ? null : Called.ANSWERED;
      tell(shift, new Outside(contact.id(), what(contact), how));
    }
  }

  private void tell(Shift shift, Outside outside) {
    state.afterwards.effect(() -> state.ports.desk(desk -> desk.outside(shift.operator, outside)));
  }

  private void step(LiveContact contact, Kind kind, OperatorId by, @Nullable String detail) {
    state.journal.step(
        new StepRow(ids.generate(), contact.id(), state.now.wall(), kind, by, null, null, detail));
  }
}
