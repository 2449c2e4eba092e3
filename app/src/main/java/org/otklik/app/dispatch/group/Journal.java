package org.otklik.app.dispatch.group;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.otklik.app.dispatch.jdbc.CallBackRow;
import org.otklik.app.dispatch.jdbc.Changes;
import org.otklik.app.dispatch.jdbc.PromiseRow;
import org.otklik.app.dispatch.jdbc.StepRow;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.PersonKey;

/// What has changed since the last commit. It remembers things, not statements: what is written is
/// how they are at the moment of writing. So while the database is away it grows with the number of
/// contacts and never with the number of events. The group's thread owns it.
final class Journal {
  /// Most contacts that one transaction writes; more, after the database was away, are written in
  /// several, in the order of arrival, and everything else with the last of them.
  static final int CONTACTS_MAX = 5_000;

  private final Set<LiveContact> contacts = new LinkedHashSet<>();
  private final Set<Assignment> assignments = new LinkedHashSet<>();
  private final Map<OperatorId, Shift> present = new HashMap<>();
  private final Set<OperatorId> absent = new LinkedHashSet<>();
  private final List<CallBackRow> toCallBack = new ArrayList<>();
  private final Set<PersonKey> served = new LinkedHashSet<>();
  private final List<StepRow> steps = new ArrayList<>();
  private final Map<PromiseKey, PromiseRow> promises = new LinkedHashMap<>();

  private record PromiseKey(ContactId contact, int number) {}

  /// What rings at a colleague who is asked has no row.
  void changed(LiveContact contact) {
    if (contact.about == null) {
      contacts.add(contact);
    }
  }

  void changed(Assignment assignment) {
    if (!assignment.isLost()) {
      assignments.add(assignment);
    }
  }

  void changed(Shift shift) {
    present.put(shift.operator, shift);
    absent.remove(shift.operator);
  }

  void absent(OperatorId operator) {
    present.remove(operator);
    absent.add(operator);
  }

  void toCallBack(CallBackRow row) {
    toCallBack.add(row);
  }

  void served(PersonKey person) {
    served.add(person);
  }

  void step(StepRow row) {
    steps.add(row);
  }

  /// Nobody waits for this row: it is written with the next, or half a second later.
  void promise(PromiseRow row) {
    promises.put(new PromiseKey(row.contact(), row.number()), row);
  }

  /// The contact turned out to be another process's.
  void forget(LiveContact contact) {
    contacts.remove(contact);
  }

  /// The assignment turned out never to have been.
  void forget(Assignment assignment) {
    assignments.remove(assignment);
  }

  /// Nothing is to be written.
  boolean isEmpty() {
    return promises.isEmpty() && !isUrgent();
  }

  /// Something is to be written that is waited for.
  boolean isUrgent() {
    return !(contacts.isEmpty()
        && assignments.isEmpty()
        && present.isEmpty()
        && absent.isEmpty()
        && toCallBack.isEmpty()
        && served.isEmpty()
        && steps.isEmpty());
  }

  /// How many contacts wait to be written.
  int contacts() {
    return contacts.size();
  }

  /// Assignments that are not in the database yet.
  List<Assignment> newAssignments() {
    return rows(List.copyOf(assignments), assignment -> !assignment.stored, Function.identity());
  }

  /// The next to be written.
  Part next() {
    if (contacts.size() > CONTACTS_MAX) {
      var first = contacts.stream().limit(CONTACTS_MAX).toList();
      return new Part(first, List.of(), changes(first, List.of(), false), false);
    }
    var contactsNow = List.copyOf(contacts);
    var assignmentsNow = List.copyOf(assignments);
    return new Part(contactsNow, assignmentsNow, changes(contactsNow, assignmentsNow, true), true);
  }

  /// This is in the database now.
  void committed(Part part) {
    part.contacts().forEach(contact -> contact.stored = true);
    part.assignments().forEach(assignment -> assignment.stored = true);
    part.contacts().forEach(contacts::remove);
    if (part.isLast()) {
      assignments.clear();
      present.clear();
      absent.clear();
      toCallBack.clear();
      served.clear();
      steps.clear();
      promises.clear();
    }
  }

  private Changes changes(List<LiveContact> some, List<Assignment> with, boolean rest) {
    return new Changes(
        rows(some, contact -> !contact.stored, LiveContact::row),
        rows(some, contact -> contact.stored, LiveContact::row),
        rows(with, assignment -> !assignment.stored, Assignment::row),
        rows(with, assignment -> assignment.stored, Assignment::row),
        rest ? present.values().stream().map(Shift::presence).toList() : List.of(),
        rest ? List.copyOf(absent) : List.of(),
        rest ? List.copyOf(toCallBack) : List.of(),
        rest ? List.copyOf(served) : List.of(),
        rest ? List.copyOf(steps) : List.of(),
        rest ? List.copyOf(promises.values()) : List.of());
  }

  private static <T, R> List<R> rows(List<T> all, Predicate<T> which, Function<T, R> row) {
    var rows = new ArrayList<R>(all.size());
    for (var one : all) {
      if (which.test(one)) {
        rows.add(row.apply(one));
      }
    }
    return rows;
  }

  /// What one transaction writes.
  ///
  /// @param isLast nothing is left when it is written
  record Part(
      List<LiveContact> contacts, List<Assignment> assignments, Changes changes, boolean isLast) {}
}
