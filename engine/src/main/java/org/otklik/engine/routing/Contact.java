package org.otklik.engine.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the router knows of one contact, from its arrival until it has left or its talk is over.
final class Contact implements Timed {

  /// The most urgent first; among equals the one that came first (rule 3).
  static final Comparator<Contact> BY_URGENCY =
      (a, b) -> a.rank == b.rank ? Long.compare(a.born, b.born) : Long.compare(a.rank, b.rank);

  /// Where it is in its life. The operator is set while it rings, is dialled and talks. A callback
  /// rests between two attempts.
  enum Stage {
    WAITING,
    RINGING,
    DIALLING,
    TALKING,
    PARKED,
    RESTING
  }

  /// An operator who does not take this contact, until when, and why.
  record Decline(OperatorId operator, String reason, long until) {}

  final ContactId id;
  Requirement requirement;
  final Priority priority;
  final Instant arrived;

  /// How its topic is handled now.
  TopicSettings rules;

  Place place;

  /// Since when it stands by its own right, whoever else is on the place.
  Instant own;

  /// Since when it has stood, when it stood last.
  Instant stood = Instant.MAX;

  Stage stage = Stage.WAITING;
  @Nullable Operator operator;

  /// First attempt less the bonus of its class, in nanoseconds: who has the least comes first.
  long rank;

  /// A supervisor has pulled it forward.
  boolean pulled;

  /// Where it waits, or waited before it rang.
  Line line;

  /// The contact about which a colleague is asked for; null unless it is a consult.
  final @Nullable ContactId about;

  /// For whom it is kept, if for somebody (rule 5), and until when.
  @Nullable OperatorId keptFor;

  long keptUntil = Nanos.NEVER;

  /// Where it stands while it waits.
  @Nullable WaitingOrder order;

  /// Nobody has been told yet that it waits (again).
  boolean owedHold = true;

  /// The person of a callback is on the line.
  boolean answered;

  private List<Decline> declines = List.of();
  private final long born;
  private Agenda.@Nullable Entry deadline;

  Contact(
      RoutingEvent.ContactArrived arrival,
      Instant arrived,
      long order,
      Place place,
      Line line,
      TopicSettings rules,
      @Nullable ContactId about) {
    this.id = arrival.contact();
    this.requirement = arrival.requirement();
    this.priority = arrival.priority();
    this.arrived = arrived;
    this.own = arrived;
    var preferred = arrival.preferred();
    if (preferred != null) {
      this.keptFor = preferred.operator();
      this.keptUntil = Nanos.of(preferred.until());
    }
    this.born = order;
    this.about = about;
    this.place = place;
    this.line = line;
    this.rules = rules;
  }

  Channel channel() {
    return requirement.channel();
  }

  boolean isInTheQueue() {
    return stage == Stage.WAITING || stage == Stage.RINGING || stage == Stage.DIALLING;
  }

  /// Whether its person is to be dialled when an operator is there: they are on no line yet.
  boolean isToBeDialled() {
    return channel() == Channel.CALLBACK && !answered && !isConsult();
  }

  boolean isConsult() {
    return about != null;
  }

  boolean isAbout(Contact contact) {
    return contact.id.equals(about);
  }

  boolean isMoreUrgentThan(Contact other) {
    return BY_URGENCY.compare(this, other) < 0;
  }

  /// Since when it waits: since the person's first attempt, which serves one line at a time. While
  /// another line of theirs talks, a line stands where it came itself: who merely has the same
  /// number gains nothing.
  Instant since() {
    return isConsult() || !place.talksBeside(this) ? place.since : own;
  }

  long waitedNanos(long now) {
    return now - Nanos.of(since());
  }

  /// Those in force.
  List<Decline> declines() {
    return declines;
  }

  boolean declinedBy(OperatorId operator) {
    for (int i = 0; i < declines.size(); i++) {
      if (declines.get(i).operator().equals(operator)) {
        return true;
      }
    }
    return false;
  }

  void decline(Decline decline) {
    if (declines.isEmpty()) {
      declines = new ArrayList<>(1);
    }
    declines.add(decline);
  }

  /// A colleague has chosen this operator all the same.
  void forgetDeclinesOf(OperatorId chosen) {
    if (!declines.isEmpty()) {
      declines.removeIf(decline -> decline.operator().equals(chosen));
    }
  }

  void forgetDeclinesUntil(long now) {
    if (!declines.isEmpty()) {
      declines.removeIf(decline -> decline.until() <= now);
    }
  }

  @Override
  public Agenda.@Nullable Entry deadline() {
    return deadline;
  }

  @Override
  public void deadline(Agenda.@Nullable Entry entry) {
    deadline = entry;
  }

  @Override
  public long order() {
    return born;
  }
}
