package org.otklik.engine.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.Board.Declined;
import org.otklik.engine.routing.Board.OperatorAtWork;
import org.otklik.engine.routing.Board.WaitingContact;
import org.otklik.engine.routing.Contact.Stage;
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

/// Decides who gets which contact, and in what order. One thread owns a router.
///
/// It decides and nothing else: time is an argument and the same events at the same times give the
/// same decisions. After every event no contact waits while an operator is free, not reserved and
/// qualified for it in its present ring.
///
/// After a restart a router is rebuilt by the events `PlaceRestored`, `ContactArrived` and
/// `OperatorArrived`, each at its own time or all at the present one.
///
/// The rules and where each is written stand in the module's README.
public final class Router {

  private final Floor floor;
  private final Places places = new Places();
  private final Agenda agenda = new Agenda();
  private final Map<ContactId, Contact> contacts = new HashMap<>();
  private RoutingSettings settings;
  private int waiting;
  private long lastOrder;

  // The event at hand
  private Instant now = Instant.MIN;
  private long nowNanos = Long.MIN_VALUE;
  private List<Decision> decisions = new ArrayList<>();
  private final PriorityQueue<Contact> touched = new PriorityQueue<>(Contact.BY_URGENCY);
  private final List<Operator> freed = new ArrayList<>(2);

  /// A router where nobody waits and nobody is signed in.
  public Router(RoutingSettings settings) {
    this.settings = settings;
    this.floor = new Floor(settings);
  }

  /// What is to be done now that this has happened, in order; empty if nothing. Deadlines that have
  /// come are handled first, as if `TimePassed` had been sent before. A time earlier than that of
  /// the last event counts as the same time.
  public List<Decision> on(RoutingEvent event, Instant at) {
    if (at.isAfter(now)) {
      now = at;
      nowNanos = Nanos.of(at);
    }
    decisions = new ArrayList<>(2);
    passTime();
    settle();
    apply(event);
    settle();
    return decisions;
  }

  /// When to send `TimePassed`: the earliest end of an offer, of a ring after which less is needed,
  /// of a kept place or of a decline.
  public Optional<Instant> nextWake() {
    return agenda.next().map(Nanos::instant);
  }

  /// How many contacts wait or ring.
  public int waiting() {
    return waiting;
  }

  /// Where this contact stands; empty unless it waits or rings.
  public Optional<Spot> spot(ContactId id, Instant at) {
    var contact = contacts.get(id);
    if (contact == null || !contact.isInTheQueue()) {
      return Optional.empty();
    }
    return Optional.of(spot(contact, floor.effectivelyServing(contact.line)));
  }

  /// Where everybody stands who waits or rings, in no order. Asking for all together costs far less
  /// than asking for each.
  public List<Spot> spots() {
    var serving = new HashMap<Line, Double>();
    var spots = new ArrayList<Spot>();
    for (var contact : contacts.values()) {
      if (contact.isInTheQueue()) {
        spots.add(spot(contact, serving.computeIfAbsent(contact.line, floor::effectivelyServing)));
      }
    }
    return spots;
  }

  private Spot spot(Contact contact, double effectivelyServing) {
    return new Spot(
        contact.id,
        contact.requirement.topic(),
        floor.position(contact),
        contact.since(),
        Floor.serving(contact.line),
        effectivelyServing);
  }

  /// A copy for a supervisor.
  ///
  /// @param contactsMax at most so many waiting contacts, the most urgent ones, beside those that
  ///   ring
  public Board board(int contactsMax, Instant at) {
    long atNanos = Math.max(nowNanos, Nanos.of(at));
    var rows = new ArrayList<WaitingContact>();
    for (var operator : floor.operators()) {
      if (operator.ringing != null) {
        rows.add(row(operator.ringing, atNanos));
      }
    }
    floor.mostUrgent(contactsMax).forEach(contact -> rows.add(row(contact, atNanos)));
    return new Board(waiting, rows, floor.operators().stream().map(Router::row).toList());
  }

  private void apply(RoutingEvent event) {
    switch (event) {
      case ContactArrived arrived -> arrive(arrived);
      case PlaceRestored restored -> restore(restored);
      case PlaceKeyed keyed -> moveTo(keyed);
      case TalkBegan began -> begin(began);
      case ContactLeft left -> leave(left);
      case ContactPulled pulled -> pull(pulled);
      case OperatorArrived arrived -> arrive(arrived);
      case OperatorReady ready -> ready(ready);
      case OperatorPaused paused -> pause(paused);
      case OperatorLeft left -> leave(left);
      case OfferAccepted accepted -> accept(accepted);
      case OfferDeclined declined -> decline(declined);
      case CallbackAnswered answered -> answer(answered);
      case CallbackUnanswered unanswered -> rest(unanswered);
      case ConnectFailed failed -> fail(failed);
      case ContactEnded ended -> end(ended);
      case ContactTransferred transferred -> transfer(transferred);
      case ContactParked parked -> park(parked);
      case ParkedTaken taken -> takeBack(taken);
      case ConsultAsked asked -> consult(asked);
      case ConsultEnded ended -> end(ended);
      case HandedOver handed -> handOver(handed);
      case SettingsChanged changed -> change(changed);
      case TimePassed _ -> {}
    }
  }

  // Contacts

  private void arrive(ContactArrived event) {
    if (contacts.containsKey(event.contact())) {
      ignore(event, "known-contact");
      return;
    }
    var contact = place(event);
    if (waiting >= settings.waitingMax() && !canBeTaken(contact)) {
      keepPlace(contact);
      decisions.add(
          new Decision.Overflow(contact.id, Reasons.full(waiting, settings.waitingMax())));
      return;
    }
    contacts.put(contact.id, contact);
    waiting++;
    enqueue(contact);
  }

  private boolean canBeTaken(Contact contact) {
    return orderFor(contact) != null && choose(contact) != null;
  }

  private Contact place(ContactArrived event) {
    var place = places.placeOf(event.person(), now, ++lastOrder);
    var line = floor.line(event.requirement());
    var rules = settings.topic(event.requirement().topic());
    var contact = new Contact(event, now, ++lastOrder, place, line, rules, null);
    places.take(place, contact);
    agenda.set(place, Nanos.NEVER);
    stand(contact);
    return contact;
  }

  private void begin(TalkBegan event) {
    var operator = floor.find(event.operator());
    if (contacts.containsKey(event.contact())) {
      ignore(event, "known-contact");
      return;
    }
    if (operator == null || operator.crew == null) {
      ignore(event, "unknown-operator");
      return;
    }
    if (operator.ringing != null || !operator.talks.isEmpty()) {
      ignore(event, "busy");
      return;
    }
    var contact =
        place(
            new ContactArrived(
                event.contact(), event.person(), event.requirement(), event.priority()));
    contacts.put(contact.id, contact);
    operator.endWrapUps();
    begin(contact, operator);
  }

  private void leave(ContactLeft event) {
    var contact = contacts.get(event.contact());
    if (contact == null || contact.stage == Stage.TALKING) {
      ignore(event, contact == null ? "unknown-contact" : "talking");
      return;
    }
    switch (contact.stage) {
      case WAITING -> dequeue(contact);
      case RINGING, DIALLING -> withdraw(contact, "contact-left");
      case PARKED, RESTING, TALKING -> {}
    }
    waiting -= contact.isInTheQueue() ? 1 : 0;
    forget(contact);
    keepPlace(contact);
    othersMove(contact.place);
  }

  /// Rule 3: what a supervisor does to the order stays within the bound that holds for everybody.
  private void pull(ContactPulled event) {
    var contact = contacts.get(event.contact());
    if (contact == null || contact.stage == Stage.TALKING) {
      ignore(event, contact == null ? "unknown-contact" : "talking");
      return;
    }
    contact.pulled = true;
    movedTo(contact);
  }

  private void restore(PlaceRestored event) {
    var known = places.find(event.person());
    if (known == null && !event.keptUntil().isAfter(now)) {
      ignore(event, "place-lapsed");
      return;
    }
    var since = event.since().isAfter(now) ? now : event.since();
    var place = places.placeOf(event.person(), since, ++lastOrder);
    place.since = since.isBefore(place.since) ? since : place.since;
    if (place.lines.isEmpty()) {
      agenda.set(place, Nanos.of(event.keptUntil()));
    }
    place.lines.forEach(this::standAnew);
  }

  /// Rule 4: the code proves whose place it is, which a number does not.
  private void moveTo(PlaceKeyed event) {
    var contact = contacts.get(event.contact());
    if (contact == null || contact.stage == Stage.TALKING) {
      ignore(event, contact == null ? "unknown-contact" : "talking");
      return;
    }
    var place = places.find(event.person());
    if (place == null) {
      ignore(event, "place-lapsed");
      return;
    }
    var before = contact.place;
    if (place != before) {
      if (places.leave(contact)) {
        places.forget(before);
      }
      contact.place = place;
      places.take(place, contact);
      agenda.set(place, Nanos.NEVER);
      movedTo(contact);
      othersMove(before);
    }
  }

  /// Rule 4: the person's place is kept for a while when their last line has gone. A consult is
  /// nobody's line.
  private void keepPlace(Contact contact) {
    if (!places.leave(contact)) {
      return;
    }
    if (contact.isConsult()) {
      places.forget(contact.place);
    } else {
      agenda.set(contact.place, Nanos.of(now.plus(settings.placeKept())));
    }
  }

  private void forget(Contact contact) {
    contacts.remove(contact.id);
    agenda.set(contact, Nanos.NEVER);
  }

  // Standing and waiting

  /// Rules 2 and 3: by how long the person has waited, which ring the contact is in, hence what it
  /// needs, and how urgent it is.
  private void stand(Contact contact) {
    var topic = contact.rules;
    contact.stood = contact.since();
    contact.rank = Nanos.of(contact.stood) - bonus(contact).toNanos();
    int ring = topic.ringAfter(contact.waitedNanos(nowNanos));
    int level = topic.level(ring, contact.requirement.level());
    if (contact.line.need.level() != level || contact.line.forgotten) {
      contact.line = floor.line(contact.requirement.withLevel(level));
    }
  }

  private Duration bonus(Contact contact) {
    return contact.pulled ? settings.overtakingMax() : settings.bonus(contact.priority);
  }

  /// Joins its line, or those who wait for one operator; who takes it is settled at the end of the
  /// event. A consult that nobody will answer stands nowhere.
  private void enqueue(Contact contact) {
    contact.stage = Stage.WAITING;
    var order = orderFor(contact);
    contact.order = order;
    if (order != null) {
      order.add(contact);
    }
    agenda.set(contact, order == null ? Nanos.NEVER : nextChange(contact));
    touched.add(contact);
  }

  /// Rule 5: it is kept for an operator as long as that is any use.
  private @Nullable WaitingOrder orderFor(Contact contact) {
    var id = contact.keptFor;
    boolean inTime = nowNanos < contact.keptUntil;
    if (id != null && inTime && floor.waitsFor(id, contact)) {
      var operator = floor.find(id);
      return operator == null ? null : operator.kept;
    }
    if (contact.isConsult() && (id != null || !inTime)) {
      return null;
    }
    contact.keptFor = null;
    contact.keptUntil = contact.isConsult() ? contact.keptUntil : Nanos.NEVER;
    return contact.line.waiting;
  }

  private static void dequeue(Contact contact) {
    if (contact.order != null) {
      contact.order.remove(contact);
      contact.order = null;
    }
  }

  /// What is known of its place or of the rules has changed.
  private void standAnew(Contact contact) {
    if (contact.stage == Stage.WAITING) {
      dequeue(contact);
      stand(contact);
      enqueue(contact);
    }
  }

  /// When the level that a waiting contact needs falls or a decline ends.
  private long nextChange(Contact contact) {
    var topic = contact.rules;
    long falls = topic.fallsAfter(contact.waitedNanos(nowNanos), contact.requirement.level());
    long next = falls == Nanos.NEVER ? falls : Nanos.of(contact.since()) + falls;
    next = Math.min(next, contact.keptUntil);
    var declines = contact.declines();
    for (int i = 0; i < declines.size(); i++) {
      next = Math.min(next, declines.get(i).until());
    }
    return next;
  }

  /// Goes back to where it stood, to be offered to the next.
  private void goOn(Contact contact) {
    contact.operator = null;
    contact.owedHold = true;
    contact.forgetDeclinesUntil(nowNanos);
    stand(contact);
    enqueue(contact);
  }

  /// Rule 4: one line of a person has gone, has begun or left a talk: the others may stand
  /// elsewhere.
  private void othersMove(Place place) {
    if (place.lines.isEmpty()
        || (place.lines.size() == 1 && place.lines.getFirst().stage == Stage.TALKING)) {
      return;
    }
    for (var line : List.copyOf(place.lines)) {
      if (line.stage == Stage.WAITING && !line.since().equals(line.stood)) {
        movedTo(line);
      }
    }
  }

  // Operators

  private void arrive(OperatorArrived event) {
    var operator = floor.arrive(event.operator(), event.capability(), now);
    var contact = operator.ringing;
    if (contact != null && contact.keptFor == null && !Floor.qualifies(operator, contact)) {
      withdraw(contact, "no-longer-qualified");
      goOn(contact);
    }
    freed.add(operator);
  }

  private void ready(OperatorReady event) {
    var operator = floor.find(event.operator());
    if (operator == null || operator.crew == null) {
      ignore(event, "unknown-operator");
      return;
    }
    if (!operator.ready || operator.isWrappingUp()) {
      floor.startTurn(operator);
      operator.endWrapUps();
      floor.setReady(operator, true, now);
    }
    freed.add(operator);
  }

  private void pause(OperatorPaused event) {
    var operator = floor.find(event.operator());
    if (operator == null || operator.crew == null) {
      ignore(event, "unknown-operator");
      return;
    }
    floor.setReady(operator, false, now);
    handOn(operator, "operator-paused");
    keepNobodyFor(operator);
  }

  private void leave(OperatorLeft event) {
    var operator = floor.find(event.operator());
    if (operator == null || operator.crew == null) {
      ignore(event, "unknown-operator");
      return;
    }
    handOn(operator, "operator-left");
    floor.leave(operator, now);
    keepNobodyFor(operator);
  }

  /// What rings at the operator goes on to others.
  private void handOn(Operator operator, String code) {
    var contact = operator.ringing;
    if (contact != null) {
      withdraw(contact, code);
      goOn(contact);
    }
  }

  /// Those who waited for this operator alone wait for anybody.
  private void keepNobodyFor(Operator operator) {
    var kept = new ArrayList<Contact>();
    operator.kept.forEach(kept::add);
    kept.forEach(this::standAnew);
  }

  // Offers

  private void offer(Contact contact, Operator operator) {
    var reason = whyOffered(contact, operator);
    boolean dialled = contact.isToBeDialled();
    var until = now.plus(dialled ? settings.dialDeadline() : settings.offerDeadline());
    dequeue(contact);
    contact.stage = dialled ? Stage.DIALLING : Stage.RINGING;
    contact.operator = operator;
    contact.owedHold = false;
    operator.ringing = contact;
    floor.update(operator, now);
    agenda.set(contact, Nanos.of(until));
    decisions.add(
        dialled
            ? new Decision.Dial(contact.id, operator.id, until, reason)
            : new Decision.Offer(contact.id, operator.id, until, reason));
  }

  private Reason whyOffered(Contact contact, Operator operator) {
    var waited = waited(contact, nowNanos);
    return contact.keptFor != null
        ? Reasons.kept(waited, operator.id)
        : Reasons.offer(
            waited, floor.considered(contact, operator), contact.rules.leastSpecialisedFirst());
  }

  private void accept(OfferAccepted event) {
    var contact = contacts.get(event.contact());
    var operator = reservedAs(Stage.RINGING, contact, event.operator());
    if (contact == null || operator == null) {
      ignore(event, contact == null ? "unknown-contact" : "offer-over");
      return;
    }
    waiting--;
    operator.ringing = null;
    begin(contact, operator);
    decisions.add(
        new Decision.Connect(contact.id, operator.id, Reasons.accepted(waited(contact, nowNanos))));
  }

  private void decline(OfferDeclined event) {
    var contact = contacts.get(event.contact());
    var operator = reservedAs(Stage.RINGING, contact, event.operator());
    if (contact == null || operator == null) {
      ignore(event, contact == null ? "unknown-contact" : "offer-over");
      return;
    }
    stopRinging(operator);
    long until = Nanos.of(now.plus(settings.declinedAgainAfter()));
    contact.decline(new Contact.Decline(operator.id, event.reason(), until));
    goOn(contact);
  }

  /// Rule 6: nobody answered in time. The operator is paused, the contact goes on.
  private void endOffer(Contact contact) {
    var operator = contact.operator;
    if (operator == null) {
      throw new IllegalStateException("The contact (%s) rings nowhere.".formatted(contact.id));
    }
    withdraw(contact, "no-answer");
    pause(operator, "no-answer");
    goOn(contact);
  }

  private void withdraw(Contact contact, String code) {
    var operator = contact.operator;
    if (operator != null) {
      stopRinging(operator);
      decisions.add(new Decision.Withdraw(contact.id, operator.id, Reasons.plain(code)));
    }
  }

  private void stopRinging(Operator operator) {
    operator.ringing = null;
    floor.update(operator, now);
    freed.add(operator);
  }

  private void pause(Operator operator, String code) {
    floor.setReady(operator, false, now);
    decisions.add(new Decision.Pause(operator.id, Reasons.plain(code)));
    keepNobodyFor(operator);
  }

  private static @Nullable Operator reservedAs(
      Stage stage, @Nullable Contact contact, OperatorId id) {
    if (contact == null || contact.stage != stage) {
      return null;
    }
    var operator = contact.operator;
    return operator != null && operator.id.equals(id) ? operator : null;
  }

  // Callbacks: rule 8, an operator is reserved for each that is dialled

  private void answer(CallbackAnswered event) {
    var contact = contacts.get(event.contact());
    var operator = reservedAs(Stage.DIALLING, contact, event.operator());
    if (contact == null || operator == null) {
      ignore(event, contact == null ? "unknown-contact" : "not-dialled");
      return;
    }
    waiting--;
    operator.ringing = null;
    contact.answered = true;
    begin(contact, operator);
    decisions.add(
        new Decision.Connect(contact.id, operator.id, Reasons.answered(waited(contact, nowNanos))));
  }

  private void rest(CallbackUnanswered event) {
    var contact = contacts.get(event.contact());
    var operator = reservedAs(Stage.DIALLING, contact, event.operator());
    if (contact == null || operator == null) {
      ignore(event, contact == null ? "unknown-contact" : "not-dialled");
      return;
    }
    stopRinging(operator);
    var again = event.again();
    if (again != null) {
      rest(contact, again);
    } else {
      waiting--;
      forget(contact);
      keepPlace(contact);
      othersMove(contact.place);
    }
  }

  /// Rule 9: nobody said how the dialling ended. It is not the operator's fault, who stays ready.
  private void endDialling(Contact contact) {
    withdraw(contact, "dial-over");
    rest(contact, now.plus(settings.declinedAgainAfter()));
  }

  private void rest(Contact contact, Instant until) {
    waiting--;
    contact.operator = null;
    contact.stage = Stage.RESTING;
    agenda.set(contact, Nanos.of(until));
  }

  private void endRest(Contact contact) {
    waiting++;
    goOn(contact);
  }

  // Talks

  /// An operator with whom a living contact could not be connected is paused: offering them the
  /// next would fail as well. An operator whose contact died is free again.
  private void fail(ConnectFailed event) {
    var contact = contacts.get(event.contact());
    var operator = talkingWith(contact, event.operator());
    if (contact == null || operator == null) {
      ignore(event, contact == null ? "unknown-contact" : "not-talking");
      return;
    }
    hangUp(contact, operator);
    if (event.waiting()) {
      if (operator.ready) {
        pause(operator, "connect-failed");
      }
      waiting++;
      goOn(contact);
    } else {
      forget(contact);
      keepPlace(contact);
    }
    othersMove(contact.place);
  }

  private void end(ContactEnded event) {
    var contact = contacts.get(event.contact());
    var operator = talkingWith(contact, event.operator());
    if (contact == null || operator == null) {
      ignore(event, contact == null ? "unknown-contact" : "not-talking");
      return;
    }
    finish(contact, operator);
    forget(contact);
    places.useUp(contact, ++lastOrder).forEach(this::movedTo);
  }

  /// It stands elsewhere than before: its person has talked on another line, or it was pulled.
  private void movedTo(Contact contact) {
    contact.owedHold = contact.stage == Stage.WAITING;
    standAnew(contact);
  }

  /// The operator's part is over; wrap-up begins.
  private void finish(Contact contact, Operator operator) {
    if (operator.crew != null) {
      operator.startWrapUp(contact.channel());
    }
    hangUp(contact, operator);
  }

  private void hangUp(Contact contact, Operator operator) {
    contact.operator = null;
    operator.talks.remove(contact);
    floor.update(operator, now);
    floor.forgetIfGone(operator);
    freed.add(operator);
  }

  private static @Nullable Operator talkingWith(@Nullable Contact contact, OperatorId id) {
    if (contact == null || contact.stage != Stage.TALKING) {
      return null;
    }
    var operator = contact.operator;
    return operator != null && operator.id.equals(id) ? operator : null;
  }

  // Transfers, parking, consults

  private void transfer(ContactTransferred event) {
    var contact = contacts.get(event.contact());
    var operator = talkingWith(contact, event.from());
    if (contact == null || operator == null || contact.isConsult()) {
      ignore(event, contact == null ? "unknown-contact" : "not-talking");
      return;
    }
    finish(contact, operator);
    contact.requirement = event.requirement();
    contact.rules = settings.topic(event.requirement().topic());
    contact.line = floor.line(event.requirement());
    var reservation = event.reservation();
    if (reservation != null) {
      contact.forgetDeclinesOf(reservation.operator());
    }
    long until = Nanos.of(now.plus(settings.declinedAgainAfter()));
    contact.decline(new Contact.Decline(operator.id, "transferred", until));
    contact.keptFor = reservation == null ? null : reservation.operator();
    contact.keptUntil = reservation == null ? Nanos.NEVER : Nanos.of(reservation.until());
    waiting++;
    goOn(contact);
    othersMove(contact.place);
  }

  private void park(ContactParked event) {
    var contact = contacts.get(event.contact());
    var operator = talkingWith(contact, event.operator());
    if (contact == null || operator == null || contact.isConsult()) {
      ignore(event, contact == null ? "unknown-contact" : "not-talking");
      return;
    }
    finish(contact, operator);
    contact.stage = Stage.PARKED;
    contact.keptFor = operator.id;
    agenda.set(contact, Nanos.of(event.until()));
    othersMove(contact.place);
  }

  private void takeBack(ParkedTaken event) {
    var contact = contacts.get(event.contact());
    var operator = floor.find(event.operator());
    if (contact == null || contact.stage != Stage.PARKED) {
      ignore(event, contact == null ? "unknown-contact" : "not-parked");
      return;
    }
    if (operator == null || operator.crew == null) {
      ignore(event, "unknown-operator");
      return;
    }
    if (operator.ringing != null || !operator.talks.isEmpty()) {
      ignore(event, "busy");
      return;
    }
    operator.endWrapUps();
    begin(contact, operator);
    decisions.add(new Decision.Connect(contact.id, operator.id, Reasons.plain("taken-back")));
  }

  /// Nobody has taken it back in time: it waits for the one who parked it, if that is any use.
  private void endParking(Contact contact) {
    contact.keptUntil = Nanos.of(now.plus(settings.offerDeadline()));
    waiting++;
    goOn(contact);
  }

  private void consult(ConsultAsked event) {
    var contact = contacts.get(event.contact());
    if (contact == null || contacts.containsKey(event.consult())) {
      ignore(event, contact == null ? "unknown-contact" : "known-contact");
      return;
    }
    var asking = contact.operator;
    if (contact.stage != Stage.TALKING || asking == null || contact.isConsult()) {
      ignore(event, "not-talking");
      return;
    }
    var arrival =
        new ContactArrived(
            event.consult(), contact.place.person, event.requirement(), contact.priority);
    var line = floor.line(event.requirement());
    var rules = settings.topic(event.requirement().topic());
    var consult = new Contact(arrival, now, ++lastOrder, contact.place, line, rules, contact.id);
    places.take(contact.place, consult);
    contacts.put(consult.id, consult);
    consult.decline(new Contact.Decline(asking.id, "asked", Nanos.of(event.until())));
    consult.keptFor = event.operator();
    consult.keptUntil = Nanos.of(event.until());
    waiting++;
    stand(consult);
    enqueue(consult);
  }

  private void end(ConsultEnded event) {
    var consult = contacts.get(event.consult());
    var operator = talkingWith(consult, event.operator());
    if (consult == null || operator == null || !consult.isConsult()) {
      ignore(event, consult == null ? "unknown-contact" : "not-talking");
      return;
    }
    hangUp(consult, operator);
    forget(consult);
    keepPlace(consult);
  }

  private void handOver(HandedOver event) {
    var contact = contacts.get(event.contact());
    var consult = contacts.get(event.consult());
    var from = talkingWith(contact, event.from());
    var to = talkingWith(consult, event.to());
    if (contact == null
        || consult == null
        || from == null
        || to == null
        || !consult.isAbout(contact)) {
      ignore(event, contact == null || consult == null ? "unknown-contact" : "not-talking");
      return;
    }
    to.talks.remove(consult);
    forget(consult);
    keepPlace(consult);
    finish(contact, from);
    begin(contact, to);
  }

  /// They talk from now on.
  private void begin(Contact contact, Operator operator) {
    agenda.set(contact, Nanos.NEVER);
    contact.stage = Stage.TALKING;
    contact.operator = operator;
    if (!contact.isConsult()) {
      contact.keptFor = null;
      contact.keptUntil = Nanos.NEVER;
    }
    operator.talks.add(contact);
    floor.startTurn(operator);
    floor.update(operator, now);
    freed.add(operator);
    othersMove(contact.place);
  }

  /// Nobody could be found to be consulted.
  private void giveUp(Contact consult) {
    waiting--;
    forget(consult);
    keepPlace(consult);
    decisions.add(new Decision.Overflow(consult.id, Reasons.plain("nobody-to-consult")));
  }

  // Time and settings

  private void passTime() {
    for (var due = agenda.pollDue(nowNanos); due != null; due = agenda.pollDue(nowNanos)) {
      switch (due) {
        case Place place -> places.forget(place);
        case Contact contact -> {
          switch (contact.stage) {
            case RINGING -> endOffer(contact);
            case DIALLING -> endDialling(contact);
            case PARKED -> endParking(contact);
            case RESTING -> endRest(contact);
            case WAITING, TALKING -> {
              contact.forgetDeclinesUntil(nowNanos);
              standAnew(contact);
            }
          }
        }
      }
    }
  }

  private void change(SettingsChanged event) {
    settings = event.settings();
    floor.change(settings, now);
    for (var contact : contacts.values()) {
      contact.rules = settings.topic(contact.requirement.topic());
      standAnew(contact);
    }
  }

  // Settling

  /// Everybody for whom something has changed, the most urgent first, is offered to an operator or
  /// told to wait.
  private void settle() {
    lookForNext();
    for (var contact = touched.poll(); contact != null; contact = touched.poll()) {
      if (contact.stage == Stage.WAITING && contacts.containsKey(contact.id)) {
        settle(contact);
        if (freed.size() > 1) {
          lookForNext();
        }
      }
    }
    freed.clear();
  }

  /// Several who are freed together may all take the same contact: then the others look again.
  private void lookForNext() {
    for (int i = 0; i < freed.size(); i++) {
      if (freed.get(i).isFree()) {
        floor.mostUrgentFor(freed.get(i)).ifPresent(touched::add);
      }
    }
  }

  private void settle(Contact contact) {
    if (contact.order == null) {
      giveUp(contact);
      return;
    }
    var operator = choose(contact);
    if (operator != null) {
      offer(contact, operator);
    } else if (contact.owedHold) {
      contact.owedHold = false;
      var reason = whyWaiting(contact, nowNanos);
      decisions.add(
          new Decision.Hold(contact.id, floor.position(contact), contact.since(), reason));
    }
  }

  private Reason whyWaiting(Contact contact, long atNanos) {
    var waited = waited(contact, atNanos);
    return contact.keptFor != null
        ? Reasons.kept(waited, contact.keptFor)
        : Reasons.hold(waited, floor.considered(contact, null));
  }

  private @Nullable Operator choose(Contact contact) {
    if (contact.keptFor != null) {
      var operator = floor.find(contact.keptFor);
      return operator != null && operator.canTake(contact.channel()) ? operator : null;
    }
    return floor.choose(contact, contact.rules.leastSpecialisedFirst());
  }

  private Waited waited(Contact contact, long atNanos) {
    long waited = contact.waitedNanos(atNanos);
    int ring = contact.rules.ringAfter(waited);
    return new Waited(ring + 1, contact.line.need.level(), waited / 1_000_000_000L);
  }

  private void ignore(RoutingEvent event, String code) {
    decisions.add(new Decision.Ignored(event, Reasons.plain(code)));
  }

  private WaitingContact row(Contact contact, long atNanos) {
    var operator = contact.operator;
    var waited = waited(contact, atNanos);
    var why =
        operator == null
            ? whyWaiting(contact, atNanos)
            : contact.stage == Stage.DIALLING
                ? Reasons.dialling(waited, operator.id)
                : Reasons.ringing(waited, operator.id);
    return new WaitingContact(
        contact.id,
        contact.requirement.topic(),
        contact.channel(),
        contact.priority,
        contact.since(),
        waited.ring(),
        why,
        contact.declines().stream().map(d -> new Declined(d.operator(), d.reason())).toList());
  }

  private static OperatorAtWork row(Operator operator) {
    var contacts = new ArrayList<ContactId>();
    operator.talks.forEach(contact -> contacts.add(contact.id));
    if (operator.ringing != null) {
      contacts.add(operator.ringing.id);
    }
    return new OperatorAtWork(
        operator.id, operator.state(), operator.crew != null, operator.stateSince, contacts);
  }
}
