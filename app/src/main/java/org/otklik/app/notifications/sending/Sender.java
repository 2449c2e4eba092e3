package org.otklik.app.notifications.sending;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.otklik.app.notifications.NoticeChannel;
import org.otklik.app.notifications.jdbc.NoticeRows;
import org.otklik.app.notifications.jdbc.NoticeRows.Attempted;
import org.otklik.app.notifications.jdbc.NoticeRows.Claimed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Sends the notices of one channel: takes due rows, as many as may be under way, gives each to the
/// gateway on a thread of its own, and writes what came of them, all that have ended in one
/// statement.
///
/// Taking a row moves the time at which it is due again by [#LOST_AFTER]: whatever happens to this
/// process, the notice is then sent by whoever is there. So a notice is never lost, and is sent
/// twice only where an attempt has no known end: the gateway did not answer, or the process ended
/// between its answer and our commit. The repeated attempt carries the same reference and is
/// counted (`otklik.notices.repeated`).
///
/// One thread owns a sender.
final class Sender {

  /// After this an attempt without an end is taken for lost. Longer than any attempt takes.
  static final Duration LOST_AFTER = Duration.ofMinutes(1);

  /// Looks so often, even if nobody wakes it.
  static final Duration LOOKS_EVERY = Duration.ofSeconds(1);

  private static final Duration FIRST_BUSY_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_BUSY_PAUSE = Duration.ofSeconds(30);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  private final Gateway gateway;
  private final NoticeRows rows;
  private final Wakings wakings;
  private final NoticeMeters meters;
  private final Clock clock;
  private final Attempts attempts;
  private final Backoff busyPauses;
  private final Pace pace;
  private final BlockingQueue<Ended> ended =
      new LinkedBlockingQueue<>(); // as many as are under way
  private final List<Ended> unwritten = new ArrayList<>();
  private int underWay;
  private int busy;
  private long pausedUntilNanos;

  private record Ended(Claimed notice, Outcome outcome) {}

  Sender(
      Gateway gateway,
      NoticeRows rows,
      Wakings wakings,
      NoticeMeters meters,
      Clock clock,
      RandomGenerator random) {
    this.gateway = gateway;
    this.rows = rows;
    this.wakings = wakings;
    this.meters = meters;
    this.clock = clock;
    this.attempts = new Attempts(new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random));
    this.busyPauses = new Backoff(FIRST_BUSY_PAUSE, LONGEST_BUSY_PAUSE, random);
    this.pausedUntilNanos = System.nanoTime();
    this.pace = new Pace(gateway.perSecond(), pausedUntilNanos);
  }

  NoticeChannel channel() {
    return gateway.channel();
  }

  /// Sends as long as it is `running`. What is under way then ends by itself or is due again. An
  /// interrupt alone does not end it: the pool of connections swallows one.
  void run(BooleanSupplier running) {
    try {
      while (running.getAsBoolean()) {
        wakings.awaitSender(channel(), pass());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Writes what has ended and begins what is due.
  ///
  /// @return how long nothing is to be done unless somebody wakes us
  Duration pass() {
    try {
      write();
      return begin();
    } catch (DataAccessException | TransactionException e) {
      LOG.warn(
          "notices wait for the database channel={} cause={}",
          channel(),
          e.getClass().getSimpleName());
    } catch (RuntimeException e) {
      LOG.error("notices not sent, tried again channel={}", channel(), e);
    }
    return LOOKS_EVERY;
  }

  private Duration begin() {
    long now = System.nanoTime();
    if (!gateway.isReady() || pausedUntilNanos - now > 0) {
      return LOOKS_EVERY;
    }
    int free = Math.min(gateway.window() - underWay, pace.free(now));
    if (free <= 0) {
      return underWay >= gateway.window() ? LOOKS_EVERY : Duration.ofNanos(pace.nanosToFree());
    }
    var instant = clock.instant();
    var claimed = rows.claim(channel(), instant, instant.plus(LOST_AFTER), free);
    pace.take(claimed.size());
    claimed.forEach(this::begin);
    return claimed.size() < free ? LOOKS_EVERY : Duration.ofNanos(pace.nanosToFree());
  }

  private void begin(Claimed notice) {
    underWay++;
    if (notice.repeated()) {
      meters.repeated(channel());
      LOG.warn("notice sent again, its last attempt has no known end id={}", notice.id().value());
    }
    Thread.ofVirtual().name("notice-" + notice.id().value()).start(() -> send(notice));
  }

  private void send(Claimed notice) {
    ended.add(new Ended(notice, outcome(notice)));
    wakings.wake(channel());
  }

  private Outcome outcome(Claimed notice) {
    try {
      return gateway.send(notice);
    } catch (RuntimeException e) {
      LOG.error("gateway failed gateway={} id={}", gateway.name(), notice.id().value(), e);
      return new Outcome.Unanswered("failed");
    }
  }

  /// What could not be written stays and is written first the next time.
  private void write() {
    ended.drainTo(unwritten);
    if (unwritten.isEmpty()) {
      return;
    }
    var now = clock.instant();
    var outcomes =
        unwritten.stream().map(end -> attempts.of(end.notice(), end.outcome(), now)).toList();
    rows.attempted(gateway.name(), outcomes, now);
    outcomes.stream().map(Attempted::status).forEach(status -> meters.ended(channel(), status));
    wakings.wakeClerk();
    pauseIfBusy();
    underWay -= unwritten.size();
    unwritten.clear();
  }

  private void pauseIfBusy() {
    if (unwritten.stream().noneMatch(end -> end.outcome() instanceof Outcome.Busy)) {
      busy = 0;
      return;
    }
    busy++;
    var pause = busyPauses.after(busy);
    pausedUntilNanos = System.nanoTime() + pause.toNanos();
    LOG.info("gateway busy gateway={} pauseMillis={}", gateway.name(), pause.toMillis());
  }
}
