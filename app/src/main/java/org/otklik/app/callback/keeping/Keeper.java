package org.otklik.app.callback.keeping;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.otklik.app.callback.CallbackNotices;
import org.otklik.app.callback.CallbackWindow;
import org.otklik.app.callback.Callbacks.Attempt;
import org.otklik.app.callback.Callbacks.Promise;
import org.otklik.app.callback.PromiseId;
import org.otklik.app.callback.PromiseStatus;
import org.otklik.app.callback.jdbc.PromiseRow;
import org.otklik.app.callback.jdbc.PromiseRows;
import org.otklik.app.callback.settings.CallbackSettings;
import org.otklik.app.dispatch.Called;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.ContactLog.Outcome;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.Journeys;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.Priority;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/// Keeps promises: asks dispatch for those that are due, and hears what became of them.
///
/// 1. A promise goes to dispatch as a contact of its own; the row says so before dispatch is asked.
/// 2. What dispatch has not taken (it is full, or died with the process) is found by looking: each
///    promise that is with dispatch is looked at every [#LOOK_EVERY], so that no fact that was
///    missed can lose it.
/// 3. It is asked for as soon as it is promised, while its person still waits on the line: so the
///    place passes from the one to the other.
/// 4. Not answered, it is asked again after the spacing, until the attempts are used up. What
///    failed on our side is asked again at the next look, and does not count.
/// 5. A booked one is asked for when its window begins, and called inside it alone: what would come
///    later is given up.
/// 6. Whoever talks with an operator has no open promise afterwards, but for the one that is being
///    kept, and is on no list of those whom we could not reach.
///
/// It may be called from several threads and in several processes: the row decides who acts.
final class Keeper {

  /// Promises that are looked at in one turn; the others are at the next.
  static final int BATCH_MAX = 100;

  /// How often a promise that is with dispatch is looked at.
  static final Duration LOOK_EVERY = Duration.ofSeconds(30);

  /// How soon we try again what has failed on our side.
  static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  /// Who has asked for a callback on the telephone hears the word and puts the receiver down in
  /// this time: an engaged line before it is our own doing.
  static final Duration LINE_IS_FREE_AFTER = Duration.ofMinutes(1);

  /// How much later we call who answers that now does not suit.
  static final Duration MOVED_BY = Duration.ofHours(1);

  /// Times that we speak of are whole ones.
  private static final Duration ROUND = Duration.ofMinutes(10);

  /// Contacts of a person in which we look for a talk.
  private static final int TALKS_MAX = 10;

  private static final String INTERRUPTED = "INTERRUPTED";
  private static final String MOVED = "MOVED";
  private static final String WINDOW_OVER = "WINDOW_OVER";
  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

  private final PromiseRows rows;
  private final Dispatch dispatch;
  private final ContactLog contacts;
  private final Journeys journeys;
  private final CallbackSettings settings;
  private final List<CallbackNotices> notices;
  private final TransactionOperations transaction;
  private final Clock clock;
  private final NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();

  /// Contacts of which dispatch has not decided yet: they are in no log, and not lost.
  private final Set<ContactId> undecided = ConcurrentHashMap.newKeySet();

  Keeper(
      PromiseRows rows,
      Dispatch dispatch,
      ContactLog contacts,
      Journeys journeys,
      CallbackSettings settings,
      List<CallbackNotices> notices,
      TransactionOperations transaction,
      Clock clock) {
    this.rows = rows;
    this.dispatch = dispatch;
    this.contacts = contacts;
    this.journeys = journeys;
    this.settings = settings;
    this.notices = notices;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Looks at what is to be looked at now, unless the database is away.
  ///
  /// @return whether there may be more
  boolean turn() {
    if (!dispatch.available()) {
      return false;
    }
    var due = rows.toWake(clock.instant(), BATCH_MAX);
    due.forEach(this::wake);
    return due.size() == BATCH_MAX;
  }

  /// Hears a fact.
  void hear(Fact fact) {
    switch (fact) {
      case Fact.Talks(var contact) -> talks(contact);
      case Fact.Ended(var contact, var outcome) ->
          rows.findDue(contact).ifPresent(due -> ended(due, contact, outcome));
    }
  }

  /// Writes a promise, and tells of it.
  ///
  /// @return false when there is an open one for the number
  boolean book(PromiseRow promise) {
    var window = promise.window();
    var wakeAt = window == null ? clock.instant() : window.from();
    return told(() -> rows.insert(promise, wakeAt), promise, CallbackNotices::promised);
  }

  /// The citizen does not want it any more.
  void cancel(PromiseId promise) {
    rows.find(promise).ifPresent(this::cancelAsWished);
  }

  /// Who was written to at this number does not want it any more.
  void cancel(PromiseId promise, String number) {
    find(promise, number).ifPresent(this::cancelAsWished);
  }

  /// Who was written to at this number wants it later. One who talks already is not called again.
  void move(PromiseId promise, String number) {
    find(promise, number).filter(row -> row.status().isOpen()).ifPresent(this::move);
  }

  private Optional<PromiseRow> find(PromiseId promise, String number) {
    return rows.find(promise).filter(row -> row.wish().number().equals(number));
  }

  private void cancelAsWished(PromiseRow promise) {
    if (promise.status().isOpen()
        && told(
            () -> end(promise, PromiseStatus.CANCELLED, Gone.CANCELLED.name()),
            promise,
            CallbackNotices::cancelled)) {
      withdraw(promise);
    }
  }

  private void move(PromiseRow open) {
    if (talksNow(open)) {
      return;
    }
    var later = later(begins(open));
    if (told(() -> moved(open, later), open, (notice, promise) -> notice.moved(promise, later))) {
      withdraw(open);
    }
  }

  private boolean talksNow(PromiseRow open) {
    return Optional.ofNullable(open.contact())
        .flatMap(contacts::find)
        .map(ContactLog.Entry::answeredAt)
        .isPresent();
  }

  /// From when on it can be called: now, or when its window begins.
  private Instant begins(PromiseRow open) {
    var now = clock.instant();
    var window = open.window();
    return window == null || window.from().isBefore(now) ? now : window.from();
  }

  private boolean moved(PromiseRow open, Instant later) {
    var now = clock.instant();
    boolean moved =
        open.status() == PromiseStatus.DUE
            ? rows.bookAgain(open, new Attempt(now, MOVED, false), now, later)
            : rows.postpone(open, later);
    if (moved && open.window() != null) {
      rows.setWindow(open.id(), open.window().movedTo(later));
    }
    return moved;
  }

  /// Moves a booked promise to another window, inside the transaction of whoever has found room
  /// there.
  ///
  /// @return false when it is over or talks already
  boolean move(PromiseId promise, CallbackWindow window) {
    var open = rows.find(promise).filter(row -> row.status().isOpen() && !talksNow(row));
    if (open.isEmpty()
        || !told(
            () -> moved(open.get(), window.from()),
            open.get(),
            (notice, about) -> notice.moved(about, window.from()))) {
      return false;
    }
    rows.setWindow(promise, window);
    withdraw(open.get());
    return true;
  }

  private static Instant later(Instant now) {
    long round = ROUND.toSeconds();
    long seconds = now.plus(MOVED_BY).getEpochSecond();
    return Instant.ofEpochSecond(Math.ceilDiv(seconds, round) * round);
  }

  /// Dispatch need not keep it any more.
  private void withdraw(PromiseRow promise) {
    if (promise.contact() != null) {
      dispatch.gone(promise.contact(), Gone.CANCELLED);
    }
  }

  /// Deletes what has been over for as long as it is kept, in batches.
  void forget() {
    var before = clock.instant().minus(settings.kept());
    while (rows.forget(before, BATCH_MAX) == BATCH_MAX) {
      // the next batch
    }
  }

  private void wake(PromiseRow promise) {
    switch (promise.status()) {
      case BOOKED -> ask(promise);
      case DUE -> look(promise);
      case KEPT, GIVEN_UP, CANCELLED -> {
        // ended meanwhile
      }
    }
  }

  private void ask(PromiseRow booked) {
    if (isOver(booked)) {
      giveUp(booked, INTERRUPTED, false);
    } else if (hasTalked(booked)) {
      cancel(booked);
    } else {
      var _ = askNow(booked);
    }
  }

  /// Whether it is too late: the window has passed, or we have failed for too long.
  private boolean isOver(PromiseRow booked) {
    var now = clock.instant();
    var window = booked.window();
    return window == null
        ? now.isAfter(booked.promisedAt().plus(settings.keepTrying()))
        : !now.isBefore(window.until());
  }

  /// Asks dispatch for a promise that is booked, unless the database is away.
  ///
  /// @return completes when dispatch has decided, whatever it was: a look finds what is to be asked
  ///   again
  CompletionStage<@Nullable Void> askNow(PromiseRow booked) {
    var now = clock.instant();
    var contact = new ContactId(ids.generate());
    if (!dispatch.available()
        || !rows.beginAttempt(booked.id(), contact, now, now.plus(LOOK_EVERY))) {
      return CompletableFuture.completedStage(null);
    }
    undecided.add(contact);
    return dispatch
        .accept(request(booked, contact))
        .handle(
            (_, _) -> {
              undecided.remove(contact);
              return null;
            });
  }

  private static ContactRequest request(PromiseRow promise, ContactId contact) {
    var wish = promise.wish();
    return new ContactRequest(
        contact,
        Channel.CALLBACK,
        ContactRequest.PROMISED,
        wish.number(),
        wish.citizenId(),
        null,
        wish.topic(),
        wish.language(),
        Priority.NORMAL,
        wish.recordingAllowed(),
        wish.waitingSince());
  }

  private boolean hasTalked(PromiseRow promise) {
    var wish = promise.wish();
    return contacts.ofPerson(wish.number(), wish.citizenId(), TALKS_MAX).stream()
        .filter(contact -> contact.channel() != Channel.CALLBACK)
        .map(ContactLog.Entry::answeredAt)
        .anyMatch(answered -> answered != null && answered.isAfter(promise.promisedAt()));
  }

  private void look(PromiseRow due) {
    var contact = due.contact();
    if (contact == null) {
      throw new IllegalStateException("The due promise (%s) has no contact.".formatted(due.id()));
    }
    var logged = contacts.find(contact);
    if (logged.isPresent()) {
      var outcome = logged.get().outcome();
      if (outcome == null && logged.get().answeredAt() == null && isOverBooked(due)) {
        giveUp(due, WINDOW_OVER, false);
        withdraw(due);
      } else if (outcome == null) {
        rows.lookAgain(due, lookAt(due));
      } else {
        ended(due, contact, outcome);
      }
    } else if (undecided.contains(contact)) {
      rows.lookAgain(due, clock.instant().plus(LOOK_EVERY));
    } else {
      again(due, INTERRUPTED, false, RETRY_AFTER);
    }
  }

  private boolean isOverBooked(PromiseRow due) {
    return due.window() != null && isOver(due);
  }

  /// In a while, and when the window ends: then nobody calls any more.
  private Instant lookAt(PromiseRow due) {
    var next = clock.instant().plus(LOOK_EVERY);
    var window = due.window();
    return window != null && window.contains(clock.instant()) && window.until().isBefore(next)
        ? window.until()
        : next;
  }

  private void kept(PromiseRow due, ContactId contact, Outcome outcome) {
    if (end(due, PromiseStatus.KEPT, outcome.name())) {
      contacts
          .find(contact)
          .map(ContactLog.Entry::answeredAt)
          .ifPresent(answered -> rows.setAnswered(due.id(), answered));
    }
  }

  private void ended(PromiseRow due, ContactId contact, Outcome outcome) {
    switch (outcome) {
      case TALKED, CALLED_BACK -> kept(due, contact, outcome);
      case LEFT -> end(due, PromiseStatus.CANCELLED, outcome.name());
      case TO_CALL_BACK -> again(due, INTERRUPTED, false, RETRY_AFTER);
      case NOT_REACHED -> notReached(due, why(contact));
    }
  }

  private Called why(ContactId contact) {
    return journeys.of(contact).stream()
        .filter(step -> step.kind() == Journeys.Kind.NOT_REACHED)
        .map(Journeys.Step::detail)
        .reduce((_, last) -> last)
        .map(Called::valueOf)
        .orElse(Called.NO_ANSWER);
  }

  private void notReached(PromiseRow due, Called how) {
    switch (how) {
      case NO_TRUNK, NO_LINE, TAKEN -> again(due, how.name(), false, RETRY_AFTER);
      case BUSY -> {
        if (stillOnOurLine(due)) {
          again(due, how.name(), false, RETRY_AFTER);
        } else {
          unanswered(due, how);
        }
      }
      case NOT_ALLOWED -> giveUp(due, how.name(), false);
      case ANSWERED, NO_ANSWER, REFUSED, CANCELLED -> unanswered(due, how);
    }
  }

  private boolean stillOnOurLine(PromiseRow due) {
    return clock.instant().isBefore(due.promisedAt().plus(LINE_IS_FREE_AFTER));
  }

  private void unanswered(PromiseRow due, Called how) {
    if (due.attemptsCounted() + 1 >= settings.attempts() || wouldBeLate(due)) {
      giveUp(due, how.name(), true);
    } else {
      told(
          () -> again(due, how.name(), true, settings.spacing()), due, CallbackNotices::notReached);
    }
  }

  /// Whether another attempt would come after the window.
  private boolean wouldBeLate(PromiseRow due) {
    var window = due.window();
    return window != null && !clock.instant().plus(settings.spacing()).isBefore(window.until());
  }

  private boolean again(PromiseRow due, String reason, boolean counts, Duration after) {
    var now = clock.instant();
    return rows.bookAgain(due, new Attempt(now, reason, counts), now, now.plus(after));
  }

  private void giveUp(PromiseRow open, String reason, boolean counts) {
    var now = clock.instant();
    if (told(
        () -> rows.end(open, PromiseStatus.GIVEN_UP, reason, counts, now),
        open,
        CallbackNotices::givenUp)) {
      LOG.info("callback given up promise={}", open.id().value());
    }
  }

  private void talks(ContactId contact) {
    contacts.find(contact).ifPresent(this::servedBy);
  }

  /// The number is asked for what it is: one that many share belongs to nobody.
  private void servedBy(ContactLog.Entry talk) {
    var number = talk.callerNumber();
    var own = ContactRequest.belongsToSomebody(number) ? number : null;
    if (own == null && talk.citizenId() == null) {
      return;
    }
    rows.settleOf(own, talk.citizenId(), clock.instant());
    rows.openOf(own, talk.citizenId()).stream()
        .filter(promise -> !talk.id().equals(promise.contact()))
        .forEach(this::cancel);
  }

  private void cancel(PromiseRow open) {
    if (end(open, PromiseStatus.CANCELLED, Gone.CANCELLED.name())) {
      withdraw(open);
    }
  }

  private boolean end(PromiseRow open, PromiseStatus how, String reason) {
    return rows.end(open, how, reason, false, clock.instant());
  }

  /// Changes a row, and tells of it in the same transaction.
  ///
  /// @return false when somebody else was faster, and nobody was told
  private boolean told(
      BooleanSupplier change, PromiseRow about, BiConsumer<CallbackNotices, Promise> what) {
    return Boolean.TRUE.equals(
        transaction.execute(
            _ -> {
              var changed = change.getAsBoolean();
              if (changed) {
                tell(about, what);
              }
              return changed;
            }));
  }

  private void tell(PromiseRow about, BiConsumer<CallbackNotices, Promise> what) {
    rows.find(about.id())
        .map(row -> DefaultCallbacks.promise(row, rows.attempts(row.id())))
        .ifPresent(promise -> notices.forEach(notice -> tell(notice, promise, what)));
  }

  private static void tell(
      CallbackNotices notice, Promise promise, BiConsumer<CallbackNotices, Promise> what) {
    try {
      what.accept(notice, promise);
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("promise", promise.id().value())
          .setCause(e)
          .log("callback notice failed");
    }
  }
}
