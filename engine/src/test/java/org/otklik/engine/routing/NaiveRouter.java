package org.otklik.engine.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.Decision.Connect;
import org.otklik.engine.routing.Decision.Hold;
import org.otklik.engine.routing.Decision.Ignored;
import org.otklik.engine.routing.Decision.Offer;
import org.otklik.engine.routing.Decision.Overflow;
import org.otklik.engine.routing.Decision.Pause;
import org.otklik.engine.routing.Decision.Withdraw;
import org.otklik.engine.routing.RoutingEvent.ConnectFailed;
import org.otklik.engine.routing.RoutingEvent.ContactArrived;
import org.otklik.engine.routing.RoutingEvent.ContactEnded;
import org.otklik.engine.routing.RoutingEvent.ContactLeft;
import org.otklik.engine.routing.RoutingEvent.ContactPulled;
import org.otklik.engine.routing.RoutingEvent.OfferAccepted;
import org.otklik.engine.routing.RoutingEvent.OfferDeclined;
import org.otklik.engine.routing.RoutingEvent.OperatorArrived;
import org.otklik.engine.routing.RoutingEvent.OperatorLeft;
import org.otklik.engine.routing.RoutingEvent.OperatorPaused;
import org.otklik.engine.routing.RoutingEvent.OperatorReady;
import org.otklik.engine.routing.RoutingEvent.PlaceRestored;
import org.otklik.engine.routing.RoutingEvent.SettingsChanged;
import org.otklik.engine.routing.RoutingEvent.TimePassed;

/// The rules once more, as plainly as possible: after every event every waiting contact is looked
/// at with every operator. It shares no code with [Router] but the records of the API.
final class NaiveRouter {

  static final class C {
    final ContactArrived arrival;
    final Instant arrived;
    Instant since;
    String stage = "waiting";
    @Nullable O operator;
    Instant until = Instant.MAX;
    boolean owedHold = true;
    boolean pulled;
    int level;
    final Map<OperatorId, Instant> declines = new HashMap<>();

    C(ContactArrived arrival, Instant arrived, Instant since) {
      this.arrival = arrival;
      this.arrived = arrived;
      this.since = since;
    }

    boolean waits() {
      return stage.equals("waiting");
    }

    boolean rings() {
      return stage.equals("ringing");
    }
  }

  static final class O {
    final OperatorId id;
    Capability capability;
    boolean present = true;
    boolean ready;
    int turn;
    final List<Channel> wrapUps = new ArrayList<>();

    O(OperatorId id, Capability capability) {
      this.id = id;
      this.capability = capability;
    }
  }

  record P(Instant since, Instant keptUntil) {}

  private RoutingSettings settings;
  private final List<C> contacts = new ArrayList<>();
  private final List<O> operators = new ArrayList<>();
  private final Map<PersonKey, P> kept = new HashMap<>();
  private List<Decision> decisions = new ArrayList<>();
  private Instant now = Instant.MIN;
  private int turns;

  NaiveRouter(RoutingSettings settings) {
    this.settings = settings;
  }

  List<Decision> on(RoutingEvent event, Instant at) {
    now = at;
    decisions = new ArrayList<>();
    passTime();
    settle();
    apply(event);
    settle();
    return decisions;
  }

  /// Whether somebody waits whom a free operator could take: never so after an event.
  boolean somebodyWaitsInVain() {
    return waitingInOrder().stream().anyMatch(c -> choose(c) != null);
  }

  private void passTime() {
    contacts.stream()
        .filter(c -> c.rings() && !c.until.isAfter(now))
        .sorted(Comparator.comparing(c -> c.until))
        .toList()
        .forEach(
            c -> {
              var operator = c.operator;
              withdraw(c, "no-answer");
              pause(operator, "no-answer");
              goOn(c);
            });
    kept.values().removeIf(place -> !place.keptUntil().isAfter(now));
    relax();
  }

  private void relax() {
    for (var c : contacts) {
      if (c.waits()) {
        c.declines.values().removeIf(until -> !until.isAfter(now));
        var rings = settings.topic(c.arrival.requirement().topic()).rings();
        c.level = Math.max(1, c.arrival.requirement().level() - rings.get(ring(c)).levelsDropped());
      }
    }
  }

  private int ring(C c) {
    var rings = settings.topic(c.arrival.requirement().topic()).rings();
    var left = Duration.between(c.since, now);
    int ring = 0;
    while (ring < rings.size() - 1 && left.compareTo(rings.get(ring).stay()) >= 0) {
      left = left.minus(rings.get(ring).stay());
      ring++;
    }
    return ring;
  }

  private void apply(RoutingEvent event) {
    switch (event) {
      case ContactArrived e -> arrive(e);
      case PlaceRestored e -> restore(e);
      case ContactLeft(var id) -> {
        var c = contact(id);
        if (c == null || c.stage.equals("talking")) {
          ignore(event, c == null ? "unknown-contact" : "talking");
          return;
        }
        if (c.rings()) {
          withdraw(c, "contact-left");
        }
        contacts.remove(c);
        keep(c);
      }
      case ContactPulled(var id) -> {
        var c = contact(id);
        if (c == null || c.stage.equals("talking")) {
          ignore(event, c == null ? "unknown-contact" : "talking");
          return;
        }
        c.pulled = true;
        c.owedHold = c.waits();
      }
      case OperatorArrived(var id, var capability) -> {
        var o = operator(id);
        if (o == null) {
          o = new O(id, capability);
          operators.add(o);
        }
        o.present = true;
        o.capability = capability;
        for (var c : ringingAt(o)) {
          if (!lack(c, o).isEmpty()) {
            withdraw(c, "no-longer-qualified");
            goOn(c);
          }
        }
      }
      case OperatorReady(var id) -> {
        var o = operator(id);
        if (o == null || !o.present) {
          ignore(event, "unknown-operator");
        } else if (!o.ready || !o.wrapUps.isEmpty()) {
          o.ready = true;
          o.wrapUps.clear();
          o.turn = ++turns;
        }
      }
      case OperatorPaused(var id) -> {
        var o = operator(id);
        if (o == null || !o.present) {
          ignore(event, "unknown-operator");
          return;
        }
        o.ready = false;
        handOn(o, "operator-paused");
      }
      case OperatorLeft(var id) -> {
        var o = operator(id);
        if (o == null || !o.present) {
          ignore(event, "unknown-operator");
          return;
        }
        handOn(o, "operator-left");
        o.present = false;
        o.ready = false;
        o.wrapUps.clear();
        forgetIfGone(o);
      }
      case OfferAccepted(var id, var operator) -> {
        var c = contact(id);
        if (c == null || !c.rings() || !with(c).id.equals(operator)) {
          ignore(event, c == null ? "unknown-contact" : "offer-over");
          return;
        }
        c.stage = "talking";
        with(c).turn = ++turns;
        decisions.add(new Connect(id, operator, new Reason("accepted", standing(c))));
      }
      case OfferDeclined(var id, var operator, _) -> {
        var c = contact(id);
        if (c == null || !c.rings() || !with(c).id.equals(operator)) {
          ignore(event, c == null ? "unknown-contact" : "offer-over");
          return;
        }
        c.declines.put(operator, now.plus(settings.declinedAgainAfter()));
        goOn(c);
      }
      case ConnectFailed(var id, var operator, var waiting) -> {
        var c = contact(id);
        if (c == null || !c.stage.equals("talking") || !with(c).id.equals(operator)) {
          ignore(event, c == null ? "unknown-contact" : "not-talking");
          return;
        }
        var o = with(c);
        if (waiting) {
          if (o.ready) {
            pause(o, "connect-failed");
          }
          goOn(c);
        } else {
          contacts.remove(c);
          keep(c);
        }
        forgetIfGone(o);
      }
      case ContactEnded(var id, var operator) -> end(event, id, operator);
      case SettingsChanged(var changed) -> {
        settings = changed;
        relax();
      }
      case TimePassed() -> {}
    }
  }

  private void arrive(ContactArrived e) {
    if (contact(e.contact()) != null) {
      ignore(e, "known-contact");
      return;
    }
    var place = kept.remove(e.person());
    var since = place == null ? now : place.since();
    for (var c : linesOf(e.person())) {
      since = c.since;
    }
    int waiting = (int) contacts.stream().filter(c -> c.waits() || c.rings()).count();
    var c = new C(e, now, since);
    contacts.add(c);
    relax();
    if (waiting >= settings.waitingMax() && choose(c) == null) {
      contacts.remove(c);
      keep(c);
      var values = Map.of("waiting", "" + waiting, "waitingMax", "" + settings.waitingMax());
      decisions.add(new Overflow(e.contact(), new Reason("full", values)));
    }
  }

  private void restore(PlaceRestored e) {
    var since = e.since().isAfter(now) ? now : e.since();
    var lines = linesOf(e.person());
    var place = kept.get(e.person());
    if (lines.isEmpty() && place == null && !e.keptUntil().isAfter(now)) {
      ignore(e, "place-lapsed");
    } else if (lines.isEmpty()) {
      var first = place == null || since.isBefore(place.since()) ? since : place.since();
      kept.put(e.person(), new P(first, e.keptUntil()));
    }
    lines.forEach(c -> c.since = since.isBefore(c.since) ? since : c.since);
    relax();
  }

  private void end(RoutingEvent event, ContactId id, OperatorId operator) {
    var c = contact(id);
    if (c == null || !c.stage.equals("talking") || !with(c).id.equals(operator)) {
      ignore(event, c == null ? "unknown-contact" : "not-talking");
      return;
    }
    var o = with(c);
    contacts.remove(c);
    if (o.present) {
      o.wrapUps.add(c.arrival.requirement().channel());
    }
    forgetIfGone(o);
    var others = linesOf(c.arrival.person());
    var first = others.stream().map(x -> x.arrived).min(Comparator.naturalOrder());
    for (var other : others) {
      other.since = first.orElseThrow();
      other.owedHold = other.waits();
    }
    relax();
  }

  private void settle() {
    for (var c : waitingInOrder()) {
      var o = choose(c);
      if (o != null) {
        var values = considered(c, o);
        var code = "most-urgent";
        if (!"0".equals(values.get("free"))) {
          code = leastSpecialisedFirst(c) ? "least-specialised" : "longest-ready";
        }
        c.stage = "ringing";
        c.operator = o;
        c.owedHold = false;
        c.until = now.plus(settings.offerDeadline());
        decisions.add(new Offer(c.arrival.contact(), o.id, c.until, new Reason(code, values)));
      } else if (c.owedHold) {
        c.owedHold = false;
        var values = considered(c, null);
        boolean present =
            !(values.get("free") + values.get("busy") + values.get("declined")).equals("000");
        var reason = new Reason(present ? "nobody-free" : "nobody-present", values);
        decisions.add(new Hold(c.arrival.contact(), position(c), c.since, reason));
      }
    }
  }

  // Rules

  private List<C> waitingInOrder() {
    return contacts.stream().filter(C::waits).sorted(Comparator.comparing(this::rank)).toList();
  }

  private Instant rank(C c) {
    return c.since.minus(
        c.pulled ? settings.overtakingMax() : settings.bonus(c.arrival.priority()));
  }

  private @Nullable O choose(C c) {
    return operators.stream()
        .filter(o -> lack(c, o).isEmpty() && canTake(c, o) && !c.declines.containsKey(o.id))
        .min(Comparator.<O>comparingInt(o -> specialisation(c, o)).thenComparingInt(o -> o.turn))
        .orElse(null);
  }

  private int specialisation(C c, O o) {
    var can = o.capability;
    return leastSpecialisedFirst(c)
        ? (can.levels().size() + can.languages().size() + can.skills().size()) * 10
            + can.levels().getOrDefault(c.arrival.requirement().topic(), 0)
        : 0;
  }

  private boolean leastSpecialisedFirst(C c) {
    return settings.topic(c.arrival.requirement().topic()).leastSpecialisedFirst();
  }

  private static String lack(C c, O o) {
    var need = c.arrival.requirement();
    int level = o.capability.levels().getOrDefault(need.topic(), 0);
    if (level == 0) {
      return "lacksTopic";
    } else if (o.capability.capacity().getOrDefault(need.channel(), 0) == 0) {
      return "lacksChannel";
    } else if (!o.capability.languages().contains(need.language())) {
      return "lacksLanguage";
    } else if (!o.capability.skills().containsAll(need.skills())) {
      return "lacksSkill";
    }
    return level < c.level ? "lacksLevel" : "";
  }

  private boolean canTake(C c, O o) {
    if (!o.present || !o.ready || !ringingAt(o).isEmpty()) {
      return false;
    }
    var taken = new ArrayList<>(o.wrapUps);
    contacts.stream()
        .filter(x -> x.stage.equals("talking") && x.operator == o)
        .forEach(x -> taken.add(x.arrival.requirement().channel()));
    var wanted = c.arrival.requirement().channel();
    return taken.stream().allMatch(t -> t == wanted || t == Channel.CHAT)
        && taken.stream().filter(t -> t == wanted).count()
            < o.capability.capacity().getOrDefault(wanted, 0);
  }

  private int position(C c) {
    int position = 1;
    for (var other : waitingInOrder()) {
      if (other == c) {
        return position;
      }
      boolean sameNeed =
          other.level == c.level
              && other
                  .arrival
                  .requirement()
                  .withLevel(1)
                  .equals(c.arrival.requirement().withLevel(1));
      boolean rivals =
          operators.stream()
              .anyMatch(o -> o.present && lack(c, o).isEmpty() && lack(other, o).isEmpty());
      boolean sameTopic =
          other.arrival.requirement().topic().equals(c.arrival.requirement().topic());
      position += sameNeed || (sameTopic && rivals) ? 1 : 0;
    }
    throw new AssertionError("does not wait");
  }

  private Map<String, String> considered(C c, @Nullable O chosen) {
    var counts = new HashMap<String, Integer>();
    for (var key : List.of("free", "busy", "paused", "declined")) {
      counts.put(key, 0);
    }
    for (var o : operators) {
      if (o != chosen && o.present) {
        counts.merge(whyNot(c, o), 1, Integer::sum);
      }
    }
    var values = standing(c);
    counts.forEach((key, count) -> values.put(key, count.toString()));
    return values;
  }

  private String whyNot(C c, O o) {
    if (!lack(c, o).isEmpty()) {
      return lack(c, o);
    } else if (!o.ready) {
      return "paused";
    } else if (!canTake(c, o)) {
      return "busy";
    }
    return c.declines.containsKey(o.id) ? "declined" : "free";
  }

  private Map<String, String> standing(C c) {
    var values = new HashMap<String, String>();
    values.put("ring", "" + (ring(c) + 1));
    values.put("level", "" + c.level);
    values.put("waited", "" + Duration.between(c.since, now).toSeconds());
    return values;
  }

  // Changes

  private void goOn(C c) {
    c.stage = "waiting";
    c.operator = null;
    c.owedHold = true;
    relax();
  }

  private void keep(C c) {
    if (linesOf(c.arrival.person()).isEmpty()) {
      kept.put(c.arrival.person(), new P(c.since, now.plus(settings.placeKept())));
    }
  }

  private void handOn(O o, String code) {
    for (var c : ringingAt(o)) {
      withdraw(c, code);
      goOn(c);
    }
  }

  private void withdraw(C c, String code) {
    decisions.add(new Withdraw(c.arrival.contact(), with(c).id, new Reason(code, Map.of())));
  }

  private void pause(@Nullable O o, String code) {
    if (o != null) {
      o.ready = false;
      decisions.add(new Pause(o.id, new Reason(code, Map.of())));
    }
  }

  private void ignore(RoutingEvent event, String code) {
    decisions.add(new Ignored(event, new Reason(code, Map.of())));
  }

  private void forgetIfGone(O o) {
    if (!o.present && contacts.stream().noneMatch(c -> c.operator == o)) {
      operators.remove(o);
    }
  }

  // Finding

  private List<C> ringingAt(O o) {
    return contacts.stream().filter(c -> c.rings() && c.operator == o).toList();
  }

  private List<C> linesOf(PersonKey person) {
    return contacts.stream().filter(c -> c.arrival.person().equals(person)).toList();
  }

  private static O with(C c) {
    var operator = c.operator;
    if (operator == null) {
      throw new AssertionError("no operator");
    }
    return operator;
  }

  private @Nullable C contact(ContactId id) {
    return contacts.stream().filter(c -> c.arrival.contact().equals(id)).findFirst().orElse(null);
  }

  private @Nullable O operator(OperatorId id) {
    return operators.stream().filter(o -> o.id.equals(id)).findFirst().orElse(null);
  }
}
