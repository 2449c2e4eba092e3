package org.otklik.app.dispatch.jdbc;

import java.util.List;
import org.otklik.app.dispatch.Presence;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.PersonKey;

/// All that one transaction writes, as things are at its moment: writing it twice does no harm, so
/// a commit whose answer was lost is simply repeated.
///
/// @param served people who have talked with an operator: they are taken off the call-back list
public record Changes(
    List<ContactRow> newContacts,
    List<ContactRow> changedContacts,
    List<AssignmentRow> newAssignments,
    List<AssignmentRow> changedAssignments,
    List<Presence> presences,
    List<OperatorId> absent,
    List<CallBackRow> toCallBack,
    List<PersonKey> served,
    List<StepRow> steps,
    List<PromiseRow> promises) {

  /// How many rows.
  public int size() {
    return newContacts.size()
        + changedContacts.size()
        + newAssignments.size()
        + changedAssignments.size()
        + presences.size()
        + absent.size()
        + toCallBack.size()
        + served.size()
        + steps.size()
        + promises.size();
  }
}
