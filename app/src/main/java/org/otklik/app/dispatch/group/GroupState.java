package org.otklik.app.dispatch.group;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.desk.ParkedCard;
import org.otklik.app.dispatch.group.Timeline.Moment;
import org.otklik.app.dispatch.jdbc.Lineup;
import org.otklik.app.dispatch.jdbc.Lineup.TopicRow;
import org.otklik.app.dispatch.settings.DispatchSettings;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.Requirement;

/// What a group remembers: contacts that have no outcome yet and operators who are present, what is
/// to be written of them and what is to be done then. The group's thread owns it; `shift` is for
/// any thread.
final class GroupState {
  /// Most contacts put aside that one operator is shown.
  private static final int PARKED_SHOWN_MAX = 50;

  final DispatchSettings settings;
  final Timeline timeline;
  final Ports ports;
  final Journal journal = new Journal();
  final Afterwards afterwards = new Afterwards();

  /// Told what has happened, after commit.
  final Consumer<Object> facts;

  final Meters meters;

  /// How long contacts take.
  final Estimates estimates;

  /// What can be asked about, and who can answer.
  Lineup lineup;

  /// When what is being handled has happened.
  Moment now;

  private final Map<ContactId, LiveContact> contacts = new HashMap<>();
  private final Map<OperatorId, Shift> shifts = new ConcurrentHashMap<>();

  GroupState(
      DispatchSettings settings,
      Timeline timeline,
      Ports ports,
      Consumer<Object> facts,
      Meters meters,
      Estimates estimates,
      Lineup lineup) {
    this.settings = settings;
    this.timeline = timeline;
    this.ports = ports;
    this.facts = facts;
    this.meters = meters;
    this.estimates = estimates;
    this.lineup = lineup;
    this.now = timeline.at(timeline.now());
  }

  void handleAt(Instant steady) {
    now = timeline.at(steady);
  }

  // Contacts

  @Nullable LiveContact contact(ContactId id) {
    return contacts.get(id);
  }

  Collection<LiveContact> contacts() {
    return contacts.values();
  }

  void add(LiveContact contact) {
    contacts.put(contact.id(), contact);
  }

  void remove(LiveContact contact) {
    contacts.remove(contact.id());
  }

  /// What the router is told that somebody with this request needs.
  Requirement requirement(ContactRequest request) {
    int level = lineup.find(request.topic()).map(TopicRow::level).orElse(1);
    return new Requirement(request.topic(), request.language(), request.channel(), level, Set.of());
  }

  /// Everybody who may take what is put aside is shown it.
  void parkedChanged() {
    afterwards.effect(
        () -> {
          var parked = parked();
          shifts.values().forEach(shift -> showParked(shift, parked));
        });
  }

  void showParked(Shift shift) {
    showParked(shift, parked());
  }

  private List<LiveContact> parked() {
    return contacts.values().stream().filter(contact -> contact.parked != null).toList();
  }

  private void showParked(Shift shift, List<LiveContact> parked) {
    var cards =
        parked.stream()
            .filter(shift::mayTake)
            .map(contact -> card(contact, shift))
            .flatMap(Stream::ofNullable)
            .sorted(Comparator.comparing(ParkedCard::since))
            .limit(PARKED_SHOWN_MAX)
            .toList();
    ports.desk(desk -> desk.parked(shift.operator, cards));
  }

  private static @Nullable ParkedCard card(LiveContact contact, Shift shift) {
    var parked = contact.parked;
    if (parked == null) {
      return null;
    }
    var number = contact.request.callerNumber();
    return new ParkedCard(
        contact.id(),
        parked.by().equals(shift.operator) ? number : ContactRequest.masked(number),
        contact.request.topic(),
        parked.by(),
        parked.reason(),
        parked.since(),
        parked.until());
  }

  /// Tells the operator who talks whether a supervisor takes part, and how, unless the settings say
  /// that this is not shown.
  void showSupervision(LiveContact contact) {
    var assignment = contact.assignment;
    if (assignment != null && settings.supervisionShown()) {
      var operator = assignment.shift.operator;
      var supervisor = contact.supervisor;
      var how = supervisor == null ? null : supervisor.how();
      afterwards.effect(() -> ports.desk(desk -> desk.supervised(operator, contact.id(), how)));
    }
  }

  // Operators

  @Nullable Shift shift(OperatorId operator) {
    return shifts.get(operator);
  }

  Collection<Shift> shifts() {
    return shifts.values();
  }

  void add(Shift shift) {
    shifts.put(shift.operator, shift);
    changed(shift);
  }

  /// The presence has changed: it is written, and shown to the operator. An offer is shown when it
  /// rings and not before.
  void changed(Shift shift) {
    journal.changed(shift);
    afterwards.effect(() -> show(shift));
  }

  void remove(Shift shift) {
    shifts.remove(shift.operator);
    journal.absent(shift.operator);
    afterwards.effect(
        () -> {
          if (shift(shift.operator) == null) {
            ports.desk(desk -> desk.presence(shift.operator, null));
          }
        });
  }

  void show(Shift shift) {
    var assignment = shift.assignment;
    boolean ringsUnheard = assignment != null && !assignment.rung;
    if (!ringsUnheard && shift(shift.operator) == shift && shift.show()) {
      ports.desk(desk -> desk.presence(shift.operator, shift.shown()));
    }
  }
}
