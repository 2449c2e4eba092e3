package org.otklik.app.dispatch.group;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Acceptance.Full;
import org.otklik.app.dispatch.Journeys.Kind;
import org.otklik.app.dispatch.PauseReason;
import org.otklik.app.dispatch.channel.Connection;
import org.otklik.app.dispatch.desk.OfferCard;
import org.otklik.app.dispatch.jdbc.AssignmentRow.Ending;
import org.otklik.app.dispatch.jdbc.StepRow;
import org.otklik.engine.routing.Decision;
import org.otklik.engine.routing.Decision.Connect;
import org.otklik.engine.routing.Decision.Dial;
import org.otklik.engine.routing.Decision.Hold;
import org.otklik.engine.routing.Decision.Ignored;
import org.otklik.engine.routing.Decision.Offer;
import org.otklik.engine.routing.Decision.Overflow;
import org.otklik.engine.routing.Decision.Pause;
import org.otklik.engine.routing.Decision.Withdraw;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.Reason;
import org.otklik.engine.routing.Router;
import org.otklik.engine.routing.RoutingEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the router what has happened and follows its decisions: into the memory of the group, into
/// the journal, and into what is to be done after the commit. The group's thread owns it.
final class Routes {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

  private final GroupState state;
  private final Router router;
  private final ConnectListener connected;
  private Consumer<LiveContact> nobodyAnswers = _ -> {};
  private Dialling dialling = Dialling.NONE;
  private final NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();

  Routes(GroupState state, Router router, ConnectListener connected) {
    this.state = state;
    this.router = router;
    this.connected = connected;
  }

  /// Deadlines that have come are handled before anything that came later.
  void passTime() {
    var wake = router.nextWake();
    if (wake.isPresent() && !wake.get().isAfter(state.now.routing())) {
      route(new RoutingEvent.TimePassed());
    }
  }

  /// Something has happened at the state's present moment.
  void route(RoutingEvent event) {
    for (var decision : router.on(event, state.now.routing())) {
      follow(decision);
    }
  }

  private void follow(Decision decision) {
    switch (decision) {
      case Hold hold -> hold(hold);
      case Offer offer -> offer(offer);
      case Dial dial -> dial(dial);
      case Withdraw withdraw -> withdraw(withdraw);
      case Connect connect -> connect(connect);
      case Pause pause -> pause(pause);
      case Overflow overflow -> overflow(overflow);
      case Ignored ignored -> ignore(ignored);
    }
  }

  /// Standing anew may have moved the place.
  private void hold(Hold hold) {
    var contact = state.contact(hold.contact());
    if (contact != null) {
      endParking(contact);
      contact.placeSince = state.timeline.wallOf(hold.since());
      state.journal.changed(contact);
    }
  }

  private void offer(Offer offer) {
    var contact = state.contact(offer.contact());
    var shift = state.shift(offer.operator());
    if (contact == null || shift == null) {
      LOG.error("The router knows a contact or an operator that the group does not.");
      return;
    }
    endParking(contact);
    var now = state.now.wall();
    var until = state.timeline.wallOf(offer.until());
    var assignment =
        new Assignment(ids.generate(), contact, shift, now, until, contact.said(offer.reason()));
    contact.assignment = assignment;
    shift.ring(assignment, now);
    state.journal.changed(assignment);
    state.journal.changed(shift);
    var freedAt = state.now.steady();
    state.afterwards.promise(
        () -> {
          if (assignment.isLive() && !assignment.isTaken()) {
            assignment.until = state.timeline.wallOf(offer.until());
            ring(assignment);
            state.meters.offered(freedAt, state.timeline.now());
          }
        });
  }

  /// The operator is with the callback from now on, and hears it ring.
  private void dial(Dial dial) {
    var contact = state.contact(dial.contact());
    var shift = state.shift(dial.operator());
    if (contact == null || shift == null) {
      LOG.error("The router knows a callback or an operator that the group does not.");
      return;
    }
    var assignment = begin(contact, shift, contact.said(dial.reason()));
    dialling.begins(assignment);
  }

  /// A contact is with the operator without having rung before.
  Assignment begin(LiveContact contact, Shift shift, Reason reason) {
    var now = state.now.wall();
    var assignment = new Assignment(ids.generate(), contact, shift, now, now, reason);
    assignment.rung = true; // at nobody's desk, but shown at once
    contact.assignment = assignment;
    shift.ring(assignment, now);
    assignment.take(now);
    shift.talk(assignment, now);
    state.journal.changed(assignment);
    state.changed(shift);
    return assignment;
  }

  /// Nobody has taken it back in time.
  private void endParking(LiveContact contact) {
    var parked = contact.parked;
    if (parked != null) {
      state.journal.step(
          new StepRow(
              ids.generate(),
              contact.id(),
              state.now.wall(),
              Kind.PARKING_OVER,
              parked.by(),
              null,
              null,
              null));
      unpark(contact);
    }
  }

  /// It is not put aside any more.
  void unpark(LiveContact contact) {
    if (contact.parked != null) {
      contact.parked = null;
      state.parkedChanged();
    }
  }

  /// Tells the operator's page who rings.
  void ring(Assignment assignment) {
    var request = assignment.contact.request;
    var card =
        new OfferCard(
            request.id(),
            request.line(),
            request.callerNumber(),
            request.citizenId(),
            request.topic(),
            request.language().tag(),
            assignment.contact.placeSince,
            assignment.until,
            assignment.reason,
            asking(assignment.contact));
    assignment.rung = true;
    var operator = assignment.shift.operator;
    state.ports.desk(desk -> desk.ring(operator, card));
    state.ports.tell(assignment.contact, channel -> channel.ring(request.id(), operator));
    state.show(assignment.shift);
  }

  private static @Nullable OperatorId asking(LiveContact contact) {
    var about = contact.about;
    var assignment = about == null ? null : about.assignment;
    return assignment == null ? null : assignment.shift.operator;
  }

  private void withdraw(Withdraw withdraw) {
    var contact = state.contact(withdraw.contact());
    var assignment = contact == null ? null : contact.assignment;
    if (contact == null || assignment == null) {
      return;
    }
    if (contact.isBeingCalled()) {
      dialling.ends(assignment);
      return;
    }
    end(assignment, ending(withdraw.reason().code()), withdraw.reason().code());
    assignment.shift.ready(state.now.wall());
    state.changed(assignment.shift);
  }

  /// Ends an assignment and stops its ringing.
  ///
  /// @param code told to the desk
  void end(Assignment assignment, Ending how, String code) {
    assignment.end(how, state.now.wall());
    state.journal.changed(assignment);
    state.afterwards.effect(
        () -> {
          if (assignment.rung) {
            state.ports.desk(
                desk -> desk.withdraw(assignment.shift.operator, assignment.contact.id(), code));
          }
        });
    stopRinging(assignment);
  }

  /// What rings beside the desk stops, unless the offer was taken.
  void stopRinging(Assignment assignment) {
    var operator = assignment.shift.operator;
    var contact = assignment.contact;
    state.afterwards.effect(
        () -> {
          if (assignment.rung && !assignment.isTaken()) {
            state.ports.tell(contact, channel -> channel.stopRinging(contact.id(), operator));
          }
        });
  }

  private static Ending ending(String code) {
    return switch (code) {
      case "no-answer" -> Ending.EXPIRED;
      case "contact-left" -> Ending.CONTACT_GONE;
      default -> Ending.WITHDRAWN;
    };
  }

  private void connect(Connect connect) {
    var contact = state.contact(connect.contact());
    var shift = state.shift(connect.operator());
    if (contact == null || shift == null) {
      return;
    }
    var assignment =
        contact.parked == null ? contact.assignment : takenBack(connect, contact, shift);
    if (assignment == null) {
      return;
    }
    if (contact.isBeingCalled()) {
      return; // has answered, and talks already
    }
    if (!assignment.isTaken()) { // what was put aside is already
      assignment.take(state.now.wall());
      shift.talk(assignment, state.now.wall());
      state.journal.changed(assignment);
      state.changed(shift);
    }
    var about = contact.about;
    if (about != null) {
      reach(about, contact, shift);
      return;
    }
    state.afterwards.effect(
        () ->
            state.ports.connect(
                contact, shift.operator, how -> connected.ended(contact, shift, how)));
  }

  /// A colleague takes the offer to be asked; their telephone may have to be taken up.
  private void reach(LiveContact contact, LiveContact call, Shift colleague) {
    state.afterwards.effect(
        () ->
            state.ports.reach(
                contact,
                colleague.operator,
                reached ->
                    connected.ended(
                        call, colleague, reached ? Connection.MADE : Connection.OPERATOR_FAILED)));
  }

  /// Tells whom to call back.
  void whenToDial(Dialling told) {
    dialling = told;
  }

  /// Tells when nobody could be found to be asked.
  void whenNobodyAnswers(Consumer<LiveContact> told) {
    nobodyAnswers = told;
  }

  private Assignment takenBack(Connect connect, LiveContact contact, Shift shift) {
    unpark(contact);
    shift.handled(state.now.steady(), state.estimates::handled);
    shift.pauseAfterwards();
    return begin(contact, shift, connect.reason());
  }

  private void pause(Pause pause) {
    var shift = state.shift(pause.operator());
    if (shift != null) {
      shift.pause(pauseReason(pause.reason().code()), state.now.wall());
      state.changed(shift);
    }
  }

  private static PauseReason pauseReason(String code) {
    return code.equals("no-answer") ? PauseReason.MISSED_OFFER : PauseReason.TECHNICAL;
  }

  private void overflow(Overflow overflow) {
    var contact = state.contact(overflow.contact());
    if (contact != null && contact.about != null) {
      nobodyAnswers.accept(contact);
    } else if (contact != null && !contact.stored) {
      state.remove(contact);
      contact.answer.completeAsync(
          () -> new Full(state.settings.waitingMax()), state.ports.executor());
    }
  }

  /// An answer that came too late: the operator's page must stop ringing.
  private void ignore(Ignored ignored) {
    var code = ignored.reason().code();
    LOG.debug("The router has ignored an event: {}.", code);
    if (ignored.event() instanceof RoutingEvent.OfferAccepted(var contact, var operator)) {
      state.afterwards.effect(
          () -> state.ports.desk(desk -> desk.withdraw(operator, contact, code)));
    }
  }

  /// Told when a citizen is to be called for an operator, who is reserved, and when not any more.
  interface Dialling {
    Dialling NONE =
        new Dialling() {
          @Override
          public void begins(Assignment call) {}

          @Override
          public void ends(Assignment call) {}
        };

    void begins(Assignment call);

    void ends(Assignment call);
  }

  /// Told when a channel has connected two, or could not.
  @FunctionalInterface
  interface ConnectListener {
    void ended(LiveContact contact, Shift shift, Connection how);
  }

  /// The router, for looking at it.
  Router router() {
    return router;
  }
}
