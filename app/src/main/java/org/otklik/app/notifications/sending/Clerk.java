package org.otklik.app.notifications.sending;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.otklik.app.notifications.NoticeDelivered;
import org.otklik.app.notifications.NoticeFailed;
import org.otklik.app.notifications.NoticeSent;
import org.otklik.app.notifications.jdbc.NoticeRows;
import org.otklik.app.notifications.jdbc.ReceiptRows;
import org.otklik.app.notifications.jdbc.ReplyRows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/// Does what is to be done besides sending: applies receipts, ends notices whose time is over, and
/// tells facts. Each fact is told in a transaction of its own in which the listeners take part; a
/// fact whose listener throws is told again after [#TOLD_AGAIN_AFTER], until it is deleted with its
/// row.
///
/// One thread owns it.
@Component
final class Clerk {

  /// Of each kind in one pass at most; the rest in the next, at once.
  static final int PASS_MAX = 500;

  /// Looks so often, even if nobody wakes it.
  static final Duration LOOKS_EVERY = Duration.ofSeconds(1);

  /// So long a fact waits that a listener could not take.
  static final Duration TOLD_AGAIN_AFTER = Duration.ofMinutes(1);

  private static final Duration COUNTS_EVERY = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(Clerk.class);

  private final NoticeRows notices;
  private final ReceiptRows receipts;
  private final ReplyRows replies;
  private final TransactionOperations transaction;
  private final ApplicationEventPublisher events;
  private final NoticeMeters meters;
  private final Wakings wakings;
  private final Clock clock;
  private long countedNanos = System.nanoTime() - COUNTS_EVERY.toNanos();

  Clerk(
      NoticeRows notices,
      ReceiptRows receipts,
      ReplyRows replies,
      TransactionOperations transaction,
      ApplicationEventPublisher events,
      NoticeMeters meters,
      Wakings wakings,
      Clock clock) {
    this.notices = notices;
    this.receipts = receipts;
    this.replies = replies;
    this.transaction = transaction;
    this.events = events;
    this.meters = meters;
    this.wakings = wakings;
    this.clock = clock;
  }

  /// Works as long as it is `running`; an interrupt only ends its waiting.
  void run(BooleanSupplier running) {
    try {
      while (running.getAsBoolean()) {
        wakings.awaitClerk(pass() ? Duration.ZERO : LOOKS_EVERY);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Does what is to be done now.
  ///
  /// @return whether there is more
  boolean pass() {
    try {
      var now = clock.instant();
      int ended = receipts.apply(now, PASS_MAX) + notices.expire(now, PASS_MAX);
      int told = tellNotices() + tellReplies();
      count();
      return ended >= PASS_MAX || told >= PASS_MAX;
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("facts about notices wait for the database cause={}", e.getClass().getSimpleName());
    } catch (RuntimeException e) {
      LOG.error("facts about notices not told, tried again", e);
    }
    return false;
  }

  private int tellNotices() {
    var facts = notices.untold(clock.instant(), PASS_MAX);
    for (var fact : facts) {
      tell(
          () -> notices.told(fact),
          event(fact),
          () -> notices.tellAt(fact.id(), clock.instant().plus(TOLD_AGAIN_AFTER)));
    }
    return facts.size();
  }

  private int tellReplies() {
    var facts = replies.untold(clock.instant(), PASS_MAX);
    for (var fact : facts) {
      tell(
          () -> replies.told(fact.id()),
          fact.fact(),
          () -> replies.tellAt(fact.id(), clock.instant().plus(TOLD_AGAIN_AFTER)));
    }
    return facts.size();
  }

  private void tell(BooleanSupplier told, Object event, Runnable later) {
    try {
      transaction.executeWithoutResult(
          _ -> {
            if (told.getAsBoolean()) {
              events.publishEvent(event);
            }
          });
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("fact told later event={}", event.getClass().getSimpleName(), e);
      later.run();
    } catch (RuntimeException e) {
      LOG.error("listener failed, told again later event={}", event.getClass().getSimpleName(), e);
      later.run();
    }
  }

  private static Object event(NoticeRows.Untold fact) {
    return switch (fact.status()) {
      case SENT -> new NoticeSent(fact.id(), fact.correlation(), fact.at());
      case DELIVERED -> new NoticeDelivered(fact.id(), fact.correlation(), fact.at());
      case FAILED -> failed(fact, false);
      case EXPIRED -> failed(fact, true);
      case WAITING ->
          throw new IllegalStateException(
              "The waiting notice (%s) is no fact.".formatted(fact.id().value()));
    };
  }

  private static NoticeFailed failed(NoticeRows.Untold fact, boolean expired) {
    return new NoticeFailed(
        fact.id(),
        fact.correlation(),
        expired,
        Objects.requireNonNullElse(fact.reason(), "unknown"),
        fact.at());
  }

  private void count() {
    if (System.nanoTime() - countedNanos >= COUNTS_EVERY.toNanos()) {
      meters.count(notices);
      countedNanos = System.nanoTime();
    }
  }
}
