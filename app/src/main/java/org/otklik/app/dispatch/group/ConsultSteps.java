package org.otklik.app.dispatch.group;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Called;
import org.otklik.app.dispatch.Journeys.Kind;
import org.otklik.app.dispatch.TalkEnded;
import org.otklik.app.dispatch.TalkStarted;
import org.otklik.app.dispatch.Teamwork.Target;
import org.otklik.app.dispatch.channel.Arrangement;
import org.otklik.app.dispatch.channel.Arrangement.Hearing;
import org.otklik.app.dispatch.desk.Outside;
import org.otklik.app.dispatch.desk.Outside.What;
import org.otklik.app.dispatch.desk.Together;
import org.otklik.app.dispatch.desk.Together.Stage;
import org.otklik.app.dispatch.group.Command.ArrangeEnded;
import org.otklik.app.dispatch.group.Command.AskEnded;
import org.otklik.app.dispatch.jdbc.AssignmentRow.Ending;
import org.otklik.app.dispatch.jdbc.StepRow;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.Reason;
import org.otklik.engine.routing.RoutingEvent.ConnectFailed;
import org.otklik.engine.routing.RoutingEvent.ConsultAsked;
import org.otklik.engine.routing.RoutingEvent.ConsultEnded;
import org.otklik.engine.routing.RoutingEvent.ContactLeft;
import org.otklik.engine.routing.RoutingEvent.HandedOver;
import org.otklik.engine.routing.TopicId;

/// Colleagues, and people outside, are asked, join, go on with a contact and leave. The group's
/// thread owns it.
///
/// 1. While a colleague is looked for the citizen hears music; if nobody answers in time the
///    operator is with the citizen again.
/// 2. If the colleague goes, the operator is with the citizen again; if the citizen goes, or the
///    operator ends the talk, the consult is over and the colleague is free at once.
/// 3. If the operator's line dies, the consult is over and the citizen waits in front.
/// 4. The router knows nothing of somebody outside: a number is called and takes part. To leave the
///    citizen to them is to hand the citizen on ([OutsideSteps]).
final class ConsultSteps {
  private final GroupState state;
  private final Routes routes;
  private final PresenceSteps presences;
  private final Consumer<Command> later;
  private final NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();

  /// @param later takes commands that come of what channels do
  ConsultSteps(GroupState state, Routes routes, PresenceSteps presences, Consumer<Command> later) {
    this.later = later;
    this.state = state;
    this.routes = routes;
    this.presences = presences;
    routes.whenNobodyAnswers(this::unanswered);
  }

  /// Asks a colleague, or whoever answers for a topic.
  void ask(LiveContact contact, Target target) {
    var shift = contact.taken().shift;
    if (contact.consult != null || contact.handedOn || !isThere(target, shift)) {
      return;
    }
    if (target instanceof Target.Outside(var number)) {
      askOutside(contact, number);
      return;
    }
    var topic = target instanceof Target.Queue(var asked) ? asked : contact.request.topic();
    var whom = target instanceof Target.Colleague(var colleague) ? colleague : null;
    var request = contact.request.about(topic).as(new ContactId(ids.generate()));
    var call = new LiveContact(request, contact.person, new CompletableFuture<>(), contact);
    call.placeSince = contact.placeSince;
    state.add(call);
    contact.consult = new Consult(call);
    step(contact, Kind.CONSULT_ASKED, shift.operator, whom, whom == null ? topic : null);
    arrange(contact, Hearing.CITIZEN_WAITS, null);
    tell(contact, shift.operator, true, Stage.ASKED, null);
    var until = state.now.routing().plus(state.settings.consultMax());
    routes.route(
        new ConsultAsked(call.id(), contact.id(), state.requirement(request), whom, until));
  }

  private boolean isThere(Target target, Shift asking) {
    return switch (target) {
      case Target.Queue(var topic) -> state.lineup.find(topic).isPresent();
      case Target.Colleague(var colleague) ->
          state.shift(colleague) != null && !colleague.equals(asking.operator);
      case Target.Outside _ -> true;
    };
  }

  private void askOutside(LiveContact contact, String number) {
    var consult = new Consult();
    var operator = operator(contact);
    contact.consult = consult;
    step(contact, Kind.OUTSIDE_CONSULT_ASKED, operator, null, null);
    arrange(contact, Hearing.CITIZEN_WAITS, null);
    tell(contact, operator, true, Stage.ASKED, null);
    state.afterwards.effect(
        () ->
            state.ports.ask(
                contact,
                operator,
                number,
                how -> later.accept(new AskEnded(contact, consult, how))));
  }

  /// It is decided what became of a number outside that was called to be asked. One who answers too
  /// late is hung up.
  void asked(LiveContact contact, Consult consult, Called how) {
    if (contact.consult != consult || consult.stage != Stage.ASKED) {
      if (how == Called.ANSWERED && contact.consult == null) {
        stopAsking(contact);
      }
      return;
    }
    if (how == Called.ANSWERED) {
      step(contact, Kind.OUTSIDE_CONSULT_BEGAN, operator(contact), null, null);
      become(contact, consult, null, Stage.CONSULTING);
      arrange(contact, Hearing.CITIZEN_WAITS, null);
      return;
    }
    contact.consult = null;
    state.journal.step(
        new StepRow(
            ids.generate(),
            contact.id(),
            state.now.wall(),
            Kind.OUTSIDE_UNANSWERED,
            operator(contact),
            null,
            null,
            how.name()));
    var outside = new Outside(contact.id(), What.CONSULT, how);
    var operator = operator(contact);
    state.afterwards.effect(() -> state.ports.desk(desk -> desk.outside(operator, outside)));
    tell(contact, operator, true, Stage.OVER, null);
    arrange(contact, Hearing.ALL, null);
  }

  /// Who was asked outside has hung up.
  void outsideGone(LiveContact contact) {
    var consult = contact.consult;
    if (consult != null && consult.isWithOutside()) {
      end(contact);
    }
  }

  /// The citizen is left to whom the operator asks outside: the consult is over, nobody hangs up.
  ///
  /// @return whether somebody is there
  boolean leaveToOutside(LiveContact contact) {
    var consult = contact.consult;
    if (consult == null || !consult.isWithOutside()) {
      return false;
    }
    contact.consult = null;
    tell(contact, operator(contact), true, Stage.OVER, null);
    return true;
  }

  private void stopAsking(LiveContact contact) {
    state.afterwards.effect(
        () -> state.ports.tell(contact, channel -> channel.stopAsking(contact.id())));
  }

  /// The colleague's sound is there, or could not be reached. One who comes too late is sent away.
  void answered(LiveContact contact, LiveContact call, Shift colleague, boolean reached) {
    var consult = contact.consult;
    var assignment = call.assignment;
    if (consult == null
        || consult.call != call
        || assignment == null
        || assignment.shift != colleague
        || call.stage() != LiveContact.Stage.CONNECTING) {
      if (reached && !takesPart(contact, colleague)) {
        apart(contact, colleague.operator);
      }
      return;
    }
    if (!reached) {
      routes.end(assignment, Ending.NOT_CONNECTED, "not-connected");
      presences.unfit(colleague);
      routes.route(new ConnectFailed(call.id(), colleague.operator, true));
      return;
    }
    assignment.connect(state.now.wall());
    call.talk(colleague.operator, state.now.wall());
    state.journal.changed(assignment);
    state.afterwards.effect(
        () -> state.ports.desk(desk -> desk.connected(colleague.operator, contact.id())));
    step(contact, Kind.CONSULT_BEGAN, operator(contact), colleague.operator, null);
    arrange(contact, Hearing.CITIZEN_WAITS, colleague.operator);
    become(contact, consult, colleague.operator, Stage.CONSULTING);
  }

  private static boolean takesPart(LiveContact contact, Shift shift) {
    var consult = contact.consult;
    var call = consult == null ? null : consult.call;
    return isWith(contact.assignment, shift) || (call != null && isWith(call.assignment, shift));
  }

  private static boolean isWith(@Nullable Assignment assignment, Shift shift) {
    return assignment != null && assignment.shift == shift;
  }

  /// The colleague's sound is gone: the consult is over. They may be another one by now.
  void colleagueLost(LiveContact contact, OperatorId colleague) {
    var consult = contact.consult;
    var call = consult == null ? null : consult.call;
    if (call != null && colleague.equals(colleague(consult))) {
      var shift = call.taken().shift;
      end(contact);
      presences.lineLost(shift);
    }
  }

  /// Shows a page that was loaded anew, or was away, how far a consult is, if there is one.
  void showAgain(Shift shift) {
    var assignment = shift.assignment;
    if (assignment == null || !assignment.isTaken()) {
      return;
    }
    var about = assignment.contact.about;
    var contact = about == null ? assignment.contact : about;
    var consult = contact.consult;
    var stage = consult == null ? Stage.OVER : consult.stage;
    if (about == null) {
      tell(contact, shift.operator, true, stage, colleague(consult));
    } else {
      tell(contact, shift.operator, false, stage, operator(contact));
    }
  }

  /// The operator turns from the colleague to the citizen, or back.
  void swap(LiveContact contact) {
    var consult = contact.consult;
    var colleague = colleague(consult);
    if (consult == null || (colleague == null && !consult.isWithOutside())) {
      return;
    }
    var next = consult.stage == Stage.CONSULTING ? Stage.WITH_CITIZEN : Stage.CONSULTING;
    arrange(
        contact,
        next == Stage.CONSULTING ? Hearing.CITIZEN_WAITS : Hearing.COLLEAGUE_WAITS,
        colleague);
    become(contact, consult, colleague, next);
  }

  /// All three talk.
  void join(LiveContact contact) {
    var consult = contact.consult;
    var colleague = colleague(consult);
    if (consult != null && (colleague != null || consult.isWithOutside())) {
      arrange(contact, Hearing.ALL, colleague);
      var kind = colleague == null ? Kind.OUTSIDE_JOINED : Kind.JOINED;
      step(contact, kind, operator(contact), colleague, null);
      become(contact, consult, colleague, Stage.JOINED);
    }
  }

  private void become(
      LiveContact contact, Consult consult, @Nullable OperatorId colleague, Stage stage) {
    consult.stage = stage;
    tell(contact, operator(contact), true, stage, colleague);
    if (colleague != null) {
      tell(contact, colleague, false, stage, operator(contact));
    }
  }

  /// The operator leaves; the colleague goes on with the contact.
  void handOver(LiveContact contact) {
    var consult = contact.consult;
    var call = consult == null ? null : consult.call;
    var to = call == null ? null : call.assignment;
    if (call == null || to == null || call.stage() != LiveContact.Stage.TALKING) {
      return;
    }
    var from = contact.taken();
    var now = state.now.wall();
    from.end(Ending.TRANSFERRED, now);
    to.end(Ending.CONSULTED, now);
    state.journal.changed(from);
    state.journal.changed(to);
    forget(contact, call);
    goOn(contact, to.shift);
    step(contact, Kind.HANDED_OVER, from.shift.operator, to.shift.operator, null);
    tell(contact, from.shift.operator, true, Stage.OVER, null);
    tell(contact, to.shift.operator, false, Stage.OVER, null);
    presences.afterTalk(from.shift, contact.id());
    apart(contact, from.shift.operator);
    arrange(contact, Hearing.ALL, null);
    state.showSupervision(contact);
    routes.route(new HandedOver(contact.id(), from.shift.operator, call.id(), to.shift.operator));
    presences.leaveIfAsked(from.shift);
    state.afterwards.promise(
        () -> {
          state.facts.accept(new TalkEnded(contact.id(), from.shift.operator, now));
          state.facts.accept(new TalkStarted(contact.id(), to.shift.operator, now));
        });
  }

  private void goOn(LiveContact contact, Shift shift) {
    var now = state.now.wall();
    var reason = new Reason("taken-over", Map.of());
    var assignment = new Assignment(ids.generate(), contact, shift, now, now, reason);
    assignment.rung = true; // shown at once
    assignment.take(now);
    assignment.connect(now);
    contact.assignment = assignment;
    contact.waitAgain();
    contact.talk(shift.operator, now);
    shift.assignment = assignment;
    shift.talk(assignment, now);
    shift.handling(contact.request.topic(), state.now.steady());
    state.journal.changed(assignment);
    state.journal.changed(contact);
    state.changed(shift);
  }

  /// The consult is over and the operator is with the citizen again.
  void end(LiveContact contact) {
    if (contact.consult != null) {
      step(contact, Kind.CONSULT_ENDED, operator(contact), colleague(contact.consult), null);
      breakOff(contact);
      arrange(contact, Hearing.ALL, null);
    }
  }

  /// The consult is over because the operator's part of the talk is, or because the citizen is
  /// gone.
  void breakOff(LiveContact contact) {
    var consult = contact.consult;
    if (consult == null) {
      return;
    }
    tell(contact, operator(contact), true, Stage.OVER, null);
    contact.consult = null;
    var call = consult.call;
    if (call == null) {
      stopAsking(contact);
      return;
    }
    switch (call.stage()) {
      case WAITING, RINGING -> routes.route(new ContactLeft(call.id()));
      case CONNECTING -> {
        var assignment = call.taken();
        routes.end(assignment, Ending.CONTACT_GONE, "contact-left");
        free(contact, assignment.shift);
        routes.route(new ConnectFailed(call.id(), assignment.shift.operator, false));
      }
      case TALKING -> {
        var assignment = call.taken();
        assignment.end(Ending.CONSULTED, state.now.wall());
        state.journal.changed(assignment);
        free(contact, assignment.shift);
        routes.route(new ConsultEnded(call.id(), assignment.shift.operator));
      }
      case PARKED, ENDED -> {}
    }
    apart(contact, operator(contact));
    forget(contact, call);
  }

  private void free(LiveContact contact, Shift colleague) {
    tell(contact, colleague.operator, false, Stage.OVER, null);
    apart(contact, colleague.operator);
    presences.freeFrom(colleague);
  }

  /// Nobody could be found in time.
  private void unanswered(LiveContact call) {
    var contact = call.about;
    var consult = contact == null ? null : contact.consult;
    if (contact == null || consult == null || consult.call != call) {
      return;
    }
    forget(contact, call);
    step(contact, Kind.CONSULT_UNANSWERED, operator(contact), null, null);
    tell(contact, operator(contact), true, Stage.UNANSWERED, null);
    arrange(contact, Hearing.ALL, null);
  }

  private void forget(LiveContact contact, LiveContact call) {
    contact.consult = null;
    state.remove(call);
  }

  /// The colleague who talks, if one has answered.
  private static @Nullable OperatorId colleague(@Nullable Consult consult) {
    var call = consult == null ? null : consult.call;
    var assignment = call == null ? null : call.assignment;
    return call == null || assignment == null || call.stage() != LiveContact.Stage.TALKING
        ? null
        : assignment.shift.operator;
  }

  private static OperatorId operator(LiveContact contact) {
    return contact.taken().shift.operator;
  }

  /// The same who talk, after somebody who listens has come or gone.
  void arrangeAgain(LiveContact contact) {
    var consult = contact.consult;
    var hearing =
        contact.handedOn
            ? Hearing.CITIZEN_WAITS
            : switch (consult == null ? Stage.OVER : consult.stage) {
              case ASKED, CONSULTING -> Hearing.CITIZEN_WAITS;
              case WITH_CITIZEN -> Hearing.COLLEAGUE_WAITS;
              case JOINED, OVER, UNANSWERED -> Hearing.ALL;
            };
    arrange(contact, hearing, colleague(consult));
  }

  private void arrange(LiveContact contact, Hearing hearing, @Nullable OperatorId colleague) {
    var consult = contact.consult;
    var arrangement =
        new Arrangement(
            operator(contact),
            colleague,
            consult != null && consult.isWithOutside(),
            hearing,
            contact.supervisor);
    var talk = contact.taken();
    state.afterwards.effect(
        () ->
            state.ports.arrange(
                contact,
                arrangement,
                how -> later.accept(new ArrangeEnded(talk, arrangement, how))));
  }

  private void apart(LiveContact contact, OperatorId operator) {
    state.afterwards.effect(
        () -> state.ports.tell(contact, channel -> channel.apart(contact.id(), operator)));
  }

  private void tell(
      LiveContact contact,
      OperatorId operator,
      boolean asking,
      Stage stage,
      @Nullable OperatorId other) {
    var consult = contact.consult;
    var together =
        new Together(contact.id(), asking, stage, other, consult != null && consult.isOutside());
    state.afterwards.effect(() -> state.ports.desk(desk -> desk.together(operator, together)));
  }

  private void step(
      LiveContact contact,
      Kind kind,
      OperatorId by,
      @Nullable OperatorId other,
      @Nullable TopicId topic) {
    state.journal.step(
        new StepRow(ids.generate(), contact.id(), state.now.wall(), kind, by, other, topic, null));
  }
}
