package org.otklik.engine.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.Decision.Connect;
import org.otklik.engine.routing.Decision.Dial;
import org.otklik.engine.routing.Decision.Hold;
import org.otklik.engine.routing.Decision.Ignored;
import org.otklik.engine.routing.Decision.Offer;
import org.otklik.engine.routing.Decision.Overflow;
import org.otklik.engine.routing.Decision.Pause;
import org.otklik.engine.routing.Decision.Withdraw;
import org.otklik.engine.routing.RoutingEvent.CallbackAnswered;
import org.otklik.engine.routing.RoutingEvent.CallbackUnanswered;
import org.otklik.engine.routing.RoutingEvent.ConnectFailed;
import org.otklik.engine.routing.RoutingEvent.ConsultAsked;
import org.otklik.engine.routing.RoutingEvent.ConsultEnded;
import org.otklik.engine.routing.RoutingEvent.ContactArrived;
import org.otklik.engine.routing.RoutingEvent.ContactEnded;
import org.otklik.engine.routing.RoutingEvent.ContactLeft;
import org.otklik.engine.routing.RoutingEvent.ContactParked;
import org.otklik.engine.routing.RoutingEvent.ContactPulled;
import org.otklik.engine.routing.RoutingEvent.ContactTransferred;
import org.otklik.engine.routing.RoutingEvent.HandedOver;
import org.otklik.engine.routing.RoutingEvent.OfferAccepted;
import org.otklik.engine.routing.RoutingEvent.OfferDeclined;
import org.otklik.engine.routing.RoutingEvent.OperatorArrived;
import org.otklik.engine.routing.RoutingEvent.OperatorLeft;
import org.otklik.engine.routing.RoutingEvent.OperatorPaused;
import org.otklik.engine.routing.RoutingEvent.OperatorReady;
import org.otklik.engine.routing.RoutingEvent.ParkedTaken;
import org.otklik.engine.routing.RoutingEvent.PlaceKeyed;
import org.otklik.engine.routing.RoutingEvent.PlaceRestored;
import org.otklik.engine.routing.RoutingEvent.SettingsChanged;
import org.otklik.engine.routing.RoutingEvent.TalkBegan;
import org.otklik.engine.routing.RoutingEvent.TimePassed;

/// The rules once more, as plainly as possible: after every event every waiting contact is looked
/// at with every operator. It shares no code with [Router] but the records of the API.
final class NaiveRouter {

  static final class C {
    final ContactArrived arrival;
    Requirement need;
    PersonKey person;
    boolean answered;
    @Nullable ContactId about;
    @Nullable OperatorId keptFor;
    Instant keptUntil = Instant.MAX;
    final Instant arrived;
    Instant since;
    Instant own;
    Instant stood = Instant.MAX;
    String stage = "waiting";
    @Nullable O operator;
    Instant until = Instant.MAX;
    boolean owedHold = true;
    boolean pulled;
    int level;
    final Map<OperatorId, Instant> declines = new HashMap<>();

    C(ContactArrived arrival, Instant arrived, Instant since) {
      this.arrival = arrival;
      this.need = arrival.requirement();
      this.person = arrival.person();
      var preferred = arrival.preferred();
      if (preferred != null) {
        this.keptFor = preferred.operator();
        this.keptUntil = preferred.until();
      }
      this.arrived = arrived;
      this.since = since;
      this.own = arrived;
    }

    boolean waits() {
      return stage.equals("waiting");
    }

    boolean parked() {
      return stage.equals("parked");
    }

    boolean rings() {
      return stage.equals("ringing");
    }

    boolean isDialled() {
      return stage.equals("dialling");
    }

    boolean rests() {
      return stage.equals("resting");
    }

    boolean toBeDialled() {
      return need.channel() == Channel.CALLBACK && !answered && about == null;
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
        .filter(c -> c.operator != null || c.parked() || c.rests())
        .filter(c -> !c.stage.equals("talking") && !c.until.isAfter(now))
        .sorted(Comparator.comparing(c -> c.until))
        .toList()
        .forEach(
            c -> {
              if (c.parked()) {
                c.keptUntil = now.plus(settings.offerDeadline());
                goOn(c);
                return;
              }
              if (c.rests()) {
                goOn(c);
                return;
              }
              if (c.isDialled()) {
                withdraw(c, "dial-over");
                rest(c, now.plus(settings.declinedAgainAfter()));
                return;
              }
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
        var rings = settings.topic(c.need.topic()).rings();
        c.level = Math.max(1, c.need.level() - rings.get(ring(c)).levelsDropped());
        c.stood = since(c);
      }
    }
  }

  private int ring(C c) {
    var rings = settings.topic(c.need.topic()).rings();
    var left = Duration.between(since(c), now);
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
        if (c.rings() || c.isDialled()) {
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
      case PlaceKeyed(var id, var person) -> {
        var c = contact(id);
        var lines = linesOf(person);
        var place = kept.get(person);
        if (c == null || c.stage.equals("talking")) {
          ignore(event, c == null ? "unknown-contact" : "talking");
        } else if (lines.isEmpty() && place == null) {
          ignore(event, "place-lapsed");
        } else if (!person.equals(c.person)) {
          var before = c.person;
          handDown(c, before);
          c.since = place == null ? lines.getFirst().since : place.since();
          c.own = place == null ? c.own : c.since;
          c.person = person;
          kept.remove(person);
          c.owedHold = c.waits();
          c.stood = since(c);
          relocate(before);
        }
      }
      case CallbackAnswered(var id, var operator) -> {
        var c = contact(id);
        if (c == null || !c.isDialled() || !with(c).id.equals(operator)) {
          ignore(event, c == null ? "unknown-contact" : "not-dialled");
          return;
        }
        c.answered = true;
        begin(c);
        decisions.add(new Connect(id, operator, new Reason("answered", standing(c))));
      }
      case CallbackUnanswered(var id, var operator, var again) -> {
        var c = contact(id);
        if (c == null || !c.isDialled() || !with(c).id.equals(operator)) {
          ignore(event, c == null ? "unknown-contact" : "not-dialled");
        } else if (again != null) {
          rest(c, again);
        } else {
          contacts.remove(c);
          keep(c);
        }
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
          if (c.keptFor == null && !lack(c, o).isEmpty()) {
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
        begin(c);
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
          c.operator = null;
          contacts.remove(c);
          keep(c);
          relocate(c.person);
        }
        forgetIfGone(o);
      }
      case ContactEnded(var id, var operator) -> end(event, id, operator);
      case ContactTransferred(var id, var from, var need, var reservation) -> {
        var c = contact(id);
        if (!talks(c, from) || c == null || c.about != null) {
          ignore(event, c == null ? "unknown-contact" : "not-talking");
          return;
        }
        wrapUp(c);
        c.need = need;
        if (reservation != null) {
          c.declines.remove(reservation.operator());
        }
        c.declines.put(from, now.plus(settings.declinedAgainAfter()));
        c.keptFor = reservation == null ? null : reservation.operator();
        c.keptUntil = reservation == null ? Instant.MAX : reservation.until();
        goOn(c);
      }
      case ContactParked(var id, var operator, var until) -> {
        var c = contact(id);
        if (!talks(c, operator) || c == null || c.about != null) {
          ignore(event, c == null ? "unknown-contact" : "not-talking");
          return;
        }
        wrapUp(c);
        c.stage = "parked";
        relocate(c.person);
        c.keptFor = operator;
        c.until = until;
      }
      case ParkedTaken(var id, var operator) -> {
        var c = contact(id);
        var o = operator(operator);
        if (c == null || !c.parked()) {
          ignore(event, c == null ? "unknown-contact" : "not-parked");
        } else if (o == null || !o.present) {
          ignore(event, "unknown-operator");
        } else if (contacts.stream().anyMatch(x -> x.operator == o)) {
          ignore(event, "busy");
        } else {
          o.wrapUps.clear();
          c.operator = o;
          begin(c);
          decisions.add(new Connect(id, operator, new Reason("taken-back", Map.of())));
        }
      }
      case TalkBegan(var id, var person, var need, var priority, var operator) -> {
        var o = operator(operator);
        if (contact(id) != null) {
          ignore(event, "known-contact");
        } else if (o == null || !o.present) {
          ignore(event, "unknown-operator");
        } else if (contacts.stream().anyMatch(x -> x.operator == o)) {
          ignore(event, "busy");
        } else {
          var c = come(new ContactArrived(id, person, need, priority));
          o.wrapUps.clear();
          c.operator = o;
          begin(c);
        }
      }
      case ConsultAsked(var id, var about, var need, var operator, var until) -> {
        var c = contact(about);
        if (c == null || contact(id) != null) {
          ignore(event, c == null ? "unknown-contact" : "known-contact");
        } else if (!c.stage.equals("talking") || c.about != null) {
          ignore(event, "not-talking");
        } else {
          var arrival = new ContactArrived(id, c.person, need, c.arrival.priority());
          var consult = new C(arrival, now, c.since);
          consult.about = about;
          consult.keptFor = operator;
          consult.keptUntil = until;
          consult.declines.put(with(c).id, until);
          contacts.add(consult);
          relax();
        }
      }
      case ConsultEnded(var id, var operator) -> {
        var c = contact(id);
        if (!talks(c, operator) || c == null || c.about == null) {
          ignore(event, c == null ? "unknown-contact" : "not-talking");
          return;
        }
        contacts.remove(c);
        forgetIfGone(with(c));
      }
      case HandedOver(var id, var from, var consultId, var to) -> {
        var c = contact(id);
        var consult = contact(consultId);
        if (c == null || consult == null) {
          ignore(event, "unknown-contact");
        } else if (!talks(c, from) || !talks(consult, to) || !id.equals(consult.about)) {
          ignore(event, "not-talking");
        } else {
          contacts.remove(consult);
          wrapUp(c);
          c.operator = with(consult);
          begin(c);
        }
      }
      case SettingsChanged(var changed) -> {
        settings = changed;
        relax();
      }
      case TimePassed() -> {}
    }
  }

  private C come(ContactArrived e) {
    var place = kept.remove(e.person());
    var since = place == null ? now : place.since();
    for (var c : linesOf(e.person())) {
      since = c.since;
    }
    var c = new C(e, now, since);
    c.own = linesOf(e.person()).isEmpty() ? since : now;
    contacts.add(c);
    return c;
  }

  private void arrive(ContactArrived e) {
    if (contact(e.contact()) != null) {
      ignore(e, "known-contact");
      return;
    }
    int waiting =
        (int) contacts.stream().filter(c -> c.waits() || c.rings() || c.isDialled()).count();
    var c = come(e);
    relax();
    kept(c);
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
    contacts.remove(c);
    wrapUp(c);
    var others = linesOf(c.person);
    var first = others.stream().map(x -> x.own).min(Comparator.naturalOrder());
    for (var other : others) {
      other.since = first.orElseThrow();
      other.owedHold = other.waits();
    }
    relax();
  }

  private static boolean talks(@Nullable C c, OperatorId operator) {
    return c != null && c.stage.equals("talking") && with(c).id.equals(operator);
  }

  private void begin(C c) {
    c.stage = "talking";
    relocate(c.person);
    with(c).turn = ++turns;
    if (c.about == null) {
      c.keptFor = null;
      c.keptUntil = Instant.MAX;
    }
  }

  private void wrapUp(C c) {
    var o = with(c);
    if (o.present) {
      o.wrapUps.add(c.need.channel());
    }
    c.operator = null;
    c.stage = "";
    forgetIfGone(o);
  }

  /// Whether it waits for one operator alone; what it waited for in vain is forgotten.
  private boolean kept(C c) {
    var o = c.keptFor == null ? null : operator(c.keptFor);
    if (o != null
        && o.present
        && o.ready
        && !c.declines.containsKey(o.id)
        && now.isBefore(c.keptUntil)) {
      return true;
    }
    if (c.about == null) {
      c.keptFor = null;
    }
    return false;
  }

  private void settle() {
    for (var c : waitingInOrder()) {
      boolean kept = kept(c);
      if (c.about != null && !kept && (c.keptFor != null || !now.isBefore(c.keptUntil))) {
        contacts.remove(c);
        var reason = new Reason("nobody-to-consult", Map.of());
        decisions.add(new Overflow(c.arrival.contact(), reason));
        continue;
      }
      var o = choose(c);
      if (o != null) {
        var values = kept ? keptValues(c, o.id) : considered(c, o);
        var code = kept ? "kept" : "most-urgent";
        if (!kept && !"0".equals(values.get("free"))) {
          code = leastSpecialisedFirst(c) ? "least-specialised" : "longest-ready";
        }
        boolean dialled = c.toBeDialled();
        c.stage = dialled ? "dialling" : "ringing";
        c.operator = o;
        c.owedHold = false;
        c.until = now.plus(dialled ? settings.dialDeadline() : settings.offerDeadline());
        var reason = new Reason(code, values);
        decisions.add(
            dialled
                ? new Dial(c.arrival.contact(), o.id, c.until, reason)
                : new Offer(c.arrival.contact(), o.id, c.until, reason));
      } else if (c.owedHold) {
        c.owedHold = false;
        var reason = c.keptFor == null ? nobody(c) : new Reason("kept", keptValues(c, c.keptFor));
        decisions.add(new Hold(c.arrival.contact(), position(c), since(c), reason));
      }
    }
  }

  private Reason nobody(C c) {
    var values = considered(c, null);
    boolean present =
        !(values.get("free") + values.get("busy") + values.get("declined")).equals("000");
    return new Reason(present ? "nobody-free" : "nobody-present", values);
  }

  private Map<String, String> keptValues(C c, OperatorId operator) {
    var values = standing(c);
    values.put("operator", operator.value().toString());
    return values;
  }

  // Rules

  private List<C> waitingInOrder() {
    return contacts.stream().filter(C::waits).sorted(Comparator.comparing(this::rank)).toList();
  }

  private Instant rank(C c) {
    return since(c)
        .minus(c.pulled ? settings.overtakingMax() : settings.bonus(c.arrival.priority()));
  }

  private @Nullable O choose(C c) {
    return operators.stream()
        .filter(o -> c.keptFor == null ? lack(c, o).isEmpty() : o.id.equals(c.keptFor))
        .filter(o -> canTake(c, o) && !c.declines.containsKey(o.id))
        .min(Comparator.<O>comparingInt(o -> specialisation(c, o)).thenComparingInt(o -> o.turn))
        .orElse(null);
  }

  private int specialisation(C c, O o) {
    var can = o.capability;
    return leastSpecialisedFirst(c)
        ? (can.levels().size() + can.languages().size() + can.skills().size()) * 10
            + can.levels().getOrDefault(c.need.topic(), 0)
        : 0;
  }

  private boolean leastSpecialisedFirst(C c) {
    return settings.topic(c.need.topic()).leastSpecialisedFirst();
  }

  private static String lack(C c, O o) {
    var need = c.need;
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
        .forEach(x -> taken.add(x.need.channel()));
    var wanted = c.need.channel();
    var besides = settings.besides().getOrDefault(wanted, Set.of());
    return taken.stream().allMatch(t -> t == wanted || besides.contains(t))
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
          other.level == c.level && other.need.withLevel(1).equals(c.need.withLevel(1));
      boolean rivals =
          operators.stream()
              .anyMatch(o -> o.present && lack(c, o).isEmpty() && lack(other, o).isEmpty());
      boolean sameTopic = other.need.topic().equals(c.need.topic());
      position += other.keptFor == null && (sameNeed || (sameTopic && rivals)) ? 1 : 0;
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
    values.put("waited", "" + Duration.between(since(c), now).toSeconds());
    return values;
  }

  // Changes

  private void goOn(C c) {
    c.stage = "waiting";
    c.operator = null;
    c.owedHold = true;
    c.stood = since(c);
    relocate(c.person);
  }

  private static void rest(C c, Instant until) {
    c.stage = "resting";
    c.operator = null;
    c.until = until;
  }

  /// One line of the person has begun or left a talk.
  private void relocate(PersonKey person) {
    for (var c : linesOf(person)) {
      c.owedHold |= c.waits() && !since(c).equals(c.stood);
    }
    relax();
  }

  /// The person's first attempt serves one line at a time.
  private Instant since(C c) {
    boolean anotherTalks =
        linesOf(c.person).stream()
            .anyMatch(x -> x != c && x.about == null && x.stage.equals("talking"));
    return c.about == null && anotherTalks ? c.own : c.since;
  }

  private void handDown(C gone, PersonKey person) {
    linesOf(person).stream()
        .filter(c -> c != gone && c.about == null && gone.about == null)
        .findFirst()
        .ifPresent(c -> c.own = c.own.isBefore(gone.own) ? c.own : gone.own);
  }

  private void keep(C c) {
    handDown(c, c.person);
    if (c.about == null && linesOf(c.person).isEmpty()) {
      kept.put(c.person, new P(c.since, now.plus(settings.placeKept())));
    }
    relocate(c.person);
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
    return contacts.stream().filter(c -> (c.rings() || c.isDialled()) && c.operator == o).toList();
  }

  private List<C> linesOf(PersonKey person) {
    return contacts.stream().filter(c -> c.person.equals(person)).toList();
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
