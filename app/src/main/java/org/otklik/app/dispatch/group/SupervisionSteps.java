package org.otklik.app.dispatch.group;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.List;
import org.otklik.app.dispatch.Journeys.Kind;
import org.otklik.app.dispatch.Teamwork.Listening;
import org.otklik.app.dispatch.channel.Arrangement.Supervisor;
import org.otklik.app.dispatch.jdbc.StepRow;
import org.otklik.engine.routing.OperatorId;

/// Supervisors listen to talks, whisper and join; one supervisor a talk, the last who came. The
/// operator is shown it, and it stands in the journey, unless the setting says otherwise. The
/// group's thread owns it.
final class SupervisionSteps {
  private final GroupState state;
  private final ConsultSteps consults;
  private final NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();

  SupervisionSteps(GroupState state, ConsultSteps consults) {
    this.state = state;
    this.consults = consults;
  }

  /// The supervisor takes part from now on, in this way; what they took part in before is over.
  void begin(OperatorId supervisor, LiveContact contact, Listening how) {
    var before = contact.supervisor;
    if (contact.stage() != LiveContact.Stage.TALKING || state.shift(supervisor) != null) {
      return; // whoever is on shift has one line, and it is that of their talks
    }
    state.contacts().stream()
        .filter(other -> other != contact)
        .filter(other -> isAt(other, supervisor))
        .toList()
        .forEach(other -> end(other, true));
    if (before != null && !before.operator().equals(supervisor)) {
      end(contact, false);
    }
    contact.supervisor = new Supervisor(supervisor, how);
    consults.arrangeAgain(contact);
    state.showSupervision(contact);
    step(contact, kind(how), supervisor);
  }

  /// Shows a page that was loaded anew, or was away, whether somebody listens.
  void showAgain(Shift shift) {
    var assignment = shift.assignment;
    if (assignment != null && assignment.isTaken()) {
      state.showSupervision(assignment.contact);
    }
  }

  /// The supervisor leaves whatever they take part in.
  void end(OperatorId supervisor) {
    List.copyOf(state.contacts()).stream()
        .filter(contact -> isAt(contact, supervisor))
        .forEach(contact -> end(contact, true));
  }

  /// Nobody listens to this talk any more, or the talk is over.
  ///
  /// @param goesOn whether the others go on talking
  void end(LiveContact contact, boolean goesOn) {
    var supervisor = contact.supervisor;
    if (supervisor == null) {
      return;
    }
    contact.supervisor = null;
    state.showSupervision(contact);
    step(contact, Kind.SUPERVISION_ENDED, supervisor.operator());
    state.afterwards.effect(
        () ->
            state.ports.tell(
                contact, channel -> channel.apart(contact.id(), supervisor.operator())));
    if (goesOn) {
      consults.arrangeAgain(contact);
    }
  }

  private static boolean isAt(LiveContact contact, OperatorId supervisor) {
    return contact.supervisor != null && contact.supervisor.operator().equals(supervisor);
  }

  private void step(LiveContact contact, Kind kind, OperatorId supervisor) {
    if (state.settings.supervisionShown()) {
      state.journal.step(
          new StepRow(
              ids.generate(), contact.id(), state.now.wall(), kind, supervisor, null, null, null));
    }
  }

  private static Kind kind(Listening how) {
    return switch (how) {
      case LISTEN -> Kind.LISTENED;
      case WHISPER -> Kind.WHISPERED;
      case JOIN -> Kind.SUPERVISOR_JOINED;
    };
  }
}
