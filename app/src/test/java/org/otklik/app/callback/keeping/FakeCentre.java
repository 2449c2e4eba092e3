package org.otklik.app.callback.keeping;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Acceptance;
import org.otklik.app.dispatch.Called;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.Journeys;
import org.otklik.app.dispatch.QueueSpot;
import org.otklik.app.dispatch.Teamwork.CallReason;
import org.otklik.app.dispatch.ToldBy;
import org.otklik.app.telephony.OutsideCalls;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// Dispatch, its log and the telephone network, as far as promises concern them.
final class FakeCentre implements Dispatch, ContactLog, Journeys, OutsideCalls {
  final List<ContactRequest> asked = new ArrayList<>();
  final List<ContactId> cancelled = new ArrayList<>();
  final Map<ContactId, ContactLog.Entry> log = new LinkedHashMap<>();
  private final Map<ContactId, Called> reasons = new LinkedHashMap<>();
  private final Clock clock;
  boolean available = true;
  boolean full;
  boolean undecided;
  boolean wayOut = true;

  FakeCentre(Clock clock) {
    this.clock = clock;
  }

  /// The contact that was asked for last.
  ContactId last() {
    return asked.getLast().id();
  }

  void closes(ContactId contact, Outcome outcome) {
    log.computeIfPresent(
        contact, (_, entry) -> logged(request(contact), entry.answeredAt() != null, outcome));
  }

  void notReached(ContactId contact, Called how) {
    reasons.put(contact, how);
    closes(contact, Outcome.NOT_REACHED);
  }

  /// A contact that talks now.
  void talks(ContactRequest request) {
    log.put(request.id(), logged(request, true, null));
  }

  private ContactRequest request(ContactId contact) {
    return asked.stream().filter(request -> request.id().equals(contact)).findAny().orElseThrow();
  }

  private ContactLog.Entry logged(
      ContactRequest request, boolean answered, @Nullable Outcome outcome) {
    return new ContactLog.Entry(
        request.id(),
        request.channel(),
        request.line(),
        request.callerNumber(),
        request.citizenId(),
        request.topic(),
        request.language().tag(),
        request.recordingAllowed(),
        request.arrivedAt(),
        answered ? clock.instant() : null,
        outcome == null ? null : clock.instant(),
        null,
        outcome);
  }

  @Override
  public CompletionStage<Acceptance> accept(ContactRequest request) {
    asked.add(request);
    if (undecided) {
      return new CompletableFuture<>();
    }
    if (full) {
      return CompletableFuture.completedFuture(new Acceptance.Full(1));
    }
    log.put(request.id(), logged(request, false, null));
    return CompletableFuture.completedFuture(
        new Acceptance.Accepted(
            new QueueSpot(request.id(), 1, null), true, Duration.ofMinutes(30)));
  }

  @Override
  public boolean available() {
    return available;
  }

  @Override
  public Duration placeKept() {
    return Duration.ofMinutes(30);
  }

  @Override
  public void gone(ContactId contact, Gone how) {
    if (how == Gone.CANCELLED) {
      cancelled.add(contact);
    }
  }

  @Override
  public void askedGone(ContactId contact) {
    throw new AssertionError("Nobody is asked about a callback here.");
  }

  @Override
  public void told(QueueSpot spot, ToldBy by) {
    throw new AssertionError("Promises of waits are not told here.");
  }

  @Override
  public void operatorLineLost(OperatorId operator) {
    throw new AssertionError("Promises know no operators.");
  }

  @Override
  public Optional<QueueSpot> spot(ContactId contact) {
    return Optional.empty();
  }

  @Override
  public Optional<ContactLog.Entry> find(ContactId id) {
    return Optional.ofNullable(log.get(id));
  }

  @Override
  public List<ContactLog.Entry> ofPerson(
      @Nullable String callerNumber, @Nullable UUID citizenId, int entriesMax) {
    return log.values().stream()
        .filter(
            entry ->
                (callerNumber != null && callerNumber.equals(entry.callerNumber()))
                    || (citizenId != null && citizenId.equals(entry.citizenId())))
        .limit(entriesMax)
        .toList();
  }

  @Override
  public List<ContactLog.Entry> ofOperator(OperatorId operator, int entriesMax) {
    return List.of();
  }

  @Override
  public List<Step> of(ContactId contact) {
    var how = reasons.get(contact);
    return how == null
        ? List.of()
        : List.of(
            new Step(
                clock.instant(),
                Kind.NOT_REACHED,
                new OperatorId(new UUID(0, 1)),
                null,
                null,
                how.name()));
  }

  @Override
  public Map<ContactId, CallReason> callReasons(Collection<ContactId> contacts) {
    return Map.of();
  }

  @Override
  public boolean tookPart(ContactId contact, OperatorId operator) {
    return false;
  }

  @Override
  public boolean hasWayOut() {
    return wayOut;
  }

  @Override
  public Optional<String> findAllowed(String number) {
    return number.matches("\\+7\\d{10}") ? Optional.of(number) : Optional.empty();
  }

  @Override
  public Optional<String> findTransfer(String number) {
    return Optional.empty();
  }

  @Override
  public boolean transfers() {
    return false;
  }

  @Override
  public List<Instant> handedOver() {
    return List.of();
  }

  @Override
  public void suspect(OperatorId operator, String number) {
    throw new AssertionError("No operator asks.");
  }
}
