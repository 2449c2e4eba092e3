package org.otklik.app.desktop.web;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.dispatch.CallBackList;
import org.otklik.app.dispatch.Called;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.Journeys;
import org.otklik.app.dispatch.Presence;
import org.otklik.app.dispatch.Presences;
import org.otklik.app.dispatch.Teamwork;
import org.otklik.app.dispatch.Teamwork.CallReason;
import org.otklik.app.dispatch.desk.Outside;
import org.otklik.app.dispatch.desk.Outside.What;
import org.otklik.app.telephony.OutsideCalls;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.Priority;
import org.springframework.stereotype.Component;

/// Calls to numbers outside that operators ask for at the desk: looks whether they may be made, and
/// keeps each in the audit trail before it is. The number of a citizen comes from the contact,
/// never from the page.
@Component
final class DeskCalls {

  /// So many to be called back are looked at; the oldest come first.
  private static final int TO_CALL_BACK_MAX = 200;

  /// Who did not answer so often is not shown at desks any more: the supervisor's board has them.
  static final int ATTEMPTS_MAX = 3;

  /// Who did not answer is shown again after this.
  static final Duration AGAIN_AFTER = Duration.ofMinutes(10);

  /// A desk shows so many of those who can be called: they are the next.
  private static final int SHOWN_MAX = 10;

  private final ContactLog contacts;
  private final Journeys journeys;
  private final CallBackList toCallBack;
  private final OutsideCalls outside;
  private final Presences presences;
  private final Teamwork talks;
  private final DeskPages pages;
  private final AuditTrail audit;
  private final Clock clock;
  private final NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();

  DeskCalls(
      ContactLog contacts,
      Journeys journeys,
      CallBackList toCallBack,
      OutsideCalls outside,
      Presences presences,
      Teamwork talks,
      DeskPages pages,
      AuditTrail audit,
      Clock clock) {
    this.contacts = contacts;
    this.journeys = journeys;
    this.toCallBack = toCallBack;
    this.outside = outside;
    this.presences = presences;
    this.talks = talks;
    this.pages = pages;
    this.audit = audit;
    this.clock = clock;
  }

  /// Whether the citizen of a contact with this number can be called.
  boolean callable(@Nullable String number) {
    return find(number).isPresent();
  }

  /// Whether citizens can be handed on to numbers outside.
  boolean transfers() {
    return outside.transfers();
  }

  /// Those still to be called back who can be called now, the longest waiting first.
  List<CallBackList.Entry> toCallBack() {
    return toCallBack.open(TO_CALL_BACK_MAX).stream()
        .filter(entry -> mayAnswer(entry) && callable(entry.number()))
        .limit(SHOWN_MAX)
        .toList();
  }

  private boolean mayAnswer(CallBackList.Entry entry) {
    var last = entry.lastAttempt();
    return entry.attempts() < ATTEMPTS_MAX
        && (last == null || !clock.instant().isBefore(last.plus(AGAIN_AFTER)));
  }

  private Optional<String> find(@Nullable String number) {
    return Optional.ofNullable(number)
        .filter(ContactRequest::belongsToSomebody)
        .flatMap(outside::findAllowed);
  }

  /// Calls the citizen of a contact in which the operator has talked, or who is to be called back.
  void call(CurrentAccount account, ContactId about, CallReason why) {
    var contact = contacts.find(about);
    var number = contact.flatMap(found -> find(found.callerNumber()));
    if (number.isEmpty()) {
      contact
          .map(ContactLog.Entry::callerNumber)
          .ifPresent(asked -> outside.suspect(operator(account), asked));
    }
    if (contact.isPresent() && wasCalled(account, contact.get())) {
      pages.outside(operator(account), new Outside(about, What.CALL, Called.TAKEN));
      return;
    }
    if (contact.isEmpty() || number.isEmpty() || !mayCall(account, contact.get())) {
      refuse(account, about, What.CALL);
      return;
    }
    keep(account, "citizen.called", about, why.name());
    talks.call(operator(account), request(contact.get(), number.get()), why);
  }

  private ContactRequest request(ContactLog.Entry about, String number) {
    return new ContactRequest(
        new ContactId(ids.generate()),
        Channel.CALL,
        ContactRequest.OUTGOING,
        number,
        about.citizenId(),
        null,
        about.topic(),
        new Language(about.language()),
        Priority.NORMAL,
        about.recordingAllowed(),
        clock.instant());
  }

  /// Hands the citizen with whom the operator talks on to a number.
  void transfer(CurrentAccount account, ContactId contact, String number) {
    find(account, contact, number, What.TRANSFER)
        .ifPresent(
            valid -> {
              keep(account, "contact.transferred-outside", contact, valid);
              talks.transfer(operator(account), contact, new Teamwork.Target.Outside(valid));
            });
  }

  /// Asks somebody outside about the contact in which the operator talks. The numbers are those to
  /// which citizens may be handed on: the operator may leave them to whom they ask.
  void ask(CurrentAccount account, ContactId contact, String number) {
    find(account, contact, number, What.CONSULT)
        .ifPresent(
            valid -> {
              keep(account, "contact.asked-outside", contact, valid);
              talks.consult(operator(account), contact, new Teamwork.Target.Outside(valid));
            });
  }

  private Optional<String> find(
      CurrentAccount account, ContactId contact, String number, What what) {
    var valid = outside.findTransfer(number);
    if (valid.isEmpty()) {
      outside.suspect(operator(account), number);
    }
    if (valid.isEmpty() || !talksIn(account, contact)) {
      refuse(account, contact, what);
      return Optional.empty();
    }
    return valid;
  }

  private boolean talksIn(CurrentAccount account, ContactId contact) {
    return presences
        .find(operator(account))
        .filter(now -> now.state() == Presence.State.IN_CALL && contact.equals(now.contact()))
        .isPresent();
  }

  /// A page that was loaded a while ago still shows people whom others have called meanwhile.
  private boolean wasCalled(CurrentAccount account, ContactLog.Entry contact) {
    var outcome = contact.outcome();
    return (outcome == ContactLog.Outcome.TO_CALL_BACK || outcome == ContactLog.Outcome.CALLED_BACK)
        && !toCallBack.isOpen(contact.id())
        && !talkedIn(account, contact);
  }

  private boolean mayCall(CurrentAccount account, ContactLog.Entry contact) {
    return talkedIn(account, contact) || toCallBack.isOpen(contact.id());
  }

  private boolean talkedIn(CurrentAccount account, ContactLog.Entry contact) {
    return operator(account).equals(contact.operator())
        || journeys.tookPart(contact.id(), operator(account));
  }

  private void refuse(CurrentAccount account, ContactId contact, What what) {
    keep(account, "outside.refused", contact, what.name());
    pages.outside(operator(account), new Outside(contact, what, Called.NOT_ALLOWED));
  }

  private void keep(CurrentAccount account, String what, ContactId contact, String reason) {
    audit.record(
        new AuditEntry(
            account.id(),
            what,
            new AuditEntry.Subject("contact", contact.value().toString()),
            reason,
            "desk"));
  }

  private static OperatorId operator(CurrentAccount account) {
    return new OperatorId(account.id().value());
  }
}
