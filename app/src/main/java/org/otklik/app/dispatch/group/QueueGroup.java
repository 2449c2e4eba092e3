package org.otklik.app.dispatch.group;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Acceptance.Full;
import org.otklik.app.dispatch.Acceptance.Withdrawn;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.PauseReason;
import org.otklik.app.dispatch.channel.Arranged;
import org.otklik.app.dispatch.channel.Arrangement;
import org.otklik.app.dispatch.channel.Connection;
import org.otklik.app.dispatch.group.Command.AcceptContact;
import org.otklik.app.dispatch.group.Command.ArrangeEnded;
import org.otklik.app.dispatch.group.Command.AskColleague;
import org.otklik.app.dispatch.group.Command.AskEnded;
import org.otklik.app.dispatch.group.Command.AskedGone;
import org.otklik.app.dispatch.group.Command.BecomeReady;
import org.otklik.app.dispatch.group.Command.Begin;
import org.otklik.app.dispatch.group.Command.CallOut;
import org.otklik.app.dispatch.group.Command.CallOutEnded;
import org.otklik.app.dispatch.group.Command.CitizenGone;
import org.otklik.app.dispatch.group.Command.ConnectEnded;
import org.otklik.app.dispatch.group.Command.DeclineOffer;
import org.otklik.app.dispatch.group.Command.End;
import org.otklik.app.dispatch.group.Command.EndConsult;
import org.otklik.app.dispatch.group.Command.FinishWrapUp;
import org.otklik.app.dispatch.group.Command.HandOnEnded;
import org.otklik.app.dispatch.group.Command.HandOver;
import org.otklik.app.dispatch.group.Command.HangUp;
import org.otklik.app.dispatch.group.Command.Join;
import org.otklik.app.dispatch.group.Command.LeaveTalks;
import org.otklik.app.dispatch.group.Command.LineupRead;
import org.otklik.app.dispatch.group.Command.Nudge;
import org.otklik.app.dispatch.group.Command.OperatorLineLost;
import org.otklik.app.dispatch.group.Command.Park;
import org.otklik.app.dispatch.group.Command.Pause;
import org.otklik.app.dispatch.group.Command.PullForward;
import org.otklik.app.dispatch.group.Command.StopTransfer;
import org.otklik.app.dispatch.group.Command.Supervise;
import org.otklik.app.dispatch.group.Command.Swap;
import org.otklik.app.dispatch.group.Command.TakeBack;
import org.otklik.app.dispatch.group.Command.TakeOffer;
import org.otklik.app.dispatch.group.Command.Told;
import org.otklik.app.dispatch.group.Command.Transfer;
import org.otklik.app.dispatch.jdbc.Lineup;
import org.otklik.app.dispatch.jdbc.Lineup.TopicRow;
import org.otklik.app.dispatch.jdbc.PromiseRow;
import org.otklik.app.dispatch.jdbc.Recovered;
import org.otklik.app.dispatch.jdbc.Written.Lost;
import org.otklik.app.dispatch.settings.DispatchSettings;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.Router;
import org.otklik.engine.routing.RoutingEvent.ContactLeft;
import org.otklik.engine.routing.RoutingEvent.PlaceRestored;
import org.otklik.engine.routing.RoutingEvent.SettingsChanged;
import org.otklik.engine.routing.RoutingSettings;
import org.otklik.engine.routing.TopicSettings;

/// One queue group as it is in memory: turns commands into changes to be written and things to be
/// done afterwards. It knows neither database nor thread; the group's thread owns it.
final class QueueGroup {

  /// An operator is reserved so long for a citizen who is called back, should nobody say what
  /// became of that call; the longest that telephony lets an operator's telephone and then a number
  /// ring is shorter.
  private static final Duration DIAL_MAX = Duration.ofMinutes(5);

  private final GroupState state;
  private final Routes routes;
  private final PresenceSteps presences;
  private final ContactSteps contacts;
  private final TogetherSteps together;
  private final ConsultSteps consults;
  private final SupervisionSteps supervisions;
  private final OutsideSteps outsides;
  private final Spots spots;
  private final Promises promises;
  private final QueuesNow queuesNow;

  /// @param later takes commands that come of what channels do
  QueueGroup(GroupState state, Spots spots, Consumer<Command> later) {
    this.state = state;
    this.spots = spots;
    this.queuesNow = new QueuesNow(state, spots);
    this.routes =
        new Routes(
            state,
            new Router(routing(state.settings, state.lineup)),
            (contact, shift, how) -> later.accept(new ConnectEnded(contact, shift, how)));
    this.promises = new Promises(state, routes.router(), spots);
    this.presences = new PresenceSteps(state, routes);
    this.consults = new ConsultSteps(state, routes, presences, later);
    this.supervisions = new SupervisionSteps(state, consults);
    this.contacts =
        new ContactSteps(state, routes, presences, consults, supervisions, spots, promises);
    this.outsides = new OutsideSteps(state, routes, presences, contacts, consults, later);
    this.together =
        new TogetherSteps(state, routes, presences, consults, supervisions, outsides, promises);
  }

  /// Handles what was asked or told at this steady time.
  void on(Command command, Instant at) {
    state.handleAt(at);
    routes.passTime();
    switch (command) {
      case AcceptContact accept -> contacts.accept(accept);
      case CitizenGone(var contact, var how) -> gone(contact, how);
      case ConnectEnded(var contact, var shift, var how) -> connectEnded(contact, shift, how);
      case ArrangeEnded(var talk, var arrangement, var how) -> arranged(talk, arrangement, how);
      case PullForward(var contact, var reason) -> contacts.pull(contact, reason);
      case Begin(var operator) -> begin(operator);
      case BecomeReady(var operator) -> with(operator, presences::ready);
      case Pause(var operator, var reason) ->
          with(operator, shift -> presences.pause(shift, reason));
      case End(var operator) -> with(operator, presences::end);
      case TakeOffer(var operator, var contact) ->
          with(operator, shift -> presences.take(shift, contact));
      case DeclineOffer(var operator, var contact, var reason) ->
          with(operator, shift -> presences.decline(shift, contact, reason));
      case HangUp(var operator, var contact) -> hangUp(operator, contact);
      case Transfer(var operator, var id, var target) ->
          talking(operator, id).ifPresent(contact -> together.transfer(contact, target));
      case Park(var operator, var id, var reason) ->
          talking(operator, id).ifPresent(contact -> together.park(contact, reason));
      case AskColleague(var operator, var id, var target) ->
          talking(operator, id).ifPresent(contact -> consults.ask(contact, target));
      case Swap(var operator, var id) -> talking(operator, id).ifPresent(consults::swap);
      case Join(var operator, var id) -> talking(operator, id).ifPresent(consults::join);
      case CallOut(var operator, var request, var why) ->
          with(operator, shift -> outsides.call(shift, request, why));
      case CallOutEnded(var call, var how) -> outsides.callEnded(call, how);
      case StopTransfer(var operator, var id) ->
          talks(operator, id).ifPresent(outsides::stopHandingOn);
      case HandOnEnded(var talk, var how) -> outsides.handedOn(talk, how);
      case HandOver(var operator, var id) -> talking(operator, id).ifPresent(this::handOver);
      case AskEnded(var contact, var consult, var how) -> consults.asked(contact, consult, how);
      case AskedGone(var id) -> {
        var contact = state.contact(id);
        if (contact != null && contact.stage() == LiveContact.Stage.TALKING) {
          consults.outsideGone(contact);
        }
      }
      case EndConsult(var operator, var id) -> endConsult(operator, id);
      case Supervise(var supervisor, var id, var how) -> {
        var contact = state.contact(id);
        if (contact != null && contact.about == null) {
          supervisions.begin(supervisor, contact, how);
        }
      }
      case LeaveTalks(var supervisor) -> supervisions.end(supervisor);
      case TakeBack(var operator, var id) -> with(operator, shift -> takeBack(shift, id));
      case FinishWrapUp(var operator) -> with(operator, presences::finishWrapUp);
      case OperatorLineLost(var operator) -> {
        supervisions.end(operator);
        with(operator, this::lineLost);
      }
      case LineupRead(var lineup) -> lineupRead(lineup);
      case Told(var spot, var by) -> {
        var contact = state.contact(spot.contact());
        if (contact != null) {
          promises.told(contact, spot, by);
        }
      }
      case Nudge() -> {}
    }
  }

  /// Nothing but time has passed.
  void passTime(Instant steady) {
    state.handleAt(steady);
    routes.passTime();
  }

  /// Leases and limits that have come to their end; to be asked about twice a second.
  void endLeases() {
    presences.endLeases();
  }

  /// The thread was not awake and could not hear anybody.
  void renewAll(Instant steady) {
    presences.renewAll(steady);
  }

  /// How long nothing happens by itself; at most this long.
  Duration quietFor(Instant steady, Duration most) {
    var wake = routes.router().nextWake().map(state.timeline::steadyOf);
    if (wake.isEmpty()) {
      return most;
    }
    var quiet = Duration.between(steady, wake.get());
    return quiet.compareTo(most) < 0 ? quiet : most;
  }

  /// What a dead process has left behind.
  void restore(Recovered recovered) {
    for (var place : recovered.places()) {
      var since = state.timeline.routingOf(place.since());
      var keptUntil = state.timeline.routingOf(place.leftAt().plus(state.settings.placeKept()));
      routes.route(new PlaceRestored(place.person(), since, keptUntil));
    }
    recovered.presences().forEach(presences::restore);
    state.estimates.remember(recovered.promises());
  }

  /// Everybody who is still here is gone: the product is being stopped.
  void stop() {
    for (var contact : List.copyOf(state.contacts())) {
      gone(contact.id(), Gone.STOPPED);
    }
  }

  /// Nothing can be accepted any more, not even what has been asked already.
  void refuseUndecided() {
    state.contacts().forEach(contact -> contact.answer.complete(new Full(0)));
  }

  /// Another process has forestalled these assignments: they never were.
  void lost(List<Lost> losses) {
    var fresh =
        state.journal.newAssignments().stream()
            .collect(toMap(assignment -> assignment.id, Function.identity()));
    for (var loss : losses) {
      var assignment = fresh.get(loss.assignment());
      if (assignment != null) {
        lost(assignment, loss.contactTaken());
      }
    }
  }

  private void lost(Assignment assignment, boolean contactTaken) {
    var contact = assignment.contact;
    var shift = assignment.shift;
    assignment.lose();
    state.journal.forget(assignment);
    if (contactTaken) {
      state.remove(contact);
      state.journal.forget(contact);
      spots.left(contact.id());
      promises.cut(contact, PromiseRow.Outcome.INTERRUPTED);
      contact.answer.completeAsync(Withdrawn::new, state.ports.executor());
      shift.ready(state.now.wall());
      state.changed(shift);
      routes.route(new ContactLeft(contact.id()));
    } else {
      presences.pause(shift, PauseReason.TECHNICAL);
    }
  }

  private void hangUp(OperatorId operator, ContactId id) {
    var contact = state.contact(id);
    var about = contact == null ? null : contact.about;
    if (about != null) {
      endConsult(operator, about.id());
      return;
    }
    var assignment = contact == null ? null : contact.assignment;
    if (contact != null && assignment != null && assignment.shift.operator.equals(operator)) {
      contacts.hangUp(contact);
    } else {
      endConsult(operator, id);
    }
  }

  private void gone(ContactId id, Gone how) {
    var contact = state.contact(id);
    var assignment = contact == null ? null : contact.assignment;
    if (contact != null
        && assignment != null
        && contact.isBeingCalled()
        && contact.stage() == LiveContact.Stage.CONNECTING) {
      outsides.gone(assignment, how);
    } else {
      contacts.gone(id, how);
    }
  }

  private void connectEnded(LiveContact contact, Shift shift, Connection how) {
    var about = contact.about;
    if (about == null) {
      contacts.connectEnded(contact, shift, how);
    } else {
      consults.answered(about, contact, shift, how == Connection.MADE);
    }
  }

  /// Whose sound is gone is missed, if the talk still goes on with the same operator.
  private void arranged(Assignment talk, Arrangement arrangement, Arranged how) {
    var contact = talk.contact;
    var colleague = arrangement.consulted();
    if (contact.assignment != talk || contact.stage() != LiveContact.Stage.TALKING) {
      return;
    }
    switch (how) {
      case DONE, CITIZEN_GONE -> {}
      case OPERATOR_FAILED -> contacts.operatorLineLost(contact);
      case COLLEAGUE_FAILED -> {
        if (colleague != null) {
          consults.colleagueLost(contact, colleague);
        }
      }
    }
  }

  /// Whoever begins or goes on with a shift has one line: it supervises nothing any more.
  private void begin(OperatorId operator) {
    supervisions.end(operator);
    presences.begin(operator);
    with(operator, consults::showAgain);
    with(operator, supervisions::showAgain);
    with(operator, outsides::showAgain);
  }

  /// By the one who asked or by the colleague.
  private void endConsult(OperatorId operator, ContactId id) {
    var contact = state.contact(id);
    var consult = contact == null ? null : contact.consult;
    if (contact == null || consult == null) {
      return;
    }
    var call = consult.call;
    var colleague = call == null ? null : call.assignment;
    if (contact.taken().shift.operator.equals(operator)
        || (colleague != null && colleague.shift.operator.equals(operator))) {
      consults.end(contact);
    }
  }

  private void handOver(LiveContact contact) {
    if (!outsides.leaveToAsked(contact)) {
      consults.handOver(contact);
    }
  }

  /// The contact, if this operator talks with it and does not hand it on already.
  private Optional<LiveContact> talking(OperatorId operator, ContactId id) {
    return talks(operator, id).filter(contact -> !contact.handedOn);
  }

  /// The contact, if this operator talks with it.
  private Optional<LiveContact> talks(OperatorId operator, ContactId id) {
    return Optional.ofNullable(state.contact(id))
        .filter(contact -> contact.about == null)
        .filter(contact -> contact.stage() == LiveContact.Stage.TALKING)
        .filter(contact -> contact.taken().shift.operator.equals(operator));
  }

  private void takeBack(Shift shift, ContactId id) {
    var contact = state.contact(id);
    if (contact != null) {
      together.takeBack(shift, contact);
    }
  }

  private void lineLost(Shift shift) {
    var assignment = shift.assignment;
    if (assignment == null || assignment.contact.stage() != LiveContact.Stage.TALKING) {
      if (assignment != null && assignment.contact.isBeingCalled()) {
        contacts.hangUp(assignment.contact);
      }
      presences.lineLost(shift);
      return;
    }
    var about = assignment.contact.about;
    if (about == null) {
      contacts.operatorLineLost(assignment.contact);
    } else {
      consults.end(about);
      presences.lineLost(shift);
    }
  }

  private void lineupRead(Lineup lineup) {
    state.lineup = lineup;
    routes.route(new SettingsChanged(routing(state.settings, lineup)));
    presences.lineupChanged();
  }

  private void with(OperatorId operator, Consumer<Shift> step) {
    @Nullable Shift shift = state.shift(operator);
    if (shift != null) {
      step.accept(shift);
    }
  }

  GroupState state() {
    return state;
  }

  QueuesNow queuesNow() {
    return queuesNow;
  }

  Promises promises() {
    return promises;
  }

  Router router() {
    return routes.router();
  }

  private static RoutingSettings routing(DispatchSettings settings, Lineup lineup) {
    var usual = RoutingSettings.defaults();
    var topics =
        lineup.topics().stream()
            .collect(
                toMap(
                    row -> row.topic().id(),
                    (TopicRow row) ->
                        new TopicSettings(usual.anyTopic().rings(), row.leastSpecialisedFirst())));
    return new RoutingSettings(
        settings.offerDeadline(),
        DIAL_MAX,
        settings.placeKept(),
        usual.declinedAgainAfter(),
        usual.overtakingMax(),
        settings.waitingMax(),
        usual.besides(),
        usual.bonuses(),
        usual.anyTopic(),
        Map.copyOf(topics));
  }
}
