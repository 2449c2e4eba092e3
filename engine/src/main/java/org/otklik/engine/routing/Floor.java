package org.otklik.engine.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Who is signed in, who waits, and who could take whom. Operators are grouped into crews by what
/// they can do and contacts into lines by what they need; crew and line are compared once, when
/// either of them appears.
final class Floor {

  /// More lines than this and those in which nobody waits are forgotten.
  static final int LINES_MAX = 20_000;

  private final Map<OperatorId, Operator> operators = new LinkedHashMap<>();
  private final Map<Capability, Crew> crews = new LinkedHashMap<>();
  private final Map<Requirement, Line> lines = new LinkedHashMap<>();
  private final Map<TopicId, List<Line>> byTopic = new HashMap<>();
  private RoutingSettings settings;
  private long roster;
  private long lastTurn;

  Floor(RoutingSettings settings) {
    this.settings = settings;
  }

  /// What may be taken beside what has changed.
  void change(RoutingSettings changed, Instant now) {
    settings = changed;
    operators.values().forEach(operator -> update(operator, now));
  }

  // Operators

  @Nullable Operator find(OperatorId id) {
    return operators.get(id);
  }

  Collection<Operator> operators() {
    return operators.values();
  }

  /// Signs in, or takes over what an operator can do now; returns the operator.
  Operator arrive(OperatorId id, Capability capability, Instant now) {
    var operator = operators.computeIfAbsent(id, key -> new Operator(key, now));
    leaveCrew(operator);
    var crew = crews.computeIfAbsent(capability, this::newCrew);
    crew.size++;
    crew.ready += operator.ready ? 1 : 0;
    operator.crew = crew;
    roster++;
    update(operator, now);
    return operator;
  }

  /// Signs out; the operator is remembered while a talk lasts.
  void leave(Operator operator, Instant now) {
    leaveCrew(operator);
    operator.ready = false;
    operator.endWrapUps();
    operator.update(settings, now);
    forgetIfGone(operator);
  }

  void forgetIfGone(Operator operator) {
    if (operator.crew == null && operator.talks.isEmpty()) {
      operators.remove(operator.id);
    }
  }

  void setReady(Operator operator, boolean ready, Instant now) {
    if (operator.crew != null && operator.ready != ready) {
      operator.crew.ready += ready ? 1 : -1;
      operator.ready = ready;
    }
    update(operator, now);
  }

  /// Puts the operator behind all who have been ready longer.
  void startTurn(Operator operator) {
    if (operator.crew != null) {
      operator.crew.takeOut(operator);
    }
    operator.turn = ++lastTurn;
  }

  /// To be called after anything that changes what the operator can take.
  void update(Operator operator, Instant now) {
    operator.update(settings, now);
    if (operator.crew != null) {
      operator.crew.update(operator);
    }
  }

  // Who could take whom

  /// The line of those who need this.
  Line line(Requirement need) {
    var line = lines.get(need);
    return line == null ? newLine(need) : line;
  }

  static boolean qualifies(Operator operator, Contact contact) {
    var crew = operator.crew;
    return crew != null && Lack.of(contact.line.need, crew.capability) == Lack.NOTHING;
  }

  /// Rule 7: who of the free operators that qualify is offered the contact, if anybody.
  @Nullable Operator choose(Contact contact, boolean leastSpecialisedFirst) {
    Operator best = null;
    int bestCost = 0;
    var crews = contact.line.crews;
    for (int i = 0; i < crews.size(); i++) {
      var crew = crews.get(i);
      var candidate = crew.readyLongest(contact);
      if (candidate == null) {
        continue;
      }
      int cost = leastSpecialisedFirst ? specialisation(crew, contact) : 0;
      if (best == null || cost < bestCost || (cost == bestCost && candidate.turn < best.turn)) {
        best = candidate;
        bestCost = cost;
      }
    }
    return best;
  }

  /// Rule 3: who of those that this operator can take now comes first, if anybody.
  Optional<Contact> mostUrgentFor(Operator operator) {
    Contact best = null;
    long bestRank = Nanos.NEVER;
    var open = operator.crew == null ? List.<Line>of() : operator.crew.lines;
    for (int i = 0; i < open.size(); i++) {
      var line = open.get(i);
      var first = line.waiting.first();
      if (first == null
          || line.waiting.firstRank() > bestRank
          || (best != null && best.isMoreUrgentThan(first))
          || !operator.canTake(line.need.channel())) {
        continue;
      }
      best = first;
      bestRank = line.waiting.firstRank();
    }
    var queued =
        best != null && best.declinedBy(operator.id) ? mostUrgentNotDeclined(operator, open) : best;
    return Optional.ofNullable(moreUrgent(queued, mostUrgentKept(operator)));
  }

  /// Rule 5: of those that are kept for the operator.
  private static @Nullable Contact mostUrgentKept(Operator operator) {
    for (var contact : operator.kept) {
      if (operator.canTake(contact.channel())) {
        return contact;
      }
    }
    return null;
  }

  private static @Nullable Contact moreUrgent(@Nullable Contact one, @Nullable Contact other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isMoreUrgentThan(other) ? one : other;
  }

  /// Whether a contact that is kept for the operator can go on waiting for them.
  boolean waitsFor(OperatorId id, Contact contact) {
    var operator = operators.get(id);
    return operator != null
        && operator.crew != null
        && operator.ready
        && !contact.declinedBy(operator.id);
  }

  /// Position among those of the same topic who compete for the same operators, from 1.
  int position(Contact contact) {
    int position = 1;
    var rivals = rivals(contact.line);
    for (int i = 0; i < rivals.size(); i++) {
      position += rivals.get(i).waiting.ahead(contact);
    }
    return position;
  }

  /// How many operators who are not paused qualify.
  static int serving(Line line) {
    int serving = 0;
    for (var crew : line.crews) {
      serving += crew.ready;
    }
    return serving;
  }

  /// How many operators that is in effect, when the work of each is divided over all lines that
  /// they serve by how many wait there.
  double effectivelyServing(Line line) {
    var rivals = rivals(line);
    double serving = 0;
    for (var crew : line.crews) {
      int all = 0;
      int ours = 0;
      for (var other : crew.lines) {
        all += other.waiting.size();
        ours += rivals.contains(other) ? other.waiting.size() : 0;
      }
      serving += all == 0 ? crew.ready : (double) crew.ready * Math.max(1, ours) / Math.max(1, all);
    }
    return serving;
  }

  /// Those not chosen, by what kept them from it (rule 10).
  Considered considered(Contact contact, @Nullable Operator chosen) {
    int free = 0;
    int ready = 0;
    int size = 0;
    var crews = contact.line.crews;
    for (int i = 0; i < crews.size(); i++) {
      var crew = crews.get(i);
      free += crew.freeFor(contact.channel());
      ready += crew.ready;
      size += crew.size;
    }
    int declined = freeWhoDeclined(contact);
    int others = chosen == null ? free : free - 1;
    return new Considered(
        others - declined, ready - free, size - ready, declined, lacks(contact.line));
  }

  /// Those who wait, the most urgent first, at most so many.
  List<Contact> mostUrgent(int contactsMax) {
    var heads =
        new PriorityQueue<Cursor>((a, b) -> Contact.BY_URGENCY.compare(a.contact, b.contact));
    var orders = new ArrayList<WaitingOrder>();
    lines.values().forEach(line -> orders.add(line.waiting));
    operators.values().forEach(operator -> orders.add(operator.kept));
    for (var order : orders) {
      var rest = order.iterator();
      if (rest.hasNext()) {
        heads.add(new Cursor(rest.next(), rest));
      }
    }
    var found = new ArrayList<Contact>();
    while (found.size() < contactsMax && !heads.isEmpty()) {
      var head = heads.remove();
      found.add(head.contact);
      if (head.rest.hasNext()) {
        heads.add(new Cursor(head.rest.next(), head.rest));
      }
    }
    return found;
  }

  private record Cursor(Contact contact, Iterator<Contact> rest) {}

  /// The fewer abilities the crew has, and the lower its level in the topic, the less it costs.
  private static int specialisation(Crew crew, Contact contact) {
    int level = crew.capability.levels().getOrDefault(contact.requirement.topic(), 0);
    return crew.abilities() * 10 + level;
  }

  private static @Nullable Contact mostUrgentNotDeclined(Operator operator, List<Line> lines) {
    Contact best = null;
    for (var line : lines) {
      if (operator.canTake(line.need.channel())) {
        var first = firstNotDeclined(operator, line);
        best = moreUrgent(best, first);
      }
    }
    return best;
  }

  private static @Nullable Contact firstNotDeclined(Operator operator, Line line) {
    var first = line.waiting.first();
    if (first == null || !first.declinedBy(operator.id)) {
      return first;
    }
    for (var contact : line.waiting) {
      if (!contact.declinedBy(operator.id)) {
        return contact;
      }
    }
    return null;
  }

  private int freeWhoDeclined(Contact contact) {
    if (contact.declines().isEmpty()) {
      return 0;
    }
    int count = 0;
    for (var decline : contact.declines()) {
      var operator = operators.get(decline.operator());
      if (operator != null && operator.canTake(contact.channel()) && qualifies(operator, contact)) {
        count++;
      }
    }
    return count;
  }

  // Crews and lines

  private Crew newCrew(Capability capability) {
    var crew = new Crew(capability);
    for (var line : lines.values()) {
      introduce(crew, line);
    }
    crew.lines.forEach(line -> line.rivals = null);
    return crew;
  }

  private Line newLine(Requirement need) {
    if (lines.size() >= LINES_MAX) {
      forgetEmptyLines();
    }
    var line = new Line(need);
    for (var crew : crews.values()) {
      introduce(crew, line);
    }
    lines.put(need, line);
    linesAbout(need.topic()).add(line);
    linesAbout(need.topic()).forEach(other -> other.rivals = null);
    return line;
  }

  private static void introduce(Crew crew, Line line) {
    if (Lack.of(line.need, crew.capability) == Lack.NOTHING) {
      crew.lines.add(line);
      line.crews.add(crew);
    }
  }

  private void leaveCrew(Operator operator) {
    var crew = operator.crew;
    if (crew == null) {
      return;
    }
    crew.takeOut(operator);
    crew.size--;
    crew.ready -= operator.ready ? 1 : 0;
    operator.crew = null;
    roster++;
    if (crew.size == 0) {
      crews.remove(crew.capability);
      for (var line : crew.lines) {
        line.crews.remove(crew);
        line.rivals = null;
      }
    }
  }

  private void forgetEmptyLines() {
    lines.values().forEach(line -> line.forgotten = line.waiting.size() == 0);
    lines.values().removeIf(line -> line.forgotten);
    crews.values().forEach(crew -> crew.lines.removeIf(line -> line.forgotten));
    byTopic.values().forEach(about -> about.removeIf(line -> line.forgotten));
    byTopic.values().removeIf(List::isEmpty);
    lines.values().forEach(line -> line.rivals = null);
  }

  private List<Line> rivals(Line line) {
    var known = line.rivals;
    if (known != null) {
      return known;
    }
    var rivals =
        linesAbout(line.need.topic()).stream()
            .filter(other -> other == line || !Collections.disjoint(other.crews, line.crews))
            .toList();
    line.rivals = rivals;
    return rivals;
  }

  private List<Line> linesAbout(TopicId topic) {
    return byTopic.computeIfAbsent(topic, key -> new ArrayList<>());
  }

  private Map<Lack, Integer> lacks(Line line) {
    if (line.lacksAsOf != roster) {
      var counts = new EnumMap<Lack, Integer>(Lack.class);
      for (var crew : crews.values()) {
        counts.merge(Lack.of(line.need, crew.capability), crew.size, Integer::sum);
      }
      counts.remove(Lack.NOTHING);
      line.lacks = counts;
      line.lacksAsOf = roster;
    }
    return line.lacks;
  }
}
