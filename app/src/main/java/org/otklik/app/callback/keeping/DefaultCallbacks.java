package org.otklik.app.callback.keeping;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.otklik.app.callback.Callbacks;
import org.otklik.app.callback.CentreWords;
import org.otklik.app.callback.PromiseId;
import org.otklik.app.callback.PromiseStatus;
import org.otklik.app.callback.jdbc.PromiseRow;
import org.otklik.app.callback.jdbc.PromiseRows;
import org.otklik.app.callback.settings.CallbackSettings;
import org.otklik.app.telephony.OutsideCalls;
import org.otklik.engine.routing.ContactId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Takes wishes, and answers what became of them.
final class DefaultCallbacks implements Callbacks {

  /// The time in which limits count.
  static final Duration LIMITS_OVER = Duration.ofHours(24);

  /// How long we wait for dispatch before we say that it is promised: then the place has passed to
  /// the callback before the call leaves. It is promised all the same when dispatch takes longer.
  static final Duration ASKED_WITHIN = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(DefaultCallbacks.class);

  private final PromiseRows rows;
  private final Keeper keeper;
  private final OutsideCalls outside;
  private final CentreWords words;
  private final CallbackSettings settings;
  private final Clock clock;
  private final Executor executor;
  private final SecureRandom random = new SecureRandom();
  private final NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();

  /// @param executor runs what asks the database, so that no call waits for it
  DefaultCallbacks(
      PromiseRows rows,
      Keeper keeper,
      OutsideCalls outside,
      CentreWords words,
      CallbackSettings settings,
      Clock clock,
      Executor executor) {
    this.rows = rows;
    this.keeper = keeper;
    this.outside = outside;
    this.words = words;
    this.settings = settings;
    this.clock = clock;
    this.executor = executor;
  }

  @Override
  public boolean offered() {
    return outside.hasWayOut();
  }

  @Override
  public Optional<String> findCallable(String number) {
    return outside.findAllowed(number);
  }

  @Override
  public CompletionStage<Answer> promise(Wish wish) {
    return CompletableFuture.supplyAsync(() -> answer(wish), executor);
  }

  private Answer answer(Wish wish) {
    var number = findCallable(wish.number());
    if (number.isEmpty()) {
      return new Answer.Refused(Refusal.NOT_CALLABLE);
    }
    if (!offered()) {
      return new Answer.Refused(Refusal.UNAVAILABLE);
    }
    try {
      return write(wish, number.get());
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("callback not promised cause={}", e.getClass().getSimpleName());
      return new Answer.Refused(Refusal.UNAVAILABLE);
    }
  }

  private Answer write(Wish wish, String number) {
    var now = clock.instant();
    var since = now.minus(LIMITS_OVER);
    int sourceMax = wish.source() == null ? settings.unknownSourcesMax() : settings.perSourceMax();
    if (rows.countForNumber(number, since) >= settings.perNumberMax()
        || rows.countFromSource(wish.source(), since) >= sourceMax) {
      return new Answer.Refused(Refusal.TOO_MANY);
    }
    var promise = promise(wish, number);
    if (!keeper.book(promise)) {
      return new Answer.Refused(Refusal.ALREADY_PROMISED);
    }
    ask(promise);
    LOG.info("callback promised promise={}", promise.id().value());
    return new Answer.Promised(promise.id(), promise.word());
  }

  /// What fails here is asked again by the keeper.
  private void ask(PromiseRow promise) {
    try {
      keeper
          .askNow(promise)
          .toCompletableFuture()
          .completeOnTimeout(null, ASKED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("callback is asked for later cause={}", e.getClass().getSimpleName());
    }
  }

  private PromiseRow promise(Wish wish, String number) {
    var callable =
        new Wish(
            number,
            wish.citizenId(),
            wish.source(),
            wish.topic(),
            wish.language(),
            wish.recordingAllowed(),
            wish.waitingSince());
    return new PromiseRow(
        new PromiseId(ids.generate()),
        callable,
        words.draw(random),
        clock.instant(),
        PromiseStatus.BOOKED,
        null,
        0,
        null);
  }

  @Override
  public void cancel(PromiseId promise) {
    keeper.cancel(promise);
  }

  @Override
  public List<Unreached> unreached(int peopleMax) {
    return rows.unreached(peopleMax).stream().map(DefaultCallbacks::unreached).toList();
  }

  private static Unreached unreached(PromiseRow row) {
    var wish = row.wish();
    return new Unreached(
        row.id(),
        wish.number(),
        wish.citizenId(),
        wish.topic(),
        wish.waitingSince(),
        row.attemptsCounted());
  }

  @Override
  public boolean settle(PromiseId promise, UUID by) {
    return rows.settle(promise, by, clock.instant());
  }

  @Override
  public Optional<Promise> find(ContactId contact) {
    return rows.findOfAttempt(contact).map(row -> promise(row, rows.attemptsBefore(contact)));
  }

  static Promise promise(PromiseRow row, List<Attempt> attempts) {
    var wish = row.wish();
    return new Promise(
        row.id(),
        wish.number(),
        wish.topic(),
        wish.language().tag(),
        row.word(),
        wish.waitingSince(),
        row.promisedAt(),
        row.status(),
        attempts);
  }
}
